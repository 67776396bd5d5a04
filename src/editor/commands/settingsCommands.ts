import { Uri, type WorkspaceFolder, window } from "vscode";
import { t } from "../../core/l10n.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { ofFolder } from "../folders/ofFolder.ts";
import { savePick } from "../settings/savePick.ts";
import type { Boundary } from "./boundary.ts";
import { type FolderContext, folderAsked } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface SettingsContext extends FolderContext {
	readonly bounds: Pick<Boundary, "command">;
}

/** Commands that write settings. */
export function settingsCommands(context: SettingsContext): CommandTable {
	return {
		async saveToSettings(row) {
			const folder = await folderAsked(context, row, t("The choice of which folder should be saved?"));
			if (folder !== undefined) await saveToSettings(context, folder);
		},
	};
}

async function saveToSettings({ host, model, bounds }: SettingsContext, folder: WorkspaceFolder): Promise<void> {
	const saved = await ofFolder(folder, () => savePick(host, model, folder));
	if (saved === undefined) return;
	const { reference, file, undo } = saved;
	const [undoing, opening] = [t("Undo"), t("Open File")];
	const message = t("“{0}” was written into {1}.", reference, shortPath(host, file));
	// not awaited: the message stays until somebody answers it
	void bounds.command("goEnvironments.saveToSettings", async () => {
		const answer = await window.showInformationMessage(notificationText(message), undoing, opening);
		if (answer === undoing) await undo();
		if (answer === opening) await window.showTextDocument(Uri.file(file));
	});
}
