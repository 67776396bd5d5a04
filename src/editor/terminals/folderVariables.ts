/**
 * Whether VS Code gives each terminal and task the variables of its own folder. Before 1.110 a remote window (SSH, WSL,
 * container, browser) gives those of the active editor's folder instead (microsoft/vscode#293628); with one folder that is the
 * same.
 */
export function knowsFolders(version: string, isRemote: boolean, folders: number): boolean {
	if (!isRemote || folders < 2) return true;
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 1 || minor >= 110;
}
