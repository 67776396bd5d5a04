import type { WorkspaceFolder } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { commandArgument } from "./commandArgument.ts";
import { folderAt } from "./workspaceFolders.ts";

/**
 * The argument of a command: a row of a view, or `{ "reference": "1.22" }` with an optional folder path from a key binding or a
 * task. The palette and the status bar pass none.
 */
export interface CommandTarget {
	readonly folder?: WorkspaceFolder;
	readonly environment?: GoEnvironment;
	readonly reference?: string;
	readonly file?: string;
	readonly version?: string;
	readonly name?: string;
	readonly alone?: true;
	readonly returnsFocus?: true;
}

/**
 * Throws usage for an argument of another shape, and for a folder that is not in this workspace, which must not be replaced by
 * another one.
 */
export function targetOf(row: unknown): CommandTarget {
	const { folder, ...rest } = commandArgument(row);
	return folder === undefined ? rest : { ...rest, folder: folderNamed(folder) };
}

function folderNamed(path: string): WorkspaceFolder {
	const folder = folderAt(path);
	if (folder !== undefined) return folder;
	throw new FaultError({ kind: "usage", message: t("{0} is not a folder of this workspace.", path) });
}
