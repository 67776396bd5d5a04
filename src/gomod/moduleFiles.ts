import { type Fault, faultOrThrow } from "../core/fault.ts";
import type { DirectoryEntry, Host } from "../core/host.ts";

const maxFolders = 2000;

export interface ModuleFiles {
	/** All go.mod files, the folder's own first, then by depth and name. */
	readonly files: readonly string[];
	/** Directories below the folder with their own go.work. */
	readonly works: ReadonlySet<string>;
	readonly cut?: { readonly directories: number };
	readonly faults: readonly Fault[];
}

/**
 * The go.mod files of a folder and below, in at most 2,000 directories, nearest first. Skips what go excludes from `./...`
 * (`.*`, `_*`, testdata, vendor), node_modules, and what is not part of the project: environments, GOROOTs, module caches. Does
 * not follow symbolic links to directories, as go does not; a go.mod that is a symbolic link only counts if its target is in
 * the folder.
 */
export async function moduleFiles(host: Host, folder: string, signal: AbortSignal): Promise<ModuleFiles> {
	const files: string[] = [];
	const works = new Set<string>();
	const faults: Fault[] = [];
	let isCut = false;
	let level: readonly string[] = [folder];
	let seen = 0;
	while (level.length > 0 && !isCut && !signal.aborted) {
		const next: string[] = [];
		for (const directory of level) {
			if (signal.aborted) break;
			if (seen === maxFolders) {
				isCut = true;
				break;
			}
			seen++;
			const entries = await entriesOf(host, directory, faults);
			if (directory !== folder && (await isForeign(host, directory, entries))) continue;
			if (await hasModule(host, folder, directory, entries)) files.push(host.path.join(directory, "go.mod"));
			if (entries.some(({ name, kind }) => name === "go.work" && kind === "file")) works.add(directory);
			const below = entries.filter(({ name, kind }) => kind === "directory" && isWalked(name));
			next.push(...below.map(({ name }) => host.path.join(directory, name)));
		}
		level = next;
	}
	return { files, works, faults, ...(isCut ? { cut: { directories: maxFolders } } : {}) };
}

const isWalked = (name: string): boolean =>
	!/^[._]/.test(name) &&
	!["vendor", "testdata", "node_modules"].includes(name) &&
	// an extracted module of a module cache
	!/@v\d/.test(name);

/** Empty if it cannot be listed; a disk that does not respond is reported once. */
async function entriesOf(host: Host, directory: string, faults: Fault[]): Promise<readonly DirectoryEntry[]> {
	try {
		return (await host.list(directory)) ?? [];
	} catch (cause) {
		const fault = faultOrThrow(cause);
		const file = fault.kind === "disk-silent" ? fault.file : directory;
		const isTold = faults.some((other) => other.kind === fault.kind && other.file === file);
		if (!isTold) faults.push(file === undefined ? fault : { ...fault, file });
		return [];
	}
}

async function hasModule(
	host: Host,
	folder: string,
	directory: string,
	entries: readonly DirectoryEntry[],
): Promise<boolean> {
	const entry = entries.find(({ name }) => name === "go.mod");
	if (entry === undefined || entry.kind !== "link") return entry?.kind === "file";
	const file = host.path.join(directory, "go.mod");
	const [real, root] = await Promise.all(
		[host.realPath(file), host.realPath(folder)].map((path) => path.catch(() => undefined)),
	);
	if (real === undefined || root === undefined) return false;
	const inside = host.path.relative(root, real);
	return !inside.startsWith("..") && !host.path.isAbsolute(inside);
}

/** An environment (conda-meta/history), a GOROOT (VERSION and src), or a module cache (pkg/mod, or cache/download in it). */
async function isForeign(host: Host, directory: string, entries: readonly DirectoryEntry[]): Promise<boolean> {
	const { path } = host;
	const has = (name: string): boolean => entries.some((entry) => entry.name === name);
	const exists = (...parts: string[]): Promise<boolean> =>
		host.stat(path.join(directory, ...parts)).then(
			(found) => found !== undefined,
			() => false,
		);
	if (path.basename(directory) === "mod" && path.basename(path.dirname(directory)) === "pkg") return true;
	if (has("conda-meta") && (await exists("conda-meta", "history"))) return true;
	if (has("cache") && (await exists("cache", "download")) && (await exists("cache", "lock"))) return true;
	if (!has("VERSION") || !has("src")) return false;
	const start = await host.readStart(path.join(directory, "VERSION"), 8).catch(() => undefined);
	return start !== undefined && /^(?:go\d|devel )/.test(new TextDecoder().decode(start));
}
