import type { Fault } from "./fault.ts";
import type { Host, Variables } from "./host.ts";
import type { JudgedRequirement, Requirements } from "./requirements/requirement.ts";
import type { Specification } from "./specification.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** A specification with the folder it was found in: the folder itself or an ancestor. */
export interface FoundSpecification extends Specification {
	readonly above: boolean;
	/** As returned by its reader. */
	readonly owners?: readonly string[];
}

/** The files of a folder and its ancestors, nearest folder first; within one folder in order of precedence. */
export interface SpecificationsRead {
	readonly specifications: readonly FoundSpecification[];
	readonly inputs: readonly string[];
	readonly faults: readonly Fault[];
}

/** The Go that a program would use without an environment of ours. */
export type InheritedGo =
	| {
			readonly kind: "program";
			/** As found on PATH. */
			readonly program: string;
			/** The same beside its GOROOT, where its path is another: `/usr/lib/go/bin/go` for `/usr/bin/go`. */
			readonly located?: string;
			readonly goroot: string;
			readonly version?: GoVersion;
			/** The effect of the user's own GOROOT on it. */
			readonly fault?: Fault;
	  }
	| { readonly kind: "shim"; readonly manager: string; readonly program: string }
	| { readonly kind: "none" };

/** The user's go/env file, which `go env -w` writes; it provides values that the variables do not set. */
export interface UserGoEnv {
	/** Absent for GOENV=off. The file may not exist. */
	readonly file?: string;
	readonly values: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
}

/** What capabilities read from a folder; core imports none of them, the composition passes them in. All of it is static. */
export interface FolderKnowledge {
	specificationsOf(host: Host, folder: string, signal: AbortSignal): Promise<SpecificationsRead>;
	requirementsOf(host: Host, folder: string, signal: AbortSignal): Promise<Requirements>;
	/** Each requirement with how `go` meets it; null if no Go is known. */
	judged(
		host: Host,
		requirements: Requirements,
		go: { readonly version: GoVersion; readonly goroot: string } | undefined,
		goToolchain: GoToolchainSetting,
	): Promise<readonly JudgedRequirement[]>;
	inheritedGo(host: Host): Promise<InheritedGo>;
	/** As found by a go command that runs with these variables. A file that cannot be read has no values, as in go. */
	userGoEnv(host: Host, variables: Variables): Promise<UserGoEnv>;
}

/** The values of `goEnvironments.goToolchain`. */
export const goToolchainValues = ["local", "auto", "inherit"] as const;

/** `goEnvironments.goToolchain`; with `isDefault`, the user did not set it and a value of the environment itself wins. */
export interface GoToolchainSetting {
	readonly value: (typeof goToolchainValues)[number];
	readonly isDefault: boolean;
	/** It must not override a value of the environment: it came with the project and was not approved. */
	readonly isUnapproved?: true;
}

export const defaultGoToolchain: GoToolchainSetting = { value: "local", isDefault: true };
