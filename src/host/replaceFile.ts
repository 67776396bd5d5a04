import type { Stats } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { codeOf } from "./codeOf.ts";

export interface ReplaceOptions {
	/** Permission bits of a new file, of which umask takes some away; 0666 unless said. */
	readonly mode?: number;
	/** The file that is replaced: its permission bits are kept, and its owner where the system allows it. */
	readonly like?: Stats | undefined;
	/** Ends the writing, with Node's AbortError. */
	readonly signal?: AbortSignal | undefined;
	/** Asked when the new content is durable, right before it takes its place. What it throws is thrown, and nothing is replaced. */
	readonly mayReplace?: () => Promise<void>;
}

let serial = 0;

/**
 * Written beside, made durable, then renamed: a reader sees the old content or the new one, whenever we are killed. What was
 * written beside is gone when this fails.
 */
export async function replaceFile(
	file: string,
	content: string | Uint8Array,
	{ mode = 0o666, like, signal, mayReplace }: ReplaceOptions = {},
): Promise<void> {
	serial += 1;
	const temporary = `${file}.${process.pid}-${serial}.tmp`;
	try {
		const handle = await open(temporary, "wx", mode);
		try {
			await handle.writeFile(content, { signal });
			if (like !== undefined) await makeLike(handle, like);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await mayReplace?.();
		await renamePatiently(temporary, file);
	} catch (cause) {
		await rm(temporary, { force: true });
		throw cause;
	}
}

async function makeLike(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
	const own = await handle.stat();
	if (own.uid !== uid || own.gid !== gid) {
		await handle.chown(uid, gid).catch(() => {}); // only root gives a file away
	}
	await handle.chmod(mode & 0o7777);
}

/** Windows refuses to replace a file that another process reads just now. */
export async function renamePatiently(from: string, to: string): Promise<void> {
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
