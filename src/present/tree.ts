import { folderRow } from "./folderRow.ts";
import { providerRows } from "./providerRows.ts";
import type { TreeRequest, TreeRow } from "./treeRow.ts";

/** The one tree: folders with what they use and need, then environments by provider. */
export function treeRows(request: TreeRequest): readonly TreeRow[] {
	return [...request.folders.map((folder) => folderRow(request, folder)), ...providerRows(request)];
}
