import { type WorkspaceFolder, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Model } from "../../core/model/model.ts";
import { type ActiveFolder, folderAt, localFolders } from "../folders/workspaceFolders.ts";
import { pickFolder } from "../picker/picker.ts";
import { commandArgument } from "./commandArgument.ts";

/**
 * What a view passes: a row of the tree; what a key binding or a task may pass: `{ "reference": "1.22" }`, with or without a
 * folder's path. From the palette and the status bar nothing comes.
 */
export interface CommandTarget {
	readonly folder?: WorkspaceFolder;
	readonly environment?: GoEnvironment;
	readonly reference?: string;
}

/** Throws usage: an argument of another shape, and a folder that is not of this workspace, which must not become another one. */
export function targetOf(row: unknown): CommandTarget {
	const { folder, ...rest } = commandArgument(row);
	return folder === undefined ? rest : { ...rest, folder: folderNamed(folder) };
}

function folderNamed(path: string): WorkspaceFolder {
	const folder = folderAt(path);
	if (folder !== undefined) return folder;
	throw new FaultError({ kind: "usage", message: t("{0} is no folder of this workspace.", path) });
}

/** Not awaited: the message stays until somebody looks at it. */
export function tellNoFolder(): void {
	void window.showInformationMessage(t("Open a folder first: an environment is chosen for a folder."));
}

export interface FolderContext {
	readonly host: Host;
	readonly model: Model;
	readonly active: Pick<ActiveFolder, "ofEditor">;
}

/**
 * The folder that a command means: of its row, else of the active editor, else the only one, else the one that is asked for.
 * Undefined where none is open, which is told, or where none was named.
 */
export async function folderAsked(
	{ host, model, active }: FolderContext,
	row: unknown,
	question: string,
): Promise<WorkspaceFolder | undefined> {
	const folder = targetOf(row).folder ?? active.ofEditor();
	if (folder !== undefined) return folder;
	if (localFolders().length === 0) tellNoFolder();
	return await pickFolder(host, model, question);
}
