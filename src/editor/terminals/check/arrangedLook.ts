import type { Expected, Finding, NoFinding } from "./finding.ts";
import { mayArrangementHelp } from "./terminalGoOrigin.ts";

/** A folder that gets another Go during a check is checked again. */
const maxRounds = 3;

interface LookParts {
	/** What terminals should find now; undefined if it is not known. */
	expected(): Promise<Expected | undefined>;
	/** Asks one terminal. */
	look(expected: Expected): Promise<Finding | NoFinding>;
	/** Writes our variables in the other arrangement. */
	rearrange(): void;
	/** Gets the finding of the arrangement that is not kept: it counts if another folder needs that one. */
	found(finding: Finding): Promise<void>;
}

/**
 * What new terminals of a folder run. If it is not what the folder selects, tries the other arrangement of our variables, and
 * keeps that one if it helps. Throws what `look` throws.
 */
export async function arrangedLook({ expected, look, rearrange, found }: LookParts): Promise<Finding | NoFinding> {
	for (let round = 0; round < maxRounds; round++) {
		const wanted = await expected();
		if (wanted === undefined) return "unknown Go";
		const finding = await inArrangements(wanted);
		if (finding !== "changed") return finding;
	}
	return "changed";

	/** "changed": the results are about a Go that the folder does not use any more. */
	async function inArrangements(wanted: Expected): Promise<Finding | NoFinding> {
		const finding = await look(wanted);
		if (!(await isStill(wanted))) return "changed";
		if (typeof finding !== "object" || !isShadowedOnPath(finding)) return finding;
		rearrange();
		let isKept = false;
		try {
			const next = await look(wanted);
			if (!(await isStill(wanted))) return "changed";
			if (typeof next !== "object") return finding;
			isKept = !isShadowedOnPath(next);
			await found(isKept ? finding : next);
			return isKept ? next : finding;
		} finally {
			if (!isKept) rearrange();
		}
	}

	async function isStill({ program, isWanted }: Expected): Promise<boolean> {
		const now = await expected();
		return now?.program === program && now.isWanted === isWanted;
	}
}

const isShadowedOnPath = ({ verdict, runs, isToldOnRequest }: Finding): boolean =>
	!isToldOnRequest && mayArrangementHelp(verdict, runs?.origin);
