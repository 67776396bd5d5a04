import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, selectAnother } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { FolderState } from "../core/state.ts";

/**
 * The fault for a folder whose state, read after the user's choice was stored, has another selection, because somebody else
 * changed it meanwhile; undefined if it has that choice. Undefined as choice: the selection was cleared.
 */
export function overtakenFault(
	{ folder, selection }: Pick<FolderState, "folder" | "selection">,
	choice: GoEnvironment | "inherited" | undefined,
): Fault | undefined {
	if (isChoice(selection, choice)) return undefined;
	return {
		kind: "conflict",
		message: t("Another process changed the selection of {0} at the same time. The one that is shown is used.", folder),
		remedies: [selectAnother()],
	};
}

function isChoice(selection: FolderState["selection"], choice: GoEnvironment | "inherited" | undefined): boolean {
	const isPick = selection.reason.kind === "pick";
	if (choice === undefined || !isPick) return choice === undefined && !isPick;
	if (selection.kind === "inherited" || choice === "inherited") return selection.kind === choice;
	// one that is missing was found a moment ago
	return selection.kind === "missing" || selection.reference === choice.id;
}
