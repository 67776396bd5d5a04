import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, readFile, rm } from "node:fs/promises";
import { renameWithRetries, replaceFile } from "./replaceFile.ts";

/** Read at once when a download is resumed. */
const chunkBytes = 1 << 20;

/** An incomplete download on disk: `<file>.part`, and beside it a note with the version of the content. */
export interface PartFile {
	/** Bytes received so far. */
	readonly size: number;
	/** The version of the content: a strong ETag, with which the rest can be requested. */
	readonly etag: string | undefined;
	append(bytes: Uint8Array): Promise<void>;
	/** Starts again, with another version, or without one if it cannot be resumed. */
	restart(etag: string | undefined): Promise<void>;
	/** The SHA-256 of the bytes so far, in lower-case hexadecimal. */
	digest(): string;
	/** Renames it to the file. */
	finish(): Promise<void>;
	/** Closes it, and keeps it if it can be resumed. */
	leave(): Promise<void>;
	discard(): Promise<void>;
}

/** Opens the part of `file`, a path of the real machine, for an address. Calls `alive` while reading it. */
export async function openPart(file: string, url: string, alive: () => void): Promise<PartFile> {
	const path = `${file}.part`;
	const note = `${path}.json`;
	const key = createHash("sha256").update(url).digest("hex"); // hashed, because an address may contain secrets
	let etag = await noted(note, key);
	let hash = createHash("sha256");
	let size = 0;
	const handle = await open(path, "a+");
	if (etag === undefined) await handle.truncate(0);
	else size = await readInto(handle, hash, alive);

	const remove = async (): Promise<void> => {
		await rm(path, { force: true });
		await rm(note, { force: true });
	};
	return {
		get size() {
			return size;
		},
		get etag() {
			return size === 0 ? undefined : etag;
		},
		async append(bytes) {
			await handle.appendFile(bytes);
			hash.update(bytes);
			size += bytes.length;
		},
		async restart(version) {
			await handle.truncate(0);
			hash = createHash("sha256");
			size = 0;
			etag = version;
			if (etag === undefined) await rm(note, { force: true });
			else await replaceFile(note, JSON.stringify({ url: key, etag }), { mode: 0o600 });
		},
		digest: () => hash.copy().digest("hex"),
		async finish() {
			await handle.sync();
			await handle.close();
			await renameWithRetries(path, file);
			await rm(note, { force: true });
		},
		async leave() {
			await handle.close();
			if (size === 0 || etag === undefined) await remove();
		},
		async discard() {
			await handle.close();
			await remove();
		},
	};
}

/** The version in a note, if the note is for this address. */
async function noted(note: string, key: string): Promise<string | undefined> {
	try {
		const value: unknown = JSON.parse(await readFile(note, "utf8"));
		const { url, etag } = value as { readonly url?: unknown; readonly etag?: unknown };
		return url === key && typeof etag === "string" ? etag : undefined;
	} catch {
		return undefined; // missing or damaged: the download starts again
	}
}

async function readInto(handle: FileHandle, hash: Hash, alive: () => void): Promise<number> {
	const buffer = Buffer.allocUnsafe(chunkBytes);
	for (let at = 0; ; ) {
		const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
		if (bytesRead === 0) return at;
		hash.update(buffer.subarray(0, bytesRead));
		at += bytesRead;
		alive();
	}
}
