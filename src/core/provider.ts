import type { Activated } from "./activation.ts";
import type { EnvironmentKind, GoEnvironment, ProviderName } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { Host, Variables } from "./host.ts";
import type { Report } from "./operation.ts";

/** What discovery tells. A fault is about a place (an unreadable rc file), not about a row; a row has its own problems. */
export type Discovered =
	| { readonly kind: "environment"; readonly environment: GoEnvironment }
	| { readonly kind: "fault"; readonly fault: Fault }
	/** A file or directory that was read and, when it changes, changes the rows. */
	| { readonly kind: "place"; readonly path: string };

/**
 * The code that knows one kind of environment. Discovery is static: it reads files and runs nothing; it yields rows in the
 * written order of places, one row per real directory, shown under the first path found, and stops soon after `signal`.
 * It throws only when it can say nothing at all. An absent method is an absent capability.
 */
export interface Provider {
	readonly name: ProviderName;
	/** `conda`, `gvm`, `Nix flakes`, `Go SDKs`. */
	readonly title: string;
	/** As in each of its rows. */
	readonly kind: EnvironmentKind;
	/** The file of a folder in which `folder#shell` means one of its environments and nothing else: `flake.nix`. */
	readonly shellFile?: string;
	/** Of the machine: nothing of a workspace, safe in Restricted Mode. */
	discoverMachine(host: Host, options: DiscoverOptions, signal: AbortSignal): AsyncIterable<Discovered>;
	/** Of one workspace folder: what lies inside it, or is named by files in it. */
	discoverFolder(host: Host, folder: string, options: DiscoverOptions, signal: AbortSignal): AsyncIterable<Discovered>;
	/**
	 * The row that a path outside discovery would be, or undefined where it is not of this kind. For references by path.
	 */
	classify(host: Host, path: string, signal: AbortSignal): Promise<GoEnvironment | undefined>;
	/**
	 * What the environment changes of `base`: variables in which no Go environment is active, ours or another tool's (core has
	 * called every `leave`). GOROOT is its own value, or absent where the program finds it by itself (goroot/findsGoroot); core
	 * decides GOTOOLDIR and GOTOOLCHAIN. `report` is told each stage that may take long. Throws activation-failed, not-allowed,
	 * timed-out, cancelled.
	 */
	activate?(
		host: Host,
		environment: GoEnvironment,
		base: Variables,
		signal: AbortSignal,
		report?: Report,
	): Promise<Activated>;
	/**
	 * The files and directories that decide what {@link activate} answers, without running anything: what an allowance covers
	 * and a cache compares. Present wherever `activate` is.
	 */
	inputs?(host: Host, environment: GoEnvironment): Promise<readonly string[]>;
	/**
	 * The folders that {@link activate} puts first on PATH, but for those that scripts add: an allowance covers what lies in
	 * them too, which decides nothing of the activation itself. Present wherever `activate` is.
	 */
	pathFolders?(host: Host, environment: GoEnvironment): Promise<readonly string[]>;
	/**
	 * `base` without the environments of this kind that are active in it (conda's CONDA_*, gvm's GOROOT and PATH entries);
	 * `base` itself where none is to be left. May run the scripts of an active environment, through `host.run`: as the folder's
	 * code where that environment lies in the workspace folder. Throws cancelled.
	 */
	leave?(host: Host, base: Variables, request: LeaveRequest, signal: AbortSignal): Promise<Left>;
	/**
	 * Whether the tool notes in a variable of this name what is active (conda in CONDA_PREFIX and CONDA_SHLVL), so that another
	 * value says that the tool was used since. Present wherever the tool has commands that change a shell.
	 */
	keepsStateIn?(name: string): boolean;
}

export interface LeaveRequest {
	/**
	 * `go`: only an environment that has Go; one without it (a Python environment) stays active. `all`: whatever is active, for
	 * the next one is of the same kind and takes its place.
	 */
	readonly what: "go" | "all";
	/** The workspace folder: what lies in it is its code. */
	readonly folder?: string;
	/** Is told each stage that may take long. */
	readonly report?: Report;
}

export interface Left {
	readonly variables: Variables;
	/** The scripts that were run to leave, absolute. */
	readonly scripts: readonly string[];
}

/** Settings that discovery obeys. */
export interface DiscoverOptions {
	/** `goEnvironments.searchPaths`: GOROOTs, folders of GOROOTs, or conda prefixes; absolute. */
	readonly searchPaths: readonly string[];
}
