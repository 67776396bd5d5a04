import type { Fault } from "./fault.ts";
import type { Host, Variables } from "./host.ts";
import type { JudgedRequirement, Requirements } from "./requirements/requirement.ts";
import type { Specification } from "./specification.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** A specification with where it was found: in the folder, or in one above it. */
export interface FoundSpecification extends Specification {
	readonly above: boolean;
	/** As its reader says. */
	readonly owners?: readonly string[];
}

/** The files of a folder and the folders above, nearest folder first, within one folder in the deciding order. */
export interface SpecificationsRead {
	readonly specifications: readonly FoundSpecification[];
	readonly inputs: readonly string[];
	readonly faults: readonly Fault[];
}

/** The Go that a program started without any environment of ours would get. */
export type InheritedGo =
	| {
			readonly kind: "program";
			readonly program: string;
			readonly goroot: string;
			readonly version?: GoVersion;
			/** What the user's own GOROOT does to it. */
			readonly fault?: Fault;
	  }
	| { readonly kind: "shim"; readonly manager: string; readonly program: string }
	| { readonly kind: "none" };

/** The user's go/env file, which `go env -w` writes: what is not set in the variables comes from it. */
export interface UserGoEnv {
	/** Absent for GOENV=off. It may not exist. */
	readonly file?: string;
	readonly values: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
}

/** What capabilities read of a folder; core imports none of them, the composition gives them. All of it is static. */
export interface FolderKnowledge {
	specificationsOf(host: Host, folder: string, signal: AbortSignal): Promise<SpecificationsRead>;
	requirementsOf(host: Host, folder: string, signal: AbortSignal): Promise<Requirements>;
	/** Each requirement with how `go` meets it; null where no Go is known. */
	judged(
		host: Host,
		requirements: Requirements,
		go: { readonly version: GoVersion; readonly goroot: string } | undefined,
		goToolchain: GoToolchainSetting,
	): Promise<readonly JudgedRequirement[]>;
	inheritedGo(host: Host): Promise<InheritedGo>;
	/** As a go command finds it that is started with these variables. One that cannot be read has no values, as for go itself. */
	userGoEnv(host: Host, variables: Variables): Promise<UserGoEnv>;
}

/** `goEnvironments.goToolchain`; `isDefault` where the user did not set it: a value of the environment's own then wins. */
export interface GoToolchainSetting {
	readonly value: "local" | "auto" | "inherit";
	readonly isDefault: boolean;
	/** It may not overrule what the environment itself declares: it came with the project and was not approved. */
	readonly isUnapproved?: true;
}
