import { type Action, opening } from "../../core/action.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { unmetRequirement } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import { originName, originText, type TerminalGo, terminalGoText } from "../texts/terminalGo.ts";
import type { RowMark, TreeRow } from "./treeRow.ts";

/** Whether the Go that the folder asks for is not what its terminals run. */
export const isShadowed = ({ selection }: FolderState, runs: TerminalGo | undefined): boolean =>
	runs !== undefined && selection.reason.kind !== "none";

/** The Go of new terminals, and who puts it there; a click opens the line that does, else checks and says what to do. */
export function terminalRow(host: Homed, state: FolderState, runs: TerminalGo, id: string): TreeRow {
	const { origin } = runs;
	const check: Action = { kind: "operation", name: "checkTerminal" };
	const unmet = unmetRequirement(runs);
	const isOther = isShadowed(state, runs);
	const mark: RowMark = isOther ? "warning" : unmet === undefined ? "in-use" : "in-use-unmet";
	const spoken = [
		...(isOther ? [t("not the selected Go")] : []),
		...(unmet === undefined ? [] : [t("does not meet {0}", linePlace(host, state.folder, unmet))]),
	];
	return {
		id: `${id}/terminals`,
		folder: state.folder,
		label: t("Terminals run {0}", terminalGoText(host, runs)),
		description: originName(host, runs),
		mark,
		...(spoken.length === 0 ? {} : { spoken: spoken.join(", ") }),
		tooltip: [originText(host, runs)],
		action: origin.kind === "line" ? opening(origin.file, origin.line) : check,
		context: "terminals",
	};
}
