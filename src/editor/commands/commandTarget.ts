import { type WorkspaceFolder, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/words.ts";
import { folderAt } from "../folders/workspaceFolders.ts";

/**
 * What a view passes: a row of the tree; what a key binding or a task may pass: `{ "reference": "1.22" }`, with or without a
 * folder's path. From the palette and the status bar nothing comes.
 */
export interface CommandTarget {
	readonly folder?: WorkspaceFolder;
	readonly environment?: GoEnvironment;
	readonly reference?: string;
}

export function targetOf(row: unknown): CommandTarget {
	if (typeof row !== "object" || row === null) return {};
	const { folder, environment, reference } = row as {
		folder?: string;
		environment?: GoEnvironment;
		reference?: unknown;
	};
	const found = folder === undefined ? undefined : folderAt(folder);
	return {
		...(found === undefined ? {} : { folder: found }),
		...(environment === undefined ? {} : { environment }),
		...(typeof reference === "string" ? { reference } : {}),
	};
}

/** Not awaited: the message stays until somebody looks at it. */
export function tellNoFolder(): void {
	void window.showInformationMessage(t("Open a folder first: an environment is chosen for a folder."));
}
