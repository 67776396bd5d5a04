import type { FileStat, Host } from "../host.ts";

/** Bytes. A go program has 10 to 15 MB; what is larger than this is never the same twice, and so never remembered or allowed. */
const contentLimit = 512 << 20;

/** Bytes. Of what is larger than scripts and lists are, size and time say enough where that is asked for. */
const large = 1 << 20;

/**
 * What of a large file counts: its content, for trust; or its size and time, for what is remembered: a go program read and
 * hashed takes 30 ms, longer than most activations.
 */
export type Thoroughness = "content" | "size and time";

/**
 * What a path holds, as text that changes when it does: of a file its content, of a directory its names and the contents of
 * its files, `absent` where nothing is. A place that cannot be read counts as `unreadable`.
 */
async function fingerprintOf(host: Host, path: string, thoroughness: Thoroughness): Promise<string> {
	try {
		const found = await host.stat(path);
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
		return "unreadable";
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
	if (size > large && thoroughness === "size and time") return `${size} ${modified}`;
	if (size > contentLimit) return `too large ${host.now()}`;
	const content = await host.readStart(path, size);
	return content === undefined ? "absent" : host.sha256(content);
}

/** The fingerprints of several paths. */
export async function fingerprintsOf(
	host: Host,
	paths: readonly string[],
	thoroughness: Thoroughness,
): Promise<Readonly<Record<string, string>>> {
	const entries: [string, string][] = [];
	for (const path of new Set(paths)) entries.push([path, await fingerprintOf(host, path, thoroughness)]);
	return Object.fromEntries(entries);
}

/** Of each folder the names, sizes and times of what lies in it, links followed, as text that changes when one does. */
export async function listingPrintsOf(
	host: Host,
	folders: readonly string[],
): Promise<Readonly<Record<string, string>>> {
	const entries: [string, string][] = [];
	for (const folder of new Set(folders)) entries.push([folder, await listingPrintOf(host, folder)]);
	return Object.fromEntries(entries);
}

async function listingPrintOf(host: Host, folder: string): Promise<string> {
	try {
		const entries = await host.list(folder);
		if (entries === undefined) return "absent";
		const lines: string[] = [];
		for (const { name } of entries) {
			const found = await host.stat(host.path.join(folder, name));
			lines.push(found?.kind === "file" ? `${name}\0${fileLine(found)}` : `${name}\0${found?.kind ?? "absent"}`);
		}
		return host.sha256(lines.join("\n"));
	} catch {
		return "unreadable";
	}
}

const fileLine = ({ size, modified, executable }: FileStat): string => `${size} ${modified} ${executable}`;
