import { type Disposable, Uri, type WorkspaceFolder, window, workspace } from "vscode";

/** Folders on this machine's disks; a virtual one has no Go. */
export function localFolders(): readonly WorkspaceFolder[] {
	return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
}

/** The folder of the model's path, or of one that a person wrote: with another case of the drive, or a slash at its end. */
export function folderAt(path: string): WorkspaceFolder | undefined {
	const { fsPath } = Uri.file(path.replace(/(?<=[^\\/:])[\\/]+$/, ""));
	return localFolders().find(({ uri }) => uri.fsPath === fsPath);
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
