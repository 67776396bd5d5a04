import type { Activated } from "../activation.ts";
import type { EnvironmentId } from "../environment.ts";
import type { Fault } from "../fault.ts";

/** How an activation ended. */
export type Outcome = { readonly activated: Activated } | { readonly fault: Fault };

/** What is remembered of an activation: from which variables, over which inputs. */
export interface RememberedActivation {
	/** A digest of the variables and settings that it started from. */
	readonly base: string;
	/** Fingerprints of its inputs, by path. */
	readonly inputs: Readonly<Record<string, string>>;
	readonly outcome: Outcome;
}

/**
 * What an editor window remembers beside our store, for as long as it is open: activations whose scripts ran, or which hold
 * secrets. A run of the command line has none.
 */
export interface ActivationMemory {
	find(id: EnvironmentId, base: string): RememberedActivation | undefined;
	keep(id: EnvironmentId, remembered: RememberedActivation): void;
	/** The environment is asked anew when it is needed next; without an id all are. */
	forget(id?: EnvironmentId): void;
}

/** Variables that an activation starts from are those of the window, or of what is looked at: few. */
const maxRemembered = 4;

export function activationMemory(): ActivationMemory {
	const all = new Map<EnvironmentId, readonly RememberedActivation[]>();
	return {
		find: (id, base) => all.get(id)?.find((one) => one.base === base),
		keep(id, remembered) {
			const others = (all.get(id) ?? []).filter(({ base }) => base !== remembered.base);
			all.set(id, [remembered, ...others].slice(0, maxRemembered));
		},
		forget(id) {
			if (id === undefined) all.clear();
			else all.delete(id);
		},
	};
}
