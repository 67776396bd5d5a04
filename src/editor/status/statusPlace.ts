import { type WorkspaceFolder, window } from "vscode";
import type { Model } from "../../core/model/model.ts";
import { isGoDocument } from "../services/goDocument.ts";
import { type ActiveFolder, fileOutside } from "../services/workspaceFolders.ts";

/** What the status describes: a folder, with the active file if it is inside, or a file in no folder. */
export type StatusPlace =
	| { readonly kind: "folder"; readonly folder: WorkspaceFolder; readonly file?: string }
	| { readonly kind: "outside" };

/**
 * The place of the active editor. An editor without a file on disk (an output, settings, a comparison) keeps the last folder.
 * Undefined if there is neither a folder nor a file.
 */
export function statusPlace(active: Pick<ActiveFolder, "current">): StatusPlace | undefined {
	const uri = window.activeTextEditor?.document.uri;
	const file = uri?.scheme === "file" ? uri : undefined;
	if (fileOutside() !== undefined) return { kind: "outside" };
	const folder = active.current();
	if (folder === undefined) return undefined;
	return { kind: "folder", folder, ...(file === undefined ? {} : { file: file.fsPath }) };
}

/** Whether there are modules, a file that asks for a Go, a selection, or an active Go file. */
export function concernsGo(place: StatusPlace, model: Pick<Model, "folder">): boolean {
	if (isGoDocument(window.activeTextEditor?.document)) return true;
	if (place.kind === "outside") return false;
	const state = model.folder(place.folder.uri.fsPath);
	if (state === undefined || state.requirements.length > 0 || state.selection.reason.kind !== "none") return true;
	return state.specifications.some(({ demand }) => demand !== undefined);
}
