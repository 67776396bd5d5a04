import type { Fault, Problem, Remedy } from "./fault.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** Built by its provider from the path as found (`conda:/home/a/miniforge3/envs/ci`); compared, never parsed. */
export type EnvironmentId = string & { readonly brand: "EnvironmentId" };

export const environmentId = (provider: ProviderName, key: string): EnvironmentId =>
	`${provider}:${key}` as EnvironmentId;

/** Lower-case letters: the prefix of ids and references (`conda:ci`), and a value of the setting goEnvironments.providers. */
export type ProviderName = string;

/** The Go of an environment. `program` is a field and never `goroot + /bin/go`: conda's is `<prefix>/bin/go`. */
export type Toolchain =
	| { readonly kind: "known"; readonly version: GoVersion; readonly goroot: string; readonly program: string }
	| { readonly kind: "unknown" }
	| { readonly kind: "none" }
	| {
			readonly kind: "broken";
			readonly problem: Problem;
			readonly version?: GoVersion;
			readonly goroot?: string;
			readonly program?: string;
	  };

/** What core and the views need to know about a kind of environment. Defined by its provider and referenced by each row. */
export interface EnvironmentKind {
	/** `name`: a version (`1.22`) never resolves to it, even if it has that Go; its name, path and id do. */
	readonly foundBy: "version" | "name";
	/** Whether its name is its Go version (`go1.22.6`) or a purpose (`ci`). Rows are sorted accordingly. */
	readonly namedAfter: "version" | "purpose";
	/**
	 * A directory with a Go and nothing else, so that its version describes it. It is merged into a row of another kind with the
	 * same real GOROOT, which takes over its paths.
	 */
	readonly isPlain: boolean;
	/** It comes with a project and is trusted like the rest of it, wherever it is. */
	readonly isProjectCode: boolean;
	/**
	 * `on-request`: only a person can select it, and a file that names it recommends it; once active, it is activated again only
	 * on request, not when its inputs change.
	 */
	readonly activation: "immediate" | "on-request";
}

export interface GoEnvironment {
	readonly id: EnvironmentId;
	readonly provider: ProviderName;
	readonly kind: EnvironmentKind;
	/** As users call it: `ci`, `go1.22.6`, `go1.22.6@work`, `#default`. */
	readonly name: string;
	/** Names derived from the other paths of the row; references may use them too. */
	readonly otherNames: readonly string[];
	/** Its name in `folder#shell`, if one folder has several environments: `ci` of a flake. */
	readonly shell?: string;
	/** Conda prefix, GOROOT or flake folder, as found; not resolved. */
	readonly location: string;
	readonly toolchain: Toolchain;
	/** Other paths of the same real directory, as found. */
	readonly otherPaths: readonly string[];
	/** Real paths of location and GOROOT; typed paths are compared with them, and plain rows are merged by them. */
	readonly realPaths: readonly string[];
	/**
	 * The tool or place that it comes from, as shown: `conda`, `pixi`, `gvm`, `goenv`, `asdf`, `mise`, `golang.org/dl`, `PATH` …
	 */
	readonly origin: string;
	/** Listed, but never recommended, and found only by id or path: environments in `conda-bld`. */
	readonly onlyByPath?: boolean;
	/** The workspace folder that contains it (absent: the machine's). */
	readonly folder?: string;
	/** Further information in whole sentences: a flake's nixpkgs, an alias, a default. */
	readonly notes: readonly string[];
	readonly problems: readonly Problem[];
	/** How it gets a Go if its toolchain is `none`; without it, Go is installed into the environment. */
	readonly goRemedy?: Remedy;
	/** Why it cannot be activated: it is only listed and recommended. */
	readonly notActivatable?: Fault;
}

/** The version if known, also for a broken row. */
export function versionOf({ toolchain }: Pick<GoEnvironment, "toolchain">): GoVersion | undefined {
	return "version" in toolchain ? toolchain.version : undefined;
}
