import { type TextDocument, type WorkspaceFolder, window, workspace } from "vscode";
import type { Model } from "../../core/model/model.ts";
import type { ActiveFolder } from "../services/workspaceFolders.ts";

/** Of what the status is shown: a folder, with the active file where that lies in it, or a file that lies in none. */
export type StatusPlace =
	| { readonly kind: "folder"; readonly folder: WorkspaceFolder; readonly file?: string }
	| { readonly kind: "outside" };

/**
 * What the active editor stands for. One without a file on a disk (an output, settings, a comparison) leaves the folder that
 * was shown. Undefined where there is neither a folder nor a file.
 */
export function statusPlace(active: Pick<ActiveFolder, "current">): StatusPlace | undefined {
	const uri = window.activeTextEditor?.document.uri;
	const file = uri?.scheme === "file" ? uri : undefined;
	if (file !== undefined && workspace.getWorkspaceFolder(file) === undefined) return { kind: "outside" };
	const folder = active.current();
	if (folder === undefined) return undefined;
	return { kind: "folder", folder, ...(file === undefined ? {} : { file: file.fsPath }) };
}

/** Modules, a file that asks for a Go, a choice, or a Go file in front of the user. */
export function concernsGo(place: StatusPlace, model: Pick<Model, "folder">): boolean {
	if (isGoDocument(window.activeTextEditor?.document)) return true;
	if (place.kind === "outside") return false;
	const state = model.folder(place.folder.uri.fsPath);
	if (state === undefined || state.requirements.length > 0 || state.selection.reason.kind !== "none") return true;
	return state.specifications.some(({ demand }) => demand !== undefined);
}

/** The official Go extension gives go.mod and the like languages of their own; without it they are plain text. */
const isGoDocument = (document: TextDocument | undefined): boolean =>
	document !== undefined &&
	(/^go(?:\.|$)/.test(document.languageId) || /(?:^|[\\/])go\.(?:mod|sum|work)$/.test(document.uri.path));
