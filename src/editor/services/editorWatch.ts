import { type FileSystemWatcher, RelativePattern, Uri, workspace } from "vscode";
import type { Disposable, Host, Log, Paths, Platform } from "../../core/host.ts";

/** More would take watchers from other extensions (inotify has one limit for all). */
const maxWatchers = 200;
/** Per list of paths: a machine with a thousand environments must leave watchers for the files of the folders. */
const maxWatchersPerList = 40;

/** A watcher starts in another process and reports changes after this time at the latest. */
const watcherStartMs = 1000;

/**
 * Normalizes a path for comparison with the editor's watch events. Those have a lower-case drive and `\`, and names as on disk,
 * where case may be ignored (Windows, macOS) and accents may be decomposed (macOS).
 */
export function watchedName(platform: Platform, path: Pick<Paths, "normalize">, name: string): string {
	return platform === "linux" ? name : path.normalize(name).normalize("NFC").toLowerCase();
}

/** The paths of one listener, normalized by {@link watchedName}. */
interface Awaited {
	/** Files and directories. */
	readonly names: Set<string>;
	/** Directories in which every change is reported. */
	readonly folders: Set<string>;
}

interface Watched {
	readonly watcher: FileSystemWatcher;
	readonly listeners: Map<() => void, Awaited>;
}

type WatchedHost = Pick<Host, "platform" | "path" | "stat">;

interface FolderWatchers {
	/** Calls `changed` for `path`, or for everything directly in `folder` if no path is given. */
	listen(folder: string, changed: () => void, path?: string): void;
	forget(changed: () => void): void;
}

/**
 * The workspace folder that contains a folder: the editor already watches all of it, so one watcher of ours costs nothing
 * extra.
 */
const workspaceRoot = (folder: string): string | undefined =>
	workspace.getWorkspaceFolder(Uri.file(folder))?.uri.fsPath;

/** One non-recursive watcher per folder outside the workspace, and one per workspace folder. */
function folderWatchers(host: () => WatchedHost): FolderWatchers {
	const comparable = (name: string): string => watchedName(host().platform, host().path, name);
	const watchers = new Map<string, Watched>();

	function open(root: string, pattern: string): Watched | undefined {
		if (watchers.size >= maxWatchers) return undefined; // the listing on window focus compensates
		const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(root), pattern));
		const watched: Watched = { watcher, listeners: new Map() };
		const tell = ({ scheme, fsPath }: Uri): void => {
			if (scheme !== "file") return; // the editor's virtual files match a pattern for `/`
			const name = comparable(fsPath);
			const folder = host().path.dirname(name);
			for (const [changed, { names, folders }] of [...watched.listeners]) {
				if (names.has(name) || folders.has(folder)) changed();
			}
		};
		watcher.onDidChange(tell);
		watcher.onDidCreate(tell);
		watcher.onDidDelete(tell);
		watchers.set(root, watched);
		return watched;
	}

	return {
		listen(folder, changed, path) {
			const inside = workspaceRoot(folder);
			const root = inside ?? folder;
			const found = watchers.get(root) ?? open(root, inside === undefined ? "*" : "**");
			if (found === undefined) return;
			const awaited = found.listeners.get(changed) ?? { names: new Set(), folders: new Set() };
			found.listeners.set(changed, awaited);
			if (path === undefined) awaited.folders.add(comparable(folder));
			else awaited.names.add(comparable(path));
		},
		forget(changed) {
			for (const [root, { watcher, listeners }] of watchers) {
				if (!listeners.delete(changed) || listeners.size > 0) continue;
				watcher.dispose();
				watchers.delete(root);
			}
		},
	};
}

/**
 * `Host.watch` with the editor's watchers. For a directory, watches its direct entries; for a file, its folder. If a folder
 * does not exist yet, watches until it appears, which not every VS Code version does on its own.
 */
export function editorWatch(
	host: () => WatchedHost,
	log: Pick<Log, "info" | "warn">,
): (paths: readonly string[], changed: () => void) => Disposable {
	const { listen, forget } = folderWatchers(host);

	const isDirectory = async (path: string): Promise<boolean> => {
		const found = await host()
			.stat(path)
			.catch(() => undefined);
		return found?.kind === "directory";
	};

	/** The nearest existing folder, and the next part of the path in it. */
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
			await new Promise((done) => setTimeout(done, watcherStartMs));
			if (!isDisposed && (await isDirectory(child))) appeared();
		};
		const watch = (path: string): void => {
			start(path).catch((cause: unknown) => log.warn(`${path} is not watched: ${cause}`));
		};
		const outside = new Set<string>();
		const kept = paths.filter((path) => {
			const folder = host().path.dirname(path);
			return workspaceRoot(folder) !== undefined || outside.add(folder).size <= maxWatchersPerList;
		});
		if (kept.length < paths.length) {
			log.info(`${paths.length} places to watch: ${kept.length} are, all are looked at when the window gets the focus`);
		}
		for (const path of kept) watch(path);
		return {
			dispose() {
				isDisposed = true;
				for (const tell of own) forget(tell);
				own.clear();
			},
		};
	};
}
