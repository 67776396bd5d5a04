import { env } from "vscode";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model/model.ts";
import { type RowTooltip, rowTooltip } from "../../present/sidebar/rowTooltip.ts";
import type { TreeFolder, TreeRow } from "../../present/sidebar/treeRow.ts";
import { localFolders } from "../folders/workspaceFolders.ts";

/** The folders of the window with what the model knows of them. */
export function treeFolders(model: Pick<Model, "folder">): readonly TreeFolder[] {
	return localFolders().map(({ uri, name }) => ({ folder: uri.fsPath, name, state: model.folder(uri.fsPath) }));
}

/** The tooltip of a row, asked for when somebody looks at it. */
export function tooltipOf(host: Host, model: Pick<Model, "folder">): (row: TreeRow) => RowTooltip {
	const { remoteName } = env;
	const remote = remoteName === undefined ? {} : { remoteName };
	return (row) => rowTooltip({ host, folders: treeFolders(model), ...remote }, row);
}
