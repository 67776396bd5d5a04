import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { usedGoText } from "./inheritedGo.ts";
import { reasonPlace } from "./selectionText.ts";
import { originName, type TerminalGo, terminalGoText } from "./terminalGo.ts";

/**
 * What decides after the user's selection of a folder was cleared, or where there was none. Undefined if there was one, and the
 * folder has its inherited Go again. `runs`: what new terminals run, where it is another Go.
 */
export function clearedText(
	host: Homed,
	name: string,
	state: FolderState,
	hadSelection: boolean,
	runs?: TerminalGo,
): string | undefined {
	const { selection, folder } = state;
	const used = selection.kind === "missing" ? t("no Go") : usedGoText(host, selection);
	const because = (go: string, cause: string): string =>
		hadSelection
			? t("Your selection is cleared. {0} uses {1} because of {2}.", name, go, cause)
			: t("You have not selected an environment for {0}. It uses {1} because of {2}.", name, go, cause);
	if (selection.reason.kind !== "none") return because(used, reasonPlace(host, folder, selection.reason));
	if (runs !== undefined) return because(terminalGoText(host, runs), originName(host, runs));
	return hadSelection ? undefined : t("You have not selected an environment for {0}. It uses {1}.", name, used);
}
