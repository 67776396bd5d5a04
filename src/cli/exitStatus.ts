import type { FaultKind } from "../core/fault.ts";

/** docs/behaviour.md, The CLI's contract. Kinds that are not listed here exit with 1. */
const byKind: Partial<Record<FaultKind, number>> = {
	usage: 2,
	"reference-unknown": 3,
	"reference-ambiguous": 3,
	"selection-missing": 3,
	"not-allowed": 4,
};

export const exitStatusOf = (kind: FaultKind): number => byKind[kind] ?? 1;

/** A check was done, and found problems or not. */
export const checkedStatus = (isHealthy: boolean): number => (isHealthy ? 0 : 5);
