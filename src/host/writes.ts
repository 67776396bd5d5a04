import { constants, type Stats } from "node:fs";
import { access, lstat } from "node:fs/promises";
import { dirname } from "node:path";
import { opening } from "../core/action.ts";
import { FaultError } from "../core/fault.ts";
import type { Host, WriteOptions } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { codeOf } from "./codeOf.ts";
import { decodedText } from "./decodedText.ts";
import { DiskRefusal, nodeDisk } from "./disk.ts";
import { type DiskAccess, onDisk } from "./diskAccess.ts";
import { encodedLike, losesBytes } from "./encodedLike.ts";
import { replaceFile } from "./replaceFile.ts";
import { makeFolder } from "./storeFiles.ts";
import { writeFault } from "./writeFault.ts";
import { writeTarget } from "./writeTarget.ts";

/** Limit of a file whose text is replaced: it is read before, for comparison and for its line endings. */
const maxTextBytes = 16 << 20;

/** Permission bits that allow writing. */
const anyWrite = 0o222;

/** `Host.write`. Writes to one file run in sequence, so that each sees the result of the one before. */
export function writesOf(disks: DiskAccess): Host["write"] {
	const { disk, path, look } = disks;
	const last = new Map<string, Promise<void>>();

	function inTurn(target: string, start: () => Promise<void>): Promise<void> {
		const write = (last.get(target) ?? Promise.resolve()).then(start);
		const settled = write.catch(() => {}); // the caller handles the failure
		last.set(target, settled);
		void settled.then(() => {
			if (last.get(target) === settled) last.delete(target);
		});
		return write;
	}

	return async (file, content, options = {}) => {
		const target = await look((looks) => writeTarget(looks, path, file));
		let isGivenUp = false;
		const start = (): Promise<void> =>
			inTurn(target, () => replace({ file, at: disk.place(target), isGivenUp: () => isGivenUp }, content, options));
		try {
			await onDisk(disks, target, start);
		} catch (cause) {
			isGivenUp = true;
			throw cause;
		}
	};
}

interface WrittenFile {
	/** The path as the caller passed it. */
	readonly file: string;
	/** The real path. */
	readonly at: string;
	/** Whether the caller has stopped waiting, because the disk did not respond. */
	isGivenUp(): boolean;
}

async function replace(place: WrittenFile, content: string | Uint8Array, options: WriteOptions): Promise<void> {
	const { file, at } = place;
	const { signal, isProgram, makesFolder } = options;
	const check = (before: Uint8Array | undefined): void => {
		if (signal?.aborted === true || place.isGivenUp()) throw cancelled(file);
		const text = before === undefined ? undefined : decodedText(before);
		if ("expected" in options && options.expected !== text) throw changed(file);
	};
	try {
		if (makesFolder === true) await makeFolder(dirname(at));
		const like = await lstat(at).catch(ignoreAbsent);
		if (like !== undefined) await checkWritable(file, at, like);
		const isRead = typeof content === "string" || "expected" in options;
		const before = isRead ? await nodeDisk.later.read(at, maxTextBytes, true) : undefined;
		check(before);
		await replaceFile(at, typeof content === "string" ? bytesFor(file, content, before) : content, {
			like,
			isProgram,
			signal,
			mayReplace: async () => check("expected" in options ? await nodeDisk.later.read(at, maxTextBytes, true) : before),
		});
	} catch (cause) {
		throw faultFor(file, cause);
	}
}

function ignoreAbsent(cause: unknown): undefined {
	if (codeOf(cause) !== "ENOENT") throw cause;
}

/** A rename would also replace a read-only file. */
async function checkWritable(file: string, at: string, stats: Stats): Promise<void> {
	if (!stats.isFile()) throw new DiskRefusal("not-a-file");
	if ((stats.mode & anyWrite) === 0) {
		const message = t("{0} cannot be written: the file is read-only.", file);
		throw new FaultError({
			kind: "not-writable",
			file,
			message,
			remedies: [{ text: t("Make it writable, then try again.") }],
		});
	}
	await access(at, constants.W_OK);
}

function bytesFor(file: string, text: string, before: Uint8Array | undefined): Uint8Array {
	if (before !== undefined && losesBytes(text, before)) {
		const message = t("{0} is not valid UTF-8, so nothing was written into it.", file);
		throw new FaultError({
			kind: "malformed",
			file,
			message,
			remedies: [{ text: t("Save it as UTF-8, then try again."), action: opening(file) }],
		});
	}
	return encodedLike(text, before);
}

function faultFor(file: string, cause: unknown): unknown {
	if (cause instanceof FaultError) return cause;
	if (cause instanceof DiskRefusal) {
		if (cause.refusal === "too-large") {
			return new FaultError({ kind: "too-large", file, message: t("{0} is too large.", file) }, { cause });
		}
		return new FaultError({ kind: "not-a-file", file, message: t("{0} is not a regular file.", file) }, { cause });
	}
	if (cause instanceof Error && cause.name === "AbortError") return cancelled(file);
	return cause instanceof Error && "code" in cause ? writeFault(file, cause) : cause;
}

const cancelled = (file: string): FaultError =>
	new FaultError({ kind: "cancelled", file, message: t("Writing {0} was cancelled.", file) });

const changed = (file: string): FaultError =>
	new FaultError({
		kind: "conflict",
		file,
		message: t("Another program has changed {0}, so nothing was written into it.", file),
		remedies: [{ text: t("Try again with its present content.") }],
	});
