import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { usedGoText } from "./inheritedGo.ts";
import { reasonPlace } from "./selectionText.ts";

/**
 * What decides after the user's selection of a folder was cleared, or where there was none. Undefined if there was one, and
 * nothing else asks for a Go.
 */
export function clearedText(host: Homed, name: string, state: FolderState, hadSelection: boolean): string | undefined {
	const { selection, folder } = state;
	const used = selection.kind === "missing" ? t("no Go") : usedGoText(host, selection);
	if (selection.reason.kind === "none") {
		return hadSelection ? undefined : t("You have not selected an environment for {0}. It uses {1}.", name, used);
	}
	const place = reasonPlace(host, folder, selection.reason);
	return hadSelection
		? t("Your selection is cleared. {0} uses {1} because of {2}.", name, used, place)
		: t("You have not selected an environment for {0}. It uses {1} because of {2}.", name, used, place);
}
