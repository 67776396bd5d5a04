import type { Fault, FaultKind } from "../core/fault.ts";
import type { Selection } from "../core/state.ts";

const ofReferences: readonly FaultKind[] = ["reference-unknown", "reference-ambiguous", "selection-missing"];

/** Why there is nothing to use: of one kind, whatever made the selection missing; the words stay. */
export function missingFault({ fault }: Extract<Selection, { kind: "missing" }>): Fault {
	return ofReferences.includes(fault.kind) ? fault : { ...fault, kind: "selection-missing" };
}
