import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, readFile, rm } from "node:fs/promises";
import { renamePatiently, replaceFile } from "./replaceFile.ts";

/** Bytes that are read at once when a download is resumed. */
const chunkBytes = 1 << 20;

/** What is on the disk of a download that is not complete: `<file>.part`, and beside it which version of what it is. */
export interface PartFile {
	/** Bytes that are there. */
	readonly size: number;
	/** The version of the content that it is the beginning of: a strong ETag, with which the rest can be asked for. */
	readonly etag: string | undefined;
	append(bytes: Uint8Array): Promise<void>;
	/** Begins again, with another version, or one that cannot be resumed. */
	restart(etag: string | undefined): Promise<void>;
	/** The SHA-256 of what is there, in lower-case hexadecimal. */
	digest(): string;
	/** Makes it the file itself. */
	finish(): Promise<void>;
	/** Closes it, and keeps it where it can be resumed. */
	leave(): Promise<void>;
	discard(): Promise<void>;
}

/** Opens the part of `file`, a path of the real machine, for the content of an address. `alive` is called while it is read. */
export async function openPart(file: string, url: string, alive: () => void): Promise<PartFile> {
	const path = `${file}.part`;
	const note = `${path}.json`;
	const key = createHash("sha256").update(url).digest("hex"); // an address may hold secrets
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
			await renamePatiently(path, file);
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

/** The version that a note names, where it is one of this address. */
async function noted(note: string, key: string): Promise<string | undefined> {
	try {
		const value: unknown = JSON.parse(await readFile(note, "utf8"));
		const { url, etag } = value as { readonly url?: unknown; readonly etag?: unknown };
		return url === key && typeof etag === "string" ? etag : undefined;
	} catch {
		return undefined; // there is none, or it is damaged: the download begins again
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
