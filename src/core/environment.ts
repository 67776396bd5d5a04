import type { Fault, Problem } from "./fault.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** Built by its provider from the path as found (`conda:/home/a/miniforge3/envs/ci`); compared, never parsed. */
export type EnvironmentId = string & { readonly brand: "EnvironmentId" };

export const environmentId = (provider: ProviderName, key: string): EnvironmentId =>
	`${provider}:${key}` as EnvironmentId;

/** Lower-case letters: what ids and references begin with (`conda:ci`), and what the setting goEnvironments.providers lists. */
export type ProviderName = string;

/** What Go an environment gives. `program` is a field and never `goroot + /bin/go`: conda's is `<prefix>/bin/go`. */
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

/** What core and the views have to know of a kind of environment. Its provider says it, and each of its rows refers to it. */
export interface EnvironmentKind {
	/** `name`: a version (`1.22`) never leads to one, though it may have that Go; its name, its path and its id do. */
	readonly foundBy: "version" | "name";
	/** What people call one after: its Go (`go1.22.6`), or what it is for (`ci`). They are listed in that order. */
	readonly namedAfter: "version" | "purpose";
	/**
	 * A directory with a Go and nothing else, so that its version says all. It gives way to a row of another kind for the same
	 * real GOROOT, which takes over its paths.
	 */
	readonly isPlain: boolean;
	/** It comes with a project and is trusted like the rest of it, wherever it lies. */
	readonly isProjectCode: boolean;
	/**
	 * `on-request`: only a person selects it, and a file that names one recommends it; once active it is activated again when
	 * somebody asks for that, not when what it came from changes.
	 */
	readonly activation: "immediate" | "on-request";
}

export interface GoEnvironment {
	readonly id: EnvironmentId;
	readonly provider: ProviderName;
	readonly kind: EnvironmentKind;
	/** What people call it: `ci`, `go1.22.6`, `go1.22.6@work`, `#default`. */
	readonly name: string;
	/** Names that the other paths of the row would have given; they find it too. */
	readonly otherNames: readonly string[];
	/** What `folder#shell` calls it, where one folder has several environments: `ci` of a flake. */
	readonly shell?: string;
	/** Conda prefix, GOROOT or flake folder, as found, not resolved. */
	readonly location: string;
	readonly toolchain: Toolchain;
	/** Other paths of the same real directory, as found. */
	readonly otherPaths: readonly string[];
	/** Real paths of location and GOROOT; what a typed path is compared with, and by which plain rows fold into others. */
	readonly realPaths: readonly string[];
	/** The tool or place that it comes from, as shown: `conda`, `pixi`, `gvm`, `goenv`, `asdf`, `mise`, `golang.org/dl`, `PATH` … */
	readonly origin: string;
	/** Listed, but never recommended, and found only by id or path: what lies in `conda-bld`. */
	readonly onlyByPath?: boolean;
	/** Lies inside this workspace folder (absent: the machine's). */
	readonly folder?: string;
	/** What else is worth knowing, in whole sentences: a flake's nixpkgs, an alias, a default. */
	readonly notes: readonly string[];
	readonly problems: readonly Problem[];
	/** Why it cannot be activated: it is listed and recommended, and no more. */
	readonly notActivatable?: Fault;
	readonly bound?: EnvironmentId;
}

/** The version where one is known, also of a broken row. */
export function versionOf({ toolchain }: Pick<GoEnvironment, "toolchain">): GoVersion | undefined {
	return "version" in toolchain ? toolchain.version : undefined;
}
