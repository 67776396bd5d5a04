import { lstatSync, type Stats, statSync } from "node:fs";
import { lstat, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "./codeOf.ts";

/** Why a path of our store is not exclusively ours. */
export type StoreIntrusion = "owner" | "writable";

/** Permission bits that allow writing by the group or others. */
const othersWrite = 0o022;

/**
 * Whether another user owns a path of our store or may write to it: its selections and approvals decide what runs. A link is
 * checked with its target. Undefined if it does not exist. Windows has no such owners and bits.
 */
export function intrusionAt(path: string): StoreIntrusion | undefined {
	const user = process.geteuid?.();
	const own = user === undefined ? undefined : lstatSync(path, { throwIfNoEntry: false });
	if (user === undefined || own === undefined) return undefined;
	return intrusionOf(user, own, own.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : own);
}

/** The same asynchronously, for a disk that may hang. */
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

/** Permission bit of a folder in which every user may create files, such as /tmp. */
const sticky = 0o1000;

/**
 * The folder in which `folder`, which does not exist, would be created, if it belongs to another user: folders that root
 * creates in a user's home lock that user out. Folders of the system are excluded.
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

/**
 * Creates one level at a time: Node's `recursive` never ends if a file system returns ENOENT for an existing folder (`/proc`).
 */
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

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (cause) {
		return codeOf(cause) === "EPERM"; // it belongs to another user
	}
}
