import type { WorkspaceFolder } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { commandArgument } from "./commandArgument.ts";
import { folderAt } from "./workspaceFolders.ts";

/**
 * What a view passes: a row of the tree; what a key binding or a task may pass: `{ "reference": "1.22" }`, with or without a
 * folder's path. From the palette and the status bar nothing comes.
 */
export interface CommandTarget {
	readonly folder?: WorkspaceFolder;
	readonly environment?: GoEnvironment;
	readonly reference?: string;
	readonly alone?: true;
}

/** Throws usage: an argument of another shape, and a folder that is not of this workspace, which must not become another one. */
export function targetOf(row: unknown): CommandTarget {
	const { folder, ...rest } = commandArgument(row);
	return folder === undefined ? rest : { ...rest, folder: folderNamed(folder) };
}

function folderNamed(path: string): WorkspaceFolder {
	const folder = folderAt(path);
	if (folder !== undefined) return folder;
	throw new FaultError({ kind: "usage", message: t("{0} is not a folder of this workspace.", path) });
}
