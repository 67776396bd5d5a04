import type { Activated } from "../activation.ts";
import type { EnvironmentId } from "../environment.ts";
import type { Fault } from "../fault.ts";

/** How an activation ended. */
export type Outcome = { readonly activated: Activated } | { readonly fault: Fault };

/** A remembered activation with the variables and inputs it was computed from. */
export interface RememberedActivation {
	/** A digest of the variables and settings that it started from. */
	readonly base: string;
	/** Fingerprints of its inputs, by path. */
	readonly inputs: Readonly<Record<string, string>>;
	readonly outcome: Outcome;
}

/**
 * What an editor window remembers in addition to our store while it is open: activations whose scripts ran or that contain
 * secrets. The command line has none.
 */
export interface ActivationMemory {
	find(id: EnvironmentId, base: string): RememberedActivation | undefined;
	keep(id: EnvironmentId, remembered: RememberedActivation): void;
	/** Computes the environment again when it is needed next; without an id, all environments. */
	forget(id?: EnvironmentId): void;
}

/** In one window an environment is activated from few different variables and settings. */
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
