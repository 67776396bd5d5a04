import type { GoEnvironment } from "../../core/environment.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import { unmetRequirement } from "./selectionText.ts";
import type { TerminalGo } from "./terminalGo.ts";

export type Recommendation =
	| { readonly kind: "environment"; readonly environment: GoEnvironment }
	/** The inherited Go, selected: it then comes first in terminals. `environment`: its row, if it is listed. */
	| { readonly kind: "inherited"; readonly environment?: GoEnvironment };

/**
 * What meets the requirement of a folder, where what it uses does not. If its terminals run another Go than the inherited one,
 * and only the inherited one meets it, that one has to be selected.
 */
export function recommendationOf(state: FolderState, runs: TerminalGo | undefined): Recommendation | undefined {
	const { selection } = state;
	if (runs !== undefined && selection.kind === "inherited" && wouldMend(state, runs)) {
		return { kind: "inherited", ...(selection.environment && { environment: selection.environment }) };
	}
	return selection.recommended && { kind: "environment", environment: selection.recommended };
}

function wouldMend({ selection, requirements }: FolderState, runs: TerminalGo): boolean {
	const isUnmet = unmetRequirement(runs) !== undefined;
	return isUnmet && selection.reason.kind === "none" && requirements.filter(warns).every(({ met }) => met === true);
}
