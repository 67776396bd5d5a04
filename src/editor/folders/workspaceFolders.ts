import { type Disposable, type Uri, type WorkspaceFolder, window, workspace } from "vscode";

/** Folders on this machine's disks; a virtual one has no Go. */
export function localFolders(): readonly WorkspaceFolder[] {
	return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
}

/** The folder of the model's path. */
export function folderAt(path: string): WorkspaceFolder | undefined {
	return localFolders().find(({ uri }) => uri.fsPath === path);
}

const folderOf = (uri: Uri | undefined): WorkspaceFolder | undefined => {
	const folder = uri === undefined ? undefined : workspace.getWorkspaceFolder(uri);
	return folder?.uri.scheme === "file" ? folder : undefined;
};

/** The folder of the active editor; without one the last that had it, else the first. */
export interface ActiveFolder extends Disposable {
	current(): WorkspaceFolder | undefined;
	/** Of the editor in front only; undefined where there is none, or its file lies in no folder. */
	ofEditor(): WorkspaceFolder | undefined;
}

export function activeFolder(changed: () => void): ActiveFolder {
	let last = folderOf(window.activeTextEditor?.document.uri);
	const subscription = window.onDidChangeActiveTextEditor((editor) => {
		last = folderOf(editor?.document.uri) ?? last;
		changed();
	});
	return {
		current: () => (last === undefined ? undefined : folderAt(last.uri.fsPath)) ?? localFolders()[0],
		ofEditor: () => folderOf(window.activeTextEditor?.document.uri),
		dispose: () => subscription.dispose(),
	};
}
