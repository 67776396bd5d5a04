import type { Activated } from "../activation.ts";
import type { ActivationState } from "../state.ts";

/**
 * The activation that new terminals of a folder have: an outdated one stays in use, and so does the last good one while a new one
 * runs or after it failed.
 */
export function activatedInUse(activation: ActivationState): Activated | undefined {
	switch (activation.kind) {
		case "active":
		case "outdated":
			return activation.activated;
		case "running":
		case "failed":
			return activation.previous;
		default:
			return undefined;
	}
}
