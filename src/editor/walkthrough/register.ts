import { Disposable, window } from "vscode";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import type { Services } from "../services/services.ts";

/**
 * Completes the steps of the walkthrough through context keys, whichever way they are done. Its `onCommand` does not see commands
 * that are called inside the extension host.
 */
export function register({ model, setContextKey }: Services): Disposable {
	return Disposable.from(
		model.onDidChange((change) => {
			const state = change.kind === "folder" ? model.folder(change.folder) : undefined;
			if (state?.selection.reason.kind === "pick") setContextKey("hasSelected", true);
			if (state !== undefined && meetsRequirement(state)) setContextKey("meetsRequirement", true);
		}),
		window.onDidOpenTerminal(({ creationOptions }) => {
			const isHidden = "hideFromUser" in creationOptions && creationOptions.hideFromUser === true;
			if (!isHidden) setContextKey("hasOpenedTerminal", true);
		}),
	);
}

function meetsRequirement({ requirements }: FolderState): boolean {
	const deciding = requirements.filter(warns);
	return deciding.length > 0 && deciding.every(({ met }) => met === true);
}
