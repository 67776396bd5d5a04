import * as fs from "node:fs";
import type { DirectoryEntry, FileStat } from "../core/host.ts";
import { bytesOf, hasRawBytes, rawText } from "../core/rawText.ts";
import { replacement } from "../core/rawVariables.ts";

/** The status of a path itself; `link` for a symbolic link, whatever its target. */
export type Own = FileStat | { readonly kind: "link" };

/** Why a path could not be read, other than I/O errors. */
export type Refusal = "not-a-file" | "too-large" | "link";

export class DiskRefusal extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super(refusal);
		this.refusal = refusal;
	}
}

/**
 * The file system calls, each in a blocking and an asynchronous form (on Node's file threads). None follows a symbolic link in
 * the last part of a path. Undefined: the path does not exist. Other errors are Node's. Paths, targets of links and files of
 * the kernel keep bytes that are not UTF-8 (core/rawText); names in listings do not.
 */
export interface Disk {
	/** Blocking calls in which the system follows all links: only if no disk may hang. */
	readonly direct?: DirectCalls;
	readonly now: DiskCalls;
	readonly later: {
		readonly [Call in keyof DiskCalls]: (...a: Parameters<DiskCalls[Call]>) => Promise<ReturnType<DiskCalls[Call]>>;
	};
	/**
	 * The path for the system: the path itself, except in a test, where a folder represents the machine. For paths without links.
	 */
	place(path: string): string;
	/** The text of a small file of the kernel, which always responds; undefined if it does not exist. */
	kernelFile(path: string): string | undefined;
}

export interface DiskCalls {
	/** The first `most` bytes; with `whole`, requests `most + 1` and refuses longer files. */
	read(path: string, most: number, whole: boolean): Uint8Array | undefined;
	list(path: string): DirectoryEntry[] | undefined;
	/** Unsorted names only; takes half the time of `list`. */
	names(path: string): string[] | undefined;
	own(path: string): Own | undefined;
	target(path: string): string | undefined;
}

export interface DirectCalls {
	read: DiskCalls["read"];
	list: DiskCalls["list"];
	names: DiskCalls["names"];
	find(path: string): FileStat | undefined;
}

const gone = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"]);
const codeOf = (cause: unknown): string => String((cause as NodeJS.ErrnoException | undefined)?.code ?? "");

function absent<T>(cause: unknown, value: T): T {
	if (gone.has(codeOf(cause))) return value;
	throw cause;
}

/** Node encodes a string as UTF-8, so other bytes are given to it as they are. */
const forNode = (path: string): fs.PathLike => (hasRawBytes(path) ? Buffer.from(bytesOf(path)) : path);

// without O_NONBLOCK, opening a FIFO waits for its writer; Windows has neither flag
const followingFlags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
const flags = followingFlags | (fs.constants.O_NOFOLLOW ?? 0);

const byName = (a: DirectoryEntry, b: DirectoryEntry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const kindOf = (entry: fs.Dirent | fs.Stats): DirectoryEntry["kind"] =>
	entry.isSymbolicLink() ? "link" : entry.isFile() ? "file" : entry.isDirectory() ? "directory" : "other";

function ownOf(stats: fs.Stats): Own {
	const kind = kindOf(stats);
	return kind === "link" ? { kind } : foundOf(kind, stats);
}

const foundOf = (kind: FileStat["kind"], { size, mtimeMs, ctimeMs, mode }: fs.Stats): FileStat => ({
	kind,
	size,
	modified: mtimeMs,
	changed: ctimeMs,
	executable: (mode & 0o111) !== 0,
});

const entriesOf = (entries: fs.Dirent[]): DirectoryEntry[] =>
	entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) })).sort(byName);

function checkSize(stats: fs.Stats, most: number, whole: boolean): void {
	if (!stats.isFile()) throw new DiskRefusal("not-a-file");
	if (whole && stats.size > most) throw new DiskRefusal("too-large");
}

function checkRead(read: number, most: number, whole: boolean): void {
	// a file that has grown since, or a kernel file without a size
	if (whole && read > most) throw new DiskRefusal("too-large");
}

/** O_NOFOLLOW gives ELOOP, also on macOS; FreeBSD's EMLINK is not supported. */
const linkOrAbsent = (cause: unknown): undefined => {
	if (codeOf(cause) === "ELOOP") throw new DiskRefusal("link");
	if (codeOf(cause) === "ENXIO") throw new DiskRefusal("not-a-file"); // a socket
	if (codeOf(cause) === "EISDIR") throw new DiskRefusal("not-a-file"); // Windows
	return absent(cause, undefined);
};

/** Space for the bytes of a file, and one more to detect that it is longer. */
const room = (size: number, most: number, whole: boolean): number => {
	if (!whole) return most;
	return size === 0 ? Math.min(most, 65_536) + 1 : Math.min(size, most) + 1;
};

function readNow(path: fs.PathLike, most: number, whole: boolean, openFlags: number): Uint8Array | undefined {
	const descriptor = fs.openSync(path, openFlags);
	try {
		const stats = fs.fstatSync(descriptor);
		checkSize(stats, most, whole);
		const bytes = Buffer.allocUnsafe(room(stats.size, most, whole));
		let at = 0;
		while (at < bytes.length) {
			const count = fs.readSync(descriptor, bytes, at, bytes.length - at, at);
			at += count;
			// regular files end here; a kernel file without a size may come in several parts
			if (count === 0 || at === stats.size) break;
		}
		checkRead(at, most, whole);
		return bytes.subarray(0, at);
	} finally {
		fs.closeSync(descriptor);
	}
}

const now: DiskCalls = {
	read(path, most, whole) {
		try {
			return readNow(forNode(path), most, whole, flags);
		} catch (cause) {
			return linkOrAbsent(cause);
		}
	},
	list(path) {
		try {
			return entriesOf(fs.readdirSync(forNode(path), { withFileTypes: true }));
		} catch (cause) {
			return absent(cause, undefined);
		}
	},
	names(path) {
		try {
			return fs.readdirSync(forNode(path));
		} catch (cause) {
			return absent(cause, undefined);
		}
	},
	own(path) {
		try {
			const stats = fs.lstatSync(forNode(path), { throwIfNoEntry: false });
			return stats === undefined ? undefined : ownOf(stats);
		} catch (cause) {
			return absent(cause, undefined);
		}
	},
	target(path) {
		try {
			const target = fs.readlinkSync(forNode(path));
			return target.includes(replacement) ? rawText(fs.readlinkSync(forNode(path), "buffer")) : target;
		} catch (cause) {
			if (codeOf(cause) === "EINVAL") return undefined; // no link
			return absent(cause, undefined);
		}
	},
};

const direct: DirectCalls = {
	read(path, most, whole) {
		try {
			return readNow(path, most, whole, followingFlags);
		} catch (cause) {
			return codeOf(cause) === "ELOOP" ? undefined : linkOrAbsent(cause);
		}
	},
	list: now.list,
	names: now.names,
	find(path) {
		try {
			const stats = fs.statSync(path, { throwIfNoEntry: false });
			const kind = stats === undefined ? undefined : kindOf(stats);
			return stats === undefined || kind === undefined || kind === "link" ? undefined : foundOf(kind, stats);
		} catch (cause) {
			return absent(cause, undefined);
		}
	},
};

const later: Disk["later"] = {
	async read(path, most, whole) {
		let file: fs.promises.FileHandle;
		try {
			file = await fs.promises.open(forNode(path), flags);
		} catch (cause) {
			return linkOrAbsent(cause);
		}
		try {
			const stats = await file.stat();
			checkSize(stats, most, whole);
			const bytes = Buffer.allocUnsafe(room(stats.size, most, whole));
			let at = 0;
			while (at < bytes.length) {
				const { bytesRead } = await file.read(bytes, at, bytes.length - at, at);
				if (bytesRead === 0) break;
				at += bytesRead;
			}
			checkRead(at, most, whole);
			return bytes.subarray(0, at);
		} finally {
			await file.close();
		}
	},
	async list(path) {
		try {
			return entriesOf(await fs.promises.readdir(forNode(path), { withFileTypes: true }));
		} catch (cause) {
			return absent(cause, undefined);
		}
	},
	async names(path) {
		try {
			return await fs.promises.readdir(forNode(path));
		} catch (cause) {
			return absent(cause, undefined);
		}
	},
	async own(path) {
		try {
			return ownOf(await fs.promises.lstat(forNode(path)));
		} catch (cause) {
			return absent(cause, undefined);
		}
	},
	async target(path) {
		try {
			const target = await fs.promises.readlink(forNode(path));
			return target.includes(replacement) ? rawText(await fs.promises.readlink(forNode(path), "buffer")) : target;
		} catch (cause) {
			if (codeOf(cause) === "EINVAL") return undefined;
			return absent(cause, undefined);
		}
	},
};

function kernelFile(path: string): string | undefined {
	try {
		return rawText(fs.readFileSync(path));
	} catch {
		return undefined;
	}
}

/** The machine's disks. */
export const nodeDisk: Disk & { readonly direct: DirectCalls } = {
	direct,
	now,
	later,
	place: (path) => path,
	kernelFile,
};
