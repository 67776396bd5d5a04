import { type Disposable, Uri, type WorkspaceFolder, window } from "vscode";
import { t } from "../../core/l10n.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { ofFolder } from "../services/boundary.ts";
import { offer } from "../services/messages.ts";
import { folderAsked } from "../services/pickFolder.ts";
import { registerCommands } from "../services/registerCommands.ts";
import type { Services } from "../services/services.ts";
import { savePick } from "./savePick.ts";

/** Commands that write settings. */
export function register(services: Services): Disposable {
	return registerCommands(services.bounds, {
		async saveToSettings(row) {
			const folder = await folderAsked(services, row, t("The choice of which folder should be saved?"));
			if (folder !== undefined) await saveToSettings(services, folder);
		},
	});
}

async function saveToSettings({ host, model, bounds }: Services, folder: WorkspaceFolder): Promise<void> {
	const saved = await ofFolder(folder, () => savePick(host, model, folder));
	if (saved === undefined) return;
	const { reference, file, undo } = saved;
	const message = t("“{0}” was written into {1}.", reference, shortPath(host, file));
	const buttons = [
		{ title: t("Undo"), run: undo },
		{ title: t("Open File"), run: () => window.showTextDocument(Uri.file(file)) },
	];
	// not awaited: the message stays until somebody answers it
	void bounds.command("goEnvironments.saveToSettings", () => offer("information", message, buttons));
}
