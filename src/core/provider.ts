import type { Activated } from "./activation.ts";
import type { CreateRequest, EnvironmentPlan, UpdateRequest } from "./creation.ts";
import type { EnvironmentKind, GoEnvironment, ProviderName } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { Host, Variables } from "./host.ts";
import type { Report } from "./operation.ts";

/** One result of discovery. A fault is about a path (an unreadable rc file), not about a row; a row has its own problems. */
export type Discovered =
	| { readonly kind: "environment"; readonly environment: GoEnvironment }
	| { readonly kind: "fault"; readonly fault: Fault }
	/** A file or directory that was read and whose change may change the rows. */
	| { readonly kind: "place"; readonly path: string };

/**
 * The code for one kind of environment. Discovery is static: it reads files and runs nothing; it yields rows in the documented
 * order of places, one row per real directory under the first path found, and stops soon after `signal`. It throws only if it
 * cannot list anything. An absent method is an absent capability.
 */
export interface Provider {
	readonly name: ProviderName;
	/** `conda`, `gvm`, `Nix flakes`, `Go SDKs`. */
	readonly title: string;
	/** The same in each of its rows. */
	readonly kind: EnvironmentKind;
	/** The file that makes `folder#shell` refer only to its environments: `flake.nix`. */
	readonly shellFile?: string;
	/** Lists the machine: nothing of a workspace, safe in Restricted Mode. */
	discoverMachine(host: Host, options: DiscoverOptions, signal: AbortSignal): AsyncIterable<Discovered>;
	/** Lists one workspace folder: environments inside it or named by its files. */
	discoverFolder(host: Host, folder: string, options: DiscoverOptions, signal: AbortSignal): AsyncIterable<Discovered>;
	/** The row for a path that discovery did not list, or undefined if it is not of this kind. For references by path. */
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
	 * The files and directories that decide the result of {@link activate}, without running anything: an approval covers them and
	 * a cache compares them. Present if `activate` is.
	 */
	inputs?(host: Host, environment: GoEnvironment): Promise<readonly string[]>;
	/**
	 * The folders that {@link activate} puts first on PATH, except those that scripts add. An approval covers their content too,
	 * although it does not decide the activation. Present if `activate` is.
	 */
	pathFolders?(host: Host, environment: GoEnvironment): Promise<readonly string[]>;
	/**
	 * Whether {@link activate} would only read a stored result of the present inputs, so that an environment on request needs no
	 * request. Runs nothing; never throws a fault.
	 */
	isEvaluated?(host: Host, environment: GoEnvironment): Promise<boolean>;
	/**
	 * Makes the next {@link activate} compute its result again, because the user asked for it although the inputs are unchanged.
	 * Throws not-writable. Present if `isEvaluated` is.
	 */
	forget?(host: Host, environment: GoEnvironment): Promise<void>;
	/** A file that changes when {@link activate} has stored its result, so that others notice. Present if `isEvaluated` is. */
	storedAt?(host: Host, environment: GoEnvironment): Promise<string>;
	/**
	 * Remembers that {@link activate} may build what the definition of the environment reads, because the user agreed: until then
	 * such an activation throws not-allowed. Throws not-writable. Present if an activation may have to.
	 */
	allowBuilds?(host: Host, environment: GoEnvironment): Promise<void>;
	/**
	 * `base` without the active environments of this kind (conda's CONDA_*, gvm's GOROOT and PATH entries); `base` itself if there
	 * is none to leave. May run scripts of an active environment through `host.run`, as the folder's code if that environment is
	 * in the workspace folder. Throws cancelled.
	 */
	leave?(host: Host, base: Variables, request: LeaveRequest, signal: AbortSignal): Promise<Left>;
	/**
	 * Whether the tool records in this variable what is active (conda in CONDA_PREFIX and CONDA_SHLVL), so that another value
	 * means that the tool was used since. Present if the tool has commands that change a shell.
	 */
	keepsStateIn?(name: string): boolean;
	/**
	 * Plans a new environment; undefined if its source is not of this kind. The plan is checked: its file can be used, its place
	 * is free, its tool exists. Throws malformed, conflict, usage, not-writable, toolchain-missing, not-supported, cancelled and, for
	 * a preview, the faults of the operation: network, process-failed, timed-out.
	 */
	create?(
		host: Host,
		request: CreateRequest,
		signal: AbortSignal,
		report?: Report,
	): Promise<EnvironmentPlan | undefined>;
	/** Plans to install what a file asks for into an environment; nothing else is removed from it. Throws as {@link create}. */
	update?(
		host: Host,
		environment: GoEnvironment,
		request: UpdateRequest,
		signal: AbortSignal,
		report?: Report,
	): Promise<EnvironmentPlan>;
	/** Plans to remove an environment with all that it contains. Throws not-allowed for one that must stay, not-supported. */
	remove?(host: Host, environment: GoEnvironment, signal: AbortSignal): Promise<EnvironmentPlan>;
}

export interface LeaveRequest {
	/**
	 * `go`: leave environments with Go; one without it (a Python environment) stays active. `all`: leave every active one, because
	 * the next one is of the same kind and replaces it.
	 */
	readonly what: "go" | "all";
	/** The workspace folder: an environment inside it is its code. */
	readonly folder?: string;
	/** Is told each stage that may take long. */
	readonly report?: Report;
}

export interface Left {
	readonly variables: Variables;
	/** The scripts that ran while leaving, absolute. */
	readonly scripts: readonly string[];
}

export interface DiscoverOptions {
	/** `goEnvironments.searchPaths`: GOROOTs, folders of GOROOTs, or conda prefixes; absolute. */
	readonly searchPaths: readonly string[];
}
