import type { Activated } from "./activation.ts";
import type { GoEnvironment, ProviderName } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { FoundSpecification, InheritedGo } from "./folderKnowledge.ts";
import type { Progress } from "./operation.ts";
import type { JudgedRequirement } from "./requirements/requirement.ts";
import type { GoVersion } from "./versions/goVersion.ts";

export interface ProviderState {
	readonly kind: "listing" | "listed" | "failed";
	readonly environments: readonly GoEnvironment[];
	/** Faults of paths; if the provider failed, the last one is the reason. */
	readonly faults: readonly Fault[];
	/** Duration of the listing in milliseconds. */
	readonly tookMs?: number;
}

export interface MachineState {
	readonly providers: ReadonlyMap<ProviderName, ProviderState>;
}

/** Why a folder uses an environment. `file` and `line` if a file decided; `others` are further matches. */
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
			/** An environment that meets the requirements, where this one does not. */
			readonly recommended?: GoEnvironment;
	  }
	| {
			readonly kind: "missing";
			readonly reference: string;
			readonly reason: Reason;
			readonly fault: Fault;
			/** There is a selection, but the stored value cannot be read: `reference` is only a placeholder. */
			readonly isUnread?: true;
			readonly recommended?: GoEnvironment;
	  }
	| {
			readonly kind: "inherited";
			readonly reason: Reason;
			/** Known without a listing, and also where no provider lists it. */
			readonly inherited: InheritedGo;
			/** The row of the inherited Go, if it is listed. */
			readonly environment?: GoEnvironment;
			readonly recommended?: GoEnvironment;
	  };

export type ActivationState =
	| { readonly kind: "none" }
	/** `progress`: how far it is, where what runs has told it. */
	| { readonly kind: "running"; readonly progress?: Progress; readonly previous?: Activated }
	| { readonly kind: "active"; readonly activated: Activated }
	/** Stays in use although its inputs have changed, because its kind is activated only on request. */
	| { readonly kind: "outdated"; readonly activated: Activated }
	| { readonly kind: "failed"; readonly fault: Fault; readonly previous?: Activated };

/**
 * A file with the selection it would make if it decided; absent if it asks for no environment. That of a file without a name is the
 * environment in use if that was made from it.
 */
export interface JudgedSpecification extends FoundSpecification {
	readonly selection?: Selection;
}

export interface FolderState {
	/** Absolute, as the user opened it. */
	readonly folder: string;
	/** Environments inside the folder, or that its files name by path. */
	readonly environments: readonly GoEnvironment[];
	readonly specifications: readonly JudgedSpecification[];
	readonly requirements: readonly JudgedRequirement[];
	readonly selection: Selection;
	/**
	 * The Go to which go would switch by itself if the folder's `goToolchain` were `auto`. Only where its requirement is not met
	 * now, and that Go meets it.
	 */
	readonly wouldSwitchTo?: GoVersion;
	readonly activation: ActivationState;
	readonly faults: readonly Fault[];
}
