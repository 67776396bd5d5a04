import { lstatSync, type Stats, statSync } from "node:fs";
import { lstat, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "./codeOf.ts";

/** Why something of our store is not ours alone, or undefined. */
export type StoreIntrusion = "owner" | "writable";

/** Permission bits that let the group or others write. */
const othersWrite = 0o022;

/**
 * Whether another user owns what lies at a path of our store, or may write it: what is selected and approved there decides what
 * runs. A link counts with what it leads to. Nothing there is nothing wrong. Windows has neither owners nor bits for us.
 */
export function intrusionAt(path: string): StoreIntrusion | undefined {
	const user = process.geteuid?.();
	const own = user === undefined ? undefined : lstatSync(path, { throwIfNoEntry: false });
	if (user === undefined || own === undefined) return undefined;
	return intrusionOf(user, own, own.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : own);
}

/** The same without blocking, for a disk that may hang. */
export async function laterIntrusionAt(path: string): Promise<StoreIntrusion | undefined> {
	const user = process.geteuid?.();
	const own = user === undefined ? undefined : await lstat(path).catch(absent);
	if (user === undefined || own === undefined) return undefined;
	return intrusionOf(user, own, own.isSymbolicLink() ? await stat(path).catch(absent) : own);
}

function intrusionOf(user: number, own: Stats, stats: Stats | undefined): StoreIntrusion | undefined {
	if (own.uid !== user || (stats !== undefined && stats.uid !== user)) return "owner";
	return stats !== undefined && (stats.mode & othersWrite) !== 0 ? "writable" : undefined;
}

/** Permission bit of a folder in which everybody may make something of his own, as /tmp. */
const sticky = 0o1000;

/**
 * The folder in which `folder`, which is not there yet, would be made, if that is another user's: what root makes in somebody's
 * home locks that user out. What the system owns is nobody's home.
 */
export async function foreignFolderAbove(folder: string): Promise<string | undefined> {
	const user = process.geteuid?.();
	if (user === undefined) return undefined;
	for (let at = folder; ; at = dirname(at)) {
		const stats = await stat(at).catch(absent);
		if (stats === undefined && at !== dirname(at)) continue;
		const isForeign = stats !== undefined && ![user, 0].includes(stats.uid) && (stats.mode & sticky) === 0;
		return isForeign && at !== folder ? at : undefined;
	}
}

function absent(cause: unknown): undefined {
	if (!["ENOENT", "ENOTDIR"].includes(codeOf(cause))) throw cause;
}

/** One by one: Node's own `recursive` never ends where a file system answers ENOENT for a folder that it has (`/proc`). */
export async function makeFolder(folder: string): Promise<void> {
	const make = (): Promise<void> =>
		mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
			if (codeOf(cause) !== "EEXIST") throw cause;
		});
	try {
		await make();
	} catch (cause) {
		if (codeOf(cause) !== "ENOENT" || dirname(folder) === folder) throw cause;
		await makeFolder(dirname(folder));
		await make();
	}
}

/** Whether a process of that id is there. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (cause) {
		return codeOf(cause) === "EPERM"; // another user's
	}
}
