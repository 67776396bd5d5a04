import { type FileSystemWatcher, RelativePattern, Uri, workspace } from "vscode";
import type { Disposable, Host, Log } from "../../core/host.ts";

/** More would cost other extensions their watchers (inotify has one budget for all). */
const mostWatchers = 200;

interface Watched {
	readonly watcher: FileSystemWatcher;
	/** By what is called back: every name below the folder, or these paths. */
	readonly listeners: Map<() => void, Set<string> | "all">;
}

/**
 * `Host.watch` by the editor's own watchers: one for each folder, none of them recursive. A directory is watched with what
 * lies directly in it, a file (or what is not there yet) through its folder.
 */
export function editorWatch(
	host: () => Pick<Host, "path" | "find">,
	log: Pick<Log, "warn">,
): (paths: readonly string[], changed: () => void) => Disposable {
	const folders = new Map<string, Watched>();

	function listen(folder: string, changed: () => void, path: string | undefined): void {
		const found = folders.get(folder) ?? open(folder);
		if (found === undefined) return;
		const names = found.listeners.get(changed);
		if (path === undefined) found.listeners.set(changed, "all");
		else if (names === undefined) found.listeners.set(changed, new Set([path]));
		else if (names !== "all") names.add(path);
	}

	function open(folder: string): Watched | undefined {
		if (folders.size >= mostWatchers) return undefined;
		const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), "*"));
		const watched: Watched = { watcher, listeners: new Map() };
		const tell = ({ fsPath }: Uri): void => {
			for (const [changed, paths] of watched.listeners) if (paths === "all" || paths.has(fsPath)) changed();
		};
		watcher.onDidChange(tell);
		watcher.onDidCreate(tell);
		watcher.onDidDelete(tell);
		folders.set(folder, watched);
		return watched;
	}

	function forget(changed: () => void): void {
		for (const [folder, { watcher, listeners }] of folders) {
			if (!listeners.delete(changed) || listeners.size > 0) continue;
			watcher.dispose();
			folders.delete(folder);
		}
	}

	return (paths, changed) => {
		const own = (): void => changed();
		let isDisposed = false;
		const start = async (path: string): Promise<void> => {
			const { path: arithmetic, find } = host();
			const kind = (await find(path).catch(() => undefined))?.kind;
			if (isDisposed) return;
			if (kind === "directory") listen(path, own, undefined);
			listen(arithmetic.dirname(path), own, path);
		};
		if (paths.length > mostWatchers) log.warn(`${paths.length} places to watch: the first ${mostWatchers} are`);
		Promise.all(paths.slice(0, mostWatchers).map(start)).catch((cause: unknown) => log.warn(`watching: ${cause}`));
		return {
			dispose() {
				isDisposed = true;
				forget(own);
			},
		};
	};
}
