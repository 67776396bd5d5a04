import { faultOrThrow } from "../fault.ts";
import type { EntryKind, FileStat, Host } from "../host.ts";

/** A go program has 10 to 15 MB. A larger file never has the same fingerprint twice, so it is never cached or approved. */
const maxContentBytes = 512 << 20;

/** Larger than scripts and lists. For larger files, "size and time" does not read the content. */
const largeFileBytes = 1 << 20;

/**
 * What the fingerprint of a large file covers: the content, for trust; or size and time, for caching, because reading and
 * hashing a go program takes 30 ms, longer than most activations.
 */
export type Thoroughness = "content" | "size and time";

/**
 * What a path holds, as text that changes when it does: of a file its content, of a directory its names and the contents of
 * its files, `absent` where nothing is. A place that cannot be read counts as `unreadable`: for what is remembered it is the
 * same again, for trust only while a file looks the same.
 */
async function fingerprintOf(host: Host, path: string, thoroughness: Thoroughness): Promise<string> {
	let found: FileStat | undefined;
	try {
		found = await host.stat(path);
		if (found === undefined) return "absent";
		if (found.kind === "file") return await ofFile(host, path, found, thoroughness);
		if (found.kind === "other") return "other";
		const parts: string[] = [];
		for (const { name, kind } of (await host.list(path)) ?? []) {
			const child = host.path.join(path, name);
			const content = kind === "directory" ? "directory" : await fingerprintOfFile(host, child, thoroughness);
			parts.push(`${name}\0${content}`);
		}
		return host.sha256(parts.join("\n"));
	} catch {
		if (thoroughness === "size and time") return "unreadable";
		return found?.kind === "file" ? unread(found) : neverAgain(host);
	}
}

async function fingerprintOfFile(host: Host, path: string, thoroughness: Thoroughness): Promise<string> {
	const found = await host.stat(path);
	return found?.kind === "file" ? await ofFile(host, path, found, thoroughness) : (found?.kind ?? "absent");
}

async function ofFile(
	host: Host,
	path: string,
	{ size, modified }: FileStat,
	thoroughness: Thoroughness,
): Promise<string> {
	if (size > largeFileBytes && thoroughness === "size and time") return `${size} ${modified}`;
	if (size > maxContentBytes) return `too large ${host.now()}`;
	const content = await host.readStart(path, size);
	return content === undefined ? "absent" : host.sha256(content);
}

export async function fingerprintsOf(
	host: Host,
	paths: readonly string[],
	thoroughness: Thoroughness,
): Promise<Readonly<Record<string, string>>> {
	const entries: [string, string][] = [];
	for (const path of new Set(paths)) entries.push([path, await fingerprintOf(host, path, thoroughness)]);
	return Object.fromEntries(entries);
}

/** What lies in a folder, links followed, as texts that change when it does. */
export interface FolderPrint {
	/** Of names, sizes, times and where links lead, without reading a file: while it is the same, so is the content. */
	readonly look: string;
	/** Of names and contents. */
	readonly content: string;
}

export type FolderPrints = Readonly<Record<string, FolderPrint>>;

export async function folderPrintsOf(host: Host, folders: readonly string[]): Promise<FolderPrints> {
	const entries: [string, FolderPrint][] = [];
	for (const folder of new Set(folders)) {
		// looked at before it is read: what changes in between looks different afterwards
		const look = await lookOf(host, folder);
		entries.push([folder, { look, content: await contentOf(host, folder) }]);
	}
	return Object.fromEntries(entries);
}

/**
 * The print of a folder that still holds what it held: the same object where it looks as it did, another one where its files had
 * to be read to tell; undefined where it holds something else.
 */
export async function unchangedPrint(
	host: Host,
	folder: string,
	before: FolderPrint,
): Promise<FolderPrint | undefined> {
	const look = await lookOf(host, folder);
	if (look === before.look) return before;
	const content = await contentOf(host, folder);
	return content === before.content ? { look, content } : undefined;
}

const lookOf = (host: Host, folder: string): Promise<string> =>
	ofEntries(host, folder, async (path, kind) => {
		const found = await host.stat(path);
		const target = kind === "link" ? ((await host.realPath(path)) ?? "nowhere") : "";
		return found?.kind === "file" ? `${fileLook(found)} ${target}` : `${found?.kind ?? "absent"} ${target}`;
	});

const contentOf = (host: Host, folder: string): Promise<string> =>
	ofEntries(host, folder, async (path) => {
		const found = await host.stat(path);
		if (found?.kind !== "file") return found?.kind ?? "absent";
		if (found.size > maxContentBytes) return unread(found);
		const content = await host.readStart(path, found.size).catch(faultOrThrow);
		if (content === undefined) return "absent";
		return "message" in content ? unread(found) : `${found.executable} ${host.sha256(content)}`;
	});

async function ofEntries(
	host: Host,
	folder: string,
	lineOf: (path: string, kind: EntryKind) => Promise<string>,
): Promise<string> {
	try {
		const entries = await host.list(folder);
		if (entries === undefined) return "absent";
		const lines = [(await host.realPath(folder)) ?? ""];
		for (const { name, kind } of entries) lines.push(`${name}\0${await lineOf(host.path.join(folder, name), kind)}`);
		return host.sha256(lines.join("\n"));
	} catch (cause) {
		faultOrThrow(cause);
		return neverAgain(host);
	}
}

/**
 * `changed` is the file system's own, so that a file with the size and the time of another one is told from it. The number of the
 * file is left out: on FAT, FUSE and some network disks it is another one at each mount, and Node rounds that of Windows.
 */
const fileLook = ({ size, modified, changed, executable }: FileStat): string =>
	`${size} ${modified} ${changed} ${executable}`;

/** Of a file whose content nobody can read, how it looks says all there is to know. */
const unread = (found: FileStat): string => `unreadable ${fileLook(found)}`;

/** Nobody can know whether such a place is as it was. */
const neverAgain = (host: Host): string => `unreadable ${host.now()}`;
