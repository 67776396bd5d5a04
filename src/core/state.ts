import type { Activated } from "./activation.ts";
import type { GoEnvironment, ProviderName } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { FoundSpecification } from "./folderKnowledge.ts";
import type { Progress } from "./operation.ts";
import type { JudgedRequirement } from "./requirements/requirement.ts";

export interface ProviderState {
	readonly kind: "listing" | "listed" | "failed";
	readonly environments: readonly GoEnvironment[];
	/** Faults of places; of a failed provider the last one says why. */
	readonly faults: readonly Fault[];
	/** Milliseconds that the listing took. */
	readonly took?: number;
}

export interface MachineState {
	readonly providers: ReadonlyMap<ProviderName, ProviderState>;
}

/** Why a folder uses an environment. `file` and `line` where something written decided it; `others` are runners-up. */
export interface Reason {
	readonly kind: "pick" | "setting" | "specification" | "argument" | "none";
	readonly file?: string;
	readonly line?: number;
	readonly others?: readonly GoEnvironment[];
}

export type Selection =
	| {
			readonly kind: "chosen";
			readonly environment: GoEnvironment;
			readonly reference?: string;
			readonly reason: Reason;
	  }
	| {
			readonly kind: "missing";
			readonly reference: string;
			readonly reason: Reason;
			readonly fault: Fault;
			/** Something was selected, but what is stored of it cannot be read: `reference` only says so. */
			readonly isUnread?: true;
			readonly recommended?: GoEnvironment;
	  }
	| {
			readonly kind: "inherited";
			readonly reason: Reason;
			/** The row of the Go that was inherited, where there is one. */
			readonly environment?: GoEnvironment;
			readonly recommended?: GoEnvironment;
	  };

export type ActivationState =
	| { readonly kind: "none" }
	/** `progress`: how far it is, where what runs has told it. */
	| { readonly kind: "running"; readonly progress?: Progress; readonly previous?: Activated }
	| { readonly kind: "active"; readonly activated: Activated }
	/** It stays in use though what it came from has changed, for its kind is activated on request alone. */
	| { readonly kind: "outdated"; readonly activated: Activated }
	| { readonly kind: "failed"; readonly fault: Fault; readonly previous?: Activated };

/** A file with what it would select if it decided; absent where it asks for no environment. */
export interface JudgedSpecification extends FoundSpecification {
	readonly leadsTo?: Selection;
}

export interface FolderState {
	/** Absolute, as the user opened it. */
	readonly folder: string;
	/** Environments that lie in the folder, or that its files name by path. */
	readonly environments: readonly GoEnvironment[];
	readonly specifications: readonly JudgedSpecification[];
	readonly requirements: readonly JudgedRequirement[];
	readonly selection: Selection;
	readonly activation: ActivationState;
	readonly faults: readonly Fault[];
}
