import { type WorkspaceFolder, window } from "vscode";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { statusOf } from "../../present/status/status.ts";
import { targetOf } from "./commandTarget.ts";
import { tellNoFolder } from "./messages.ts";
import type { Services } from "./services.ts";
import { localFolders } from "./workspaceFolders.ts";

/** Asks for a folder if the command does not name one and there are several. */
export async function pickFolder(
	{ host, model, terminalGos }: Pick<Services, "host" | "model" | "terminalGos">,
	placeHolder: string,
): Promise<WorkspaceFolder | undefined> {
	const folders = localFolders();
	if (folders.length < 2) return folders[0];
	const textOf = ({ name, uri: { fsPath } }: WorkspaceFolder): string =>
		statusOf(host, name, model.folder(fsPath), { runs: terminalGos.of(fsPath) }).text;
	const items = folders.map((folder) => ({
		label: richText(folder.name),
		description: richText(textOf(folder)),
		folder,
	}));
	return (await window.showQuickPick(items, { placeHolder: labelText(placeHolder) }))?.folder;
}

/**
 * The folder of a command: that of its row, else of the active editor, else the only one, else the user is asked. Undefined if
 * no folder is open, after a message, or if the user cancelled.
 */
export async function folderAsked(
	services: Pick<Services, "host" | "model" | "active" | "terminalGos">,
	row: unknown,
	question: string,
): Promise<WorkspaceFolder | undefined> {
	const folder = targetOf(row).folder ?? services.active.ofEditor();
	if (folder !== undefined) return folder;
	if (localFolders().length === 0) tellNoFolder();
	return await pickFolder(services, question);
}
