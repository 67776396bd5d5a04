import { lstat, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FaultError, type FaultKind } from "../core/fault.ts";
import type { Platform, Store, Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { codeOf } from "./codeOf.ts";
import { DiskRefusal, nodeDisk } from "./disk.ts";
import { removeRemains, removeStore } from "./removeStore.ts";
import { createFile, replaceFile } from "./replaceFile.ts";
import {
	foreignFolderAbove,
	intrusionAt,
	isAlive,
	laterIntrusionAt,
	makeFolder,
	type StoreIntrusion,
} from "./storeFiles.ts";
import { writeFault } from "./writeFault.ts";

/** `$XDG_STATE_HOME` or `~/.local/state`, `~/Library/Application Support`, `%LOCALAPPDATA%`, each `/go-environments`. */
export function storeFolder(platform: Platform, home: string, variables: Variables): string {
	const state = variables["XDG_STATE_HOME"];
	if (platform === "win32") {
		return `${variables["LOCALAPPDATA"] ?? `${home}\\AppData\\Local`}\\go-environments`;
	}
	if (platform === "darwin") return `${home}/Library/Application Support/go-environments`;
	// the XDG base directory specification: a relative path is ignored
	return `${state?.startsWith("/") ? state : `${home}/.local/state`}/go-environments`;
}

/** Our files have a few kilobytes. */
const maxBytes = 4 << 20;

/** Access to disks that may hang: the home folder may be on one. */
export interface StoreDisk {
	/** The root of the possibly hanging disk that contains a path. */
	rootOf(place: string): string | undefined;
	/** Waits for such a disk, with a time limit. Throws disk-silent. */
	run<T>(root: string, start: () => Promise<T>): Promise<T>;
}

const localDisk: StoreDisk = { rootOf: () => undefined, run: (_, start) => start() };

/** Our own store below `folder`, a path of the real machine. Created on first write. */
export function storeIn(folder: string, disk: StoreDisk = localDisk): Store {
	let writes: Promise<unknown> = Promise.resolve();

	/** Runs what waits for the disk, with the time limit. */
	function onStoreDisk<T>(start: () => Promise<T>): Promise<T> {
		const root = disk.rootOf(folder);
		return root === undefined ? start() : disk.run(root, start);
	}

	function readText(file: string): Promise<string | undefined> | string | undefined {
		const root = disk.rootOf(folder);
		if (root !== undefined) return disk.run(root, () => laterTextOf(folder, file));
		return textOf(folder, file);
	}

	async function writeNow(name: string, text: string | undefined, mayReplace?: MayReplace): Promise<void> {
		const file = join(folder, name);
		try {
			await laterCheckOurs(folder, file);
			if (text === undefined) await rm(file, { force: true });
			else {
				await checkOwnGround(folder);
				await writeInFolder(file, text, mayReplace);
				await removeLeftovers(dirname(file)).catch(() => {}); // best effort after a successful write
			}
			await removeRemains(folder).catch(() => {}); // the same
		} catch (cause) {
			if (cause instanceof FaultError || cause instanceof Unexpected) throw cause;
			throw writeFault(file, cause);
		}
	}

	/** One write after the other. */
	function queued(start: () => Promise<void>): Promise<void> {
		const write = writes.then(() => onStoreDisk(start));
		writes = write.catch(() => {}); // the caller handles the failure
		return write;
	}

	async function clearNow(): Promise<void> {
		// a folder that others may write to is removed too, as its remedy says
		if ((await laterIntrusionAt(folder)) === "owner") refuse(folder, "owner");
		await checkOwnGround(folder);
		await removeStore(folder);
	}

	return {
		folder,
		get isAtHand() {
			return disk.rootOf(folder) === undefined;
		},
		async read(name) {
			const file = join(folder, name);
			try {
				return await readText(file);
			} catch (cause) {
				if (cause instanceof FaultError) throw cause;
				const why = cause instanceof DiskRefusal ? cause.refusal : codeOf(cause);
				throw storeFault("not-readable", t("{0} cannot be read ({1}).", file, why), file, cause);
			}
		},
		readNow(name) {
			try {
				return this.isAtHand ? textOf(folder, join(folder, name)) : undefined;
			} catch {
				return undefined;
			}
		},
		write: (name, text) => queued(() => writeNow(name, text)),
		async replace(name, expected, text) {
			const file = join(folder, name);
			const check = async (): Promise<void> => {
				if ((await laterTextOf(folder, file)) !== expected) throw new Unexpected();
			};
			try {
				await queued(() => writeNow(name, text, check));
				return true;
			} catch (cause) {
				if (cause instanceof Unexpected) return false;
				throw cause;
			}
		},
		async create(name, text) {
			const file = join(folder, name);
			try {
				await queued(async () => {
					await laterCheckOurs(folder, file);
					await checkOwnGround(folder);
					await makeFolder(dirname(file));
					await createFile(file, text, 0o600);
				});
				return true;
			} catch (cause) {
				if (codeOf(cause) === "EEXIST") return false;
				throw cause instanceof FaultError ? cause : writeFault(file, cause);
			}
		},
		async list(below) {
			const names = await onStoreDisk(() => readdir(join(folder, below))).catch(() => []);
			return names.filter((name) => !isTemporary(name)).map((name) => `${below}/${name}`);
		},
		async removeLink(name) {
			const file = join(folder, name);
			await queued(async () => {
				await laterCheckOurs(folder, dirname(file));
				const found = await lstat(file).catch(() => undefined);
				if (found?.isSymbolicLink() === true) await rm(file, { force: true });
			});
		},
		async clear() {
			try {
				await onStoreDisk(clearNow);
			} catch (cause) {
				if (cause instanceof FaultError) throw cause;
				const message = t("{0} could not be removed ({1}).", folder, codeOf(cause));
				throw storeFault("not-writable", message, folder, cause);
			}
		},
	};
}

function storeFault(kind: FaultKind, message: string, file: string, cause: unknown): FaultError {
	return new FaultError({ kind, message, file }, { cause });
}

/** Each level that belongs to us, outermost first, so that others cannot replace the level that is checked next. */
const levelsOf = (folder: string, file: string): Iterable<string> => new Set([folder, dirname(file), file]);

/** Throws not-readable, also before writing: nothing is written to a path that another user can change. */
function checkOurs(folder: string, file: string): void {
	for (const path of levelsOf(folder, file)) refuse(path, intrusionAt(path));
}

async function laterCheckOurs(folder: string, file: string): Promise<void> {
	for (const path of levelsOf(folder, file)) refuse(path, await laterIntrusionAt(path));
}

function refuse(path: string, intrusion: StoreIntrusion | undefined): void {
	if (intrusion === undefined) return;
	const isForeign = intrusion === "owner";
	const message = isForeign
		? t("{0} belongs to another user, who could change which Go runs. It is not used.", path)
		: t("{0} is writable by other users, who could change which Go runs. It is not used.", path);
	const text = isForeign
		? t("Run `chown` on it, remove it, or set XDG_STATE_HOME to a folder of your own.")
		: t("Review its content, then run `chmod go-w` on it, or remove it.");
	throw new FaultError({ kind: "not-readable", message, remedies: [{ text }], file: path });
}

/** Throws not-writable if the store would be created in a folder of another user. */
async function checkOwnGround(folder: string): Promise<void> {
	const above = await foreignFolderAbove(folder);
	if (above === undefined) return;
	throw new FaultError({
		kind: "not-writable",
		message: t("{0} belongs to another user, so {1} was not created there.", above, folder),
		remedies: [{ text: t("Run the command as that user, or set HOME or XDG_STATE_HOME to a folder of your own.") }],
		file: above,
	});
}

/** `.part`: written by one of our shell scripts and then renamed. */
const temporaryName = /\.(\d+)-\d+\.tmp(?:\.part)?$/;
const isTemporary = (name: string): boolean => temporaryName.test(name);

/** Reads only a regular file of a plausible size: it may have been replaced by a FIFO or an endless file. */
function textOf(folder: string, file: string): string | undefined {
	checkOurs(folder, file);
	const bytes = nodeDisk.direct.read(file, maxBytes, true);
	return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

async function laterTextOf(folder: string, file: string): Promise<string | undefined> {
	await laterCheckOurs(folder, file);
	const bytes = await nodeDisk.later.read(file, maxBytes, true);
	return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

type MayReplace = () => Promise<void>;

/** A file has another text than the one that should be replaced. */
class Unexpected extends Error {}

/** Tries again if a reset removed the folder meanwhile: with it went the temporary file, so that `mayReplace` looks again. */
async function writeInFolder(file: string, text: string, mayReplace?: MayReplace): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await makeFolder(dirname(file));
			await replaceFile(file, text, { mode: 0o600, ...(mayReplace === undefined ? {} : { mayReplace }) });
			return;
		} catch (cause) {
			if (codeOf(cause) !== "ENOENT" || attempt === 10) throw cause;
		}
	}
}

/** Removes temporary files of processes that were killed while writing. */
async function removeLeftovers(folder: string): Promise<void> {
	for (const name of await readdir(folder)) {
		const pid = temporaryName.exec(name)?.[1];
		if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
	}
}
