import { type Fault, FaultError, faultOrThrow } from "../fault.ts";
import type { FileStat, Host } from "../host.ts";
import { t } from "../l10n.ts";
import { isNamable, namedPlace, uncheckable } from "./namedPlace.ts";

/** A go program has 10 to 15 MB. Of a larger file in a folder, only the look counts. */
const maxContentBytes = 512 << 20;

/**
 * What a path holds, for trust: of a file its content, of a directory its names and the contents of its files; `absent` where
 * nothing is. Of a file that may not be read, its look counts. Throws not-readable, too-large, disk-silent for all else that
 * cannot be looked at: an approval of that could never hold.
 */
export async function contentPrint(host: Host, path: string): Promise<string> {
	const at = await namedPlace(host, path);
	const found = at === undefined ? undefined : await host.stat(at);
	if (at === undefined || found === undefined) return "absent";
	if (found.kind === "file") {
		if (found.size > maxContentBytes) throw new FaultError(tooLarge(path));
		return await ofFile(host, at, found);
	}
	if (found.kind === "other") return "other";
	const lines: string[] = [];
	for (const entry of (await entriesOf(host, at)) ?? []) {
		lines.push(`${entry.name}\0${entry.found?.kind === "file" ? await contentOf(host, entry) : kindOf(entry)}`);
	}
	return host.sha256(lines.join("\n"));
}

/** What lies in a folder, links followed, as texts that change when it does. */
export interface FolderPrint {
	/** Of names, sizes, times and where links lead, without reading a file: while it is the same, so is the content. */
	readonly look: string;
	/** Of names and contents. */
	readonly content: string;
}

export type FolderPrints = Readonly<Record<string, FolderPrint>>;

/** Throws as {@link contentPrint}. */
export async function folderPrintsOf(host: Host, folders: readonly string[]): Promise<FolderPrints> {
	const entries: [string, FolderPrint][] = [];
	for (const folder of new Set(folders)) {
		// looked at before it is read: what changes in between looks different afterwards
		const look = await folderLook(host, folder);
		entries.push([folder, { look, content: await folderContent(host, folder) }]);
	}
	return Object.fromEntries(entries);
}

/**
 * The print of a folder that still holds what it held: the same object where it looks as it did, another one where its files had
 * to be read to tell; undefined where it holds something else, or nobody can tell.
 */
export async function unchangedPrint(
	host: Host,
	folder: string,
	before: FolderPrint,
): Promise<FolderPrint | undefined> {
	try {
		const look = await folderLook(host, folder);
		if (look === before.look) return before;
		const content = await folderContent(host, folder);
		return content === before.content ? { look, content } : undefined;
	} catch (cause) {
		faultOrThrow(cause);
		return undefined;
	}
}

const folderLook = (host: Host, folder: string): Promise<string> =>
	ofEntries(host, folder, ({ at, found, isLink }) => {
		const target = isLink ? (at ?? "nowhere") : "";
		return found?.kind === "file" ? `${fileLook(found)} ${target}` : `${found?.kind ?? "absent"} ${target}`;
	});

const folderContent = (host: Host, folder: string): Promise<string> =>
	ofEntries(host, folder, async (entry) => {
		if (entry.found?.kind !== "file") return kindOf(entry);
		return `${entry.found.executable} ${await contentOf(host, entry)}`;
	});

async function ofEntries(
	host: Host,
	folder: string,
	lineOf: (entry: Entry) => Promise<string> | string,
): Promise<string> {
	const at = await namedPlace(host, folder);
	const entries = at === undefined ? undefined : await entriesOf(host, at);
	if (at === undefined || entries === undefined) return "absent";
	const lines = [at];
	for (const entry of entries) lines.push(`${entry.name}\0${await lineOf(entry)}`);
	return host.sha256(lines.join("\n"));
}

interface Entry {
	readonly name: string;
	readonly isLink: boolean;
	/** Where it leads, without links. */
	readonly at: string | undefined;
	/** What is there; undefined only for a link. */
	readonly found: FileStat | undefined;
}

/** Of a folder without links in its path. */
async function entriesOf(host: Host, folder: string): Promise<readonly Entry[] | undefined> {
	const known = new Map<string, string | undefined>([[folder, folder]]);
	const listed = await host.list(folder);
	if (listed === undefined) return undefined;
	const entries: Entry[] = [];
	for (const { name, kind } of listed) {
		const place = host.path.join(folder, name);
		const isLink = kind === "link";
		const at = isLink ? await namedPlace(host, place, known) : place;
		const found = at === undefined ? undefined : await host.stat(at);
		// listed, and not there: it was removed just now, or no path leads to it
		if (!isNamable(place) || (found === undefined && !isLink)) throw new FaultError(uncheckable(place));
		entries.push({ name, isLink, at, found });
	}
	return entries;
}

const kindOf = ({ found }: Entry): string => found?.kind ?? "absent";

async function contentOf(host: Host, { at, found }: Entry): Promise<string> {
	if (at === undefined || found === undefined) return "absent";
	return found.size > maxContentBytes ? unread(found) : await ofFile(host, at, found);
}

async function ofFile(host: Host, path: string, found: FileStat): Promise<string> {
	try {
		const content = await host.readStart(path, found.size);
		return content === undefined ? "absent" : host.sha256(content);
	} catch (cause) {
		if (faultOrThrow(cause).kind !== "not-readable") throw cause;
		return unread(found);
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

const tooLarge = (file: string): Fault => ({ kind: "too-large", file, message: t("{0} is too large.", file) });
