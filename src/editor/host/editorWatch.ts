import { type FileSystemWatcher, RelativePattern, Uri, workspace } from "vscode";
import type { Disposable, Host, Log } from "../../core/host.ts";

/** More would cost other extensions their watchers (inotify has one budget for all). */
const mostWatchers = 200;

/** Milliseconds until a watcher surely sees something: it is started in another process. */
const startTime = 1000;

interface Watched {
	readonly watcher: FileSystemWatcher;
	/** By what is called back: every name below the folder, or these paths. */
	readonly listeners: Map<() => void, Set<string> | "all">;
}

interface FolderWatchers {
	/** Calls `changed` for `path`, or for all that lies in `folder` where no path is named. */
	listen(folder: string, changed: () => void, path?: string): void;
	forget(changed: () => void): void;
}

/** The editor writes a drive in lower case, and its events tell names as they are on the disk, whose case may be ignored. */
function comparable(path: string): string {
	const { fsPath } = Uri.file(path);
	return process.platform === "linux" ? fsPath : fsPath.normalize("NFC").toLowerCase();
}

/** One watcher for each folder, none of them recursive. */
function folderWatchers(): FolderWatchers {
	const folders = new Map<string, Watched>();

	function open(folder: string): Watched | undefined {
		if (folders.size >= mostWatchers) return undefined;
		const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(folder), "*"));
		const watched: Watched = { watcher, listeners: new Map() };
		const tell = ({ scheme, fsPath }: Uri): void => {
			if (scheme !== "file") return; // the editor's own virtual files match a pattern of `/`
			const name = comparable(fsPath);
			for (const [changed, paths] of [...watched.listeners]) if (paths === "all" || paths.has(name)) changed();
		};
		watcher.onDidChange(tell);
		watcher.onDidCreate(tell);
		watcher.onDidDelete(tell);
		folders.set(folder, watched);
		return watched;
	}

	return {
		listen(folder, changed, path) {
			const found = folders.get(folder) ?? open(folder);
			if (found === undefined) return;
			const names = found.listeners.get(changed);
			if (path === undefined) found.listeners.set(changed, "all");
			else if (names === undefined) found.listeners.set(changed, new Set([comparable(path)]));
			else if (names !== "all") names.add(comparable(path));
		},
		forget(changed) {
			for (const [folder, { watcher, listeners }] of folders) {
				if (!listeners.delete(changed) || listeners.size > 0) continue;
				watcher.dispose();
				folders.delete(folder);
			}
		},
	};
}

/**
 * `Host.watch` by the editor's own watchers. A directory is watched with what lies directly in it, a file through its folder.
 * What lies in a folder that is not there yet is watched as soon as that appears: not every VS Code does that by itself.
 */
export function editorWatch(
	host: () => Pick<Host, "path" | "find">,
	log: Pick<Log, "warn">,
): (paths: readonly string[], changed: () => void) => Disposable {
	const { listen, forget } = folderWatchers();

	const isDirectory = async (path: string): Promise<boolean> => {
		const found = await host()
			.find(path)
			.catch(() => undefined);
		return found?.kind === "directory";
	};

	/** The nearest folder that is there, and what in it leads to the path. */
	async function nearest(path: string): Promise<{ readonly folder: string; readonly child: string }> {
		const { dirname } = host().path;
		let child = path;
		let folder = dirname(path);
		while (folder !== dirname(folder) && !(await isDirectory(folder))) {
			child = folder;
			folder = dirname(folder);
		}
		return { folder, child };
	}

	return (paths, changed) => {
		const own = new Set<() => void>();
		let isDisposed = false;
		const add = (folder: string, tell: () => void, path?: string): void => {
			if (isDisposed) return;
			own.add(tell);
			listen(folder, tell, path);
		};
		const all = (): void => changed();
		const start = async (path: string): Promise<void> => {
			if (await isDirectory(path)) add(path, all);
			const { folder, child } = await nearest(path);
			if (child === path) return add(folder, all, path);
			const appeared = (): void => {
				if (!own.delete(appeared)) return;
				forget(appeared);
				watch(path);
				changed();
			};
			add(folder, appeared, child);
			await new Promise((done) => setTimeout(done, startTime));
			if (!isDisposed && (await isDirectory(child))) appeared();
		};
		const watch = (path: string): void => {
			start(path).catch((cause: unknown) => log.warn(`${path} is not watched: ${cause}`));
		};
		if (paths.length > mostWatchers) log.warn(`${paths.length} places to watch: the first ${mostWatchers} are`);
		for (const path of paths.slice(0, mostWatchers)) watch(path);
		return {
			dispose() {
				isDisposed = true;
				for (const tell of own) forget(tell);
				own.clear();
			},
		};
	};
}
