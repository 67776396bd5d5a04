import type { Problem } from "./fault.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** Built by its provider from the path as found (`conda:/home/a/miniforge3/envs/ci`); compared, never parsed. */
export type EnvironmentId = string & { readonly brand: "EnvironmentId" };

export const environmentId = (provider: ProviderName, key: string): EnvironmentId =>
	`${provider}:${key}` as EnvironmentId;

/** In the order in which a version is looked for (BEHAVIOUR.md, References); a flake is never found by version. */
export const providerNames = ["sdk", "gvm", "conda", "flake"] as const;
export type ProviderName = (typeof providerNames)[number];

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

export interface GoEnvironment {
	readonly id: EnvironmentId;
	readonly provider: ProviderName;
	/** What people call it: `ci`, `go1.22.6`, `go1.22.6@work`, `#default`. */
	readonly name: string;
	/** Names that the other paths of the row would have given; they find it too. */
	readonly otherNames: readonly string[];
	/** Conda prefix, GOROOT or flake folder, as found, not resolved. */
	readonly location: string;
	readonly toolchain: Toolchain;
	/** Other paths of the same real directory, as found. */
	readonly otherPaths: readonly string[];
	/** Real paths of location and GOROOT; what a typed path is compared with, and by which SDK rows fold into others. */
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
	readonly bound?: EnvironmentId;
}

/** The version where one is known, also of a broken row. */
export function versionOf({ toolchain }: Pick<GoEnvironment, "toolchain">): GoVersion | undefined {
	return "version" in toolchain ? toolchain.version : undefined;
}
