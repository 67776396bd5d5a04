import { Disposable, type Event, EventEmitter, Uri, type WorkspaceFolder, window, workspace } from "vscode";
import type { Model } from "../../core/model/model.ts";
import type { TreeFolder } from "../../present/sidebar/treeRow.ts";
import type { TerminalGos } from "./terminalGos.ts";

/** Folders on this machine's disks; virtual folders have no Go. */
export function localFolders(): readonly WorkspaceFolder[] {
	return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
}

/** The folders of the window with their state. */
export function foldersWithState({
	model,
	terminalGos,
}: {
	readonly model: Pick<Model, "folder">;
	readonly terminalGos: Pick<TerminalGos, "of">;
}): readonly TreeFolder[] {
	return localFolders().map(({ uri: { fsPath: folder }, name }) => ({
		folder,
		name,
		state: model.folder(folder),
		runs: terminalGos.of(folder),
	}));
}

/**
 * The workspace folder for a path of the model or of a user, who may have written another case of the drive or a trailing
 * slash.
 */
export function folderAt(path: string): WorkspaceFolder | undefined {
	const { fsPath } = Uri.file(path.replace(/(?<=[^\\/:])[\\/]+$/, ""));
	return localFolders().find(({ uri }) => uri.fsPath === fsPath);
}

const folderOf = (uri: Uri | undefined): WorkspaceFolder | undefined => {
	const folder = uri === undefined ? undefined : workspace.getWorkspaceFolder(uri);
	return folder?.uri.scheme === "file" ? folder : undefined;
};

/** The file on disk that the active editor shows, if it is in no folder of the window. */
export function fileOutside(): Uri | undefined {
	const uri = window.activeTextEditor?.document.uri;
	return uri?.scheme === "file" && workspace.getWorkspaceFolder(uri) === undefined ? uri : undefined;
}

/** The folder of the active editor, else of the last active one, else the first. */
export interface ActiveFolder extends Disposable {
	current(): WorkspaceFolder | undefined;
	/** Only of the active editor; undefined if there is none, or its file is in no folder. */
	ofEditor(): WorkspaceFolder | undefined;
	/** The active editor changed. */
	readonly onDidChange: Event<void>;
}

export function activeFolder(): ActiveFolder {
	const changed = new EventEmitter<void>();
	let last = folderOf(window.activeTextEditor?.document.uri);
	const subscription = window.onDidChangeActiveTextEditor((editor) => {
		last = folderOf(editor?.document.uri) ?? last;
		changed.fire();
	});
	return {
		current: () => (last === undefined ? undefined : folderAt(last.uri.fsPath)) ?? localFolders()[0],
		ofEditor: () => folderOf(window.activeTextEditor?.document.uri),
		onDidChange: changed.event,
		dispose: () => Disposable.from(subscription, changed).dispose(),
	};
}
