import type { Fault, FaultKind } from "../core/fault.ts";
import type { Selection } from "../core/state.ts";

const ofReferences: readonly FaultKind[] = ["reference-unknown", "reference-ambiguous", "selection-missing"];

/** The fault of a missing selection, always with the same kind; the message is unchanged. */
export function missingFault({ fault }: Extract<Selection, { kind: "missing" }>): Fault {
	return ofReferences.includes(fault.kind) ? fault : { ...fault, kind: "selection-missing" };
}
