import type { Stats } from "node:fs";
import { type FileHandle, link, open, rename, rm } from "node:fs/promises";
import { codeOf } from "./codeOf.ts";

export interface ReplaceOptions {
	/** Permission bits of a new file before umask; default 0666, for a program 0755. */
	readonly mode?: number;
	/** The replaced file: its permission bits are kept, and its owner if the system allows it. */
	readonly like?: Stats | undefined;
	/** Adds execute permission for all who have read permission. */
	readonly isProgram?: boolean | undefined;
	/** Aborts with Node's AbortError. */
	readonly signal?: AbortSignal | undefined;
	/** Called when the new content is durable, just before the rename. If it throws, nothing is replaced. */
	readonly mayReplace?: () => Promise<void>;
}

let serial = 0;

/**
 * Writes a temporary file beside it, syncs it, then renames it: a reader sees the old or the new content, even if we are
 * killed. On failure the temporary file is removed.
 */
export async function replaceFile(
	file: string,
	content: string | Uint8Array,
	{ isProgram = false, mode = isProgram ? 0o755 : 0o666, like, signal, mayReplace }: ReplaceOptions = {},
): Promise<void> {
	serial += 1;
	const temporary = `${file}.${process.pid}-${serial}.tmp`;
	try {
		const handle = await open(temporary, "wx", mode);
		try {
			await handle.writeFile(content, { signal });
			if (like !== undefined) await makeLike(handle, like, isProgram);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await mayReplace?.();
		await renameWithRetries(temporary, file);
	} catch (cause) {
		await rm(temporary, { force: true });
		throw cause;
	}
}

async function makeLike(handle: FileHandle, { uid, gid, mode }: Stats, isProgram: boolean): Promise<void> {
	const own = await handle.stat();
	if (own.uid !== uid || own.gid !== gid) {
		await handle.chown(uid, gid).catch(() => {}); // only root may change the owner
	}
	const readable = mode & 0o444;
	await handle.chmod((mode & 0o7777) | (isProgram ? readable >> 2 : 0));
}

/** Windows refuses to replace a file that another process is reading. */
export async function renameWithRetries(from: string, to: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await rename(from, to);
			return;
		} catch (cause) {
			const busy = ["EPERM", "EACCES", "EBUSY"].includes(codeOf(cause));
			if (process.platform !== "win32" || !busy || attempt === 10) throw cause;
			await new Promise((done) => setTimeout(done, 10 * attempt));
		}
	}
}

/** Error codes of a disk without hard links. */
const withoutLinks = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/**
 * Writes a file that does not exist, complete from its first moment on. Throws Node's errors, EEXIST if it exists; of several
 * processes at once, all but one get that.
 */
export async function createFile(file: string, content: string, mode: number): Promise<void> {
	serial += 1;
	const temporary = `${file}.${process.pid}-${serial}.tmp`;
	try {
		await writeSynced(temporary, content, mode);
		await link(temporary, file).catch(async (cause: unknown) => {
			if (!withoutLinks.includes(codeOf(cause))) throw cause;
			await writeSynced(file, content, mode);
		});
	} finally {
		await rm(temporary, { force: true });
	}
}

async function writeSynced(file: string, content: string, mode: number): Promise<void> {
	const handle = await open(file, "wx", mode);
	try {
		await handle.writeFile(content);
		await handle.sync();
	} finally {
		await handle.close();
	}
}
