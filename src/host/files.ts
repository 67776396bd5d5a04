import { childPath } from "../core/childPath.ts";
import { FaultError, type FaultKind } from "../core/fault.ts";
import type { Entry, Found, Host, Paths } from "../core/host.ts";
import { t } from "../core/words.ts";
import { type DirectCalls, type Disk, type DiskCalls, DiskRefusal } from "./disk.ts";
import type { DistantCalls } from "./distantCalls.ts";
import { linksOf } from "./links.ts";
import type { Mounts } from "./mounts.ts";

type Files = Pick<Host, "read" | "readStart" | "list" | "names" | "find" | "real" | "linkTarget" | "silent" | "turn">;

const usualLimit = 1 << 20;
/** Milliseconds of reading without a break: the editor's event loop is shared with every other extension. */
const slice = 8;
/** Milliseconds for which what was learnt of links and mounts holds: one discovery, not a day. */
const memory = 2000;

export interface FilesOptions {
	readonly disk: Disk;
	readonly path: Paths;
	readonly mounts: Mounts;
	readonly distant: DistantCalls;
}

/**
 * Reading of files that neither blocks the event loop nor hangs. A local disk is read by calls that block, in slices: ten
 * times faster than waiting for file threads. Where there is a disk that may hang, links are followed here, one by one, so
 * that a path is known to lie on a local disk BEFORE it is touched; on such a disk calls wait in file threads, two at a time,
 * with a time limit.
 */
export function filesOf({ disk, path, mounts, distant }: FilesOptions): Files {
	const links = linksOf(path, call);
	let oldAt = 0;
	let sliceEnd = 0;

	let nextSlice: Promise<void> | undefined;

	/**
	 * Ends the slice when its time is over, so that other work of the event loop gets its turn. All that wait share the next
	 * one: a slice for each of them would follow without a break.
	 */
	async function turn(): Promise<void> {
		while (performance.now() >= sliceEnd) {
			nextSlice ??= new Promise((begun) => setImmediate(() => begun(beginSlice())));
			await nextSlice;
		}
	}

	function beginSlice(): void {
		nextSlice = undefined;
		const now = performance.now();
		sliceEnd = now + slice;
		if (now < oldAt) return;
		links.forget();
		mounts.refresh();
		oldAt = now + memory;
	}

	async function call<Name extends keyof DiskCalls>(
		name: Name,
		...parameters: Parameters<DiskCalls[Name]>
	): Promise<ReturnType<DiskCalls[Name]>> {
		const root = mounts.distantRoot(parameters[0]);
		if (root !== undefined) return await distant.call(root, name, parameters);
		if (performance.now() >= sliceEnd) await turn();
		return (disk.now[name] as (...p: Parameters<DiskCalls[Name]>) => ReturnType<DiskCalls[Name]>)(...parameters);
	}

	/**
	 * The answer of a call that needs no waiting: within a slice, where the system may follow the links. A listing of thousands
	 * of places makes thousands of these.
	 */
	function atOnce<T>(place: string, read: (direct: DirectCalls) => T): Promise<T> | undefined {
		if (disk.direct === undefined || mounts.hasDistant || performance.now() >= sliceEnd) return undefined;
		try {
			return Promise.resolve(read(disk.direct));
		} catch (cause) {
			return Promise.reject(faultFor(place, cause));
		}
	}

	/** The calls that follow links themselves, at the beginning of a slice; undefined where links must be followed by us. */
	async function directCalls(): Promise<DirectCalls | undefined> {
		if (performance.now() >= sliceEnd) await turn();
		return mounts.hasDistant ? undefined : disk.direct;
	}

	async function bytesOf(file: string, most: number, whole: boolean): Promise<Uint8Array | undefined> {
		const direct = await directCalls();
		if (direct !== undefined) return direct.read(file, most, whole);
		const at = await links.placed(file);
		if (at === undefined) return undefined;
		try {
			return await call("read", at, most, whole);
		} catch (cause) {
			if (!(cause instanceof DiskRefusal) || cause.refusal !== "link") throw cause;
			const target = await links.followed(at);
			return target === undefined ? undefined : await call("read", target, most, whole);
		}
	}

	async function found(place: string): Promise<Found | undefined> {
		const direct = await directCalls();
		if (direct !== undefined) return direct.find(place);
		const at = await links.placed(place);
		const own = at === undefined ? undefined : await call("own", at);
		if (at === undefined || own === undefined) return undefined;
		if (own.kind !== "link") {
			if (own.kind === "directory") links.plain([at]);
			return own;
		}
		const target = await links.followed(at);
		const reached = target === undefined ? undefined : await call("own", target);
		return reached?.kind === "link" ? undefined : reached;
	}

	async function entries(folder: string): Promise<readonly Entry[] | undefined> {
		const direct = await directCalls();
		const at = await links.resolved(folder);
		if (at === undefined) return undefined;
		const listed = direct === undefined ? await call("list", at) : direct.list(at);
		if (listed === undefined || mounts.distantRoot(at) !== undefined) return listed;
		// readdir told which children are no links; a mount that lies below is seen by distantRoot all the same
		links.plain(listed.flatMap(({ name, kind }) => (kind === "directory" ? [childPath(path, at, name)] : [])));
		return listed;
	}

	async function names(folder: string): Promise<readonly string[] | undefined> {
		const direct = await directCalls();
		if (direct !== undefined) return direct.names(folder);
		const at = await links.resolved(folder);
		return at === undefined ? undefined : await call("names", at);
	}

	async function real(place: string): Promise<string | undefined> {
		// what is known is answered without a call
		if (performance.now() >= sliceEnd) await turn();
		return await links.resolved(place);
	}

	async function linkTarget(place: string): Promise<string | undefined> {
		const at = await links.placed(place);
		return at === undefined ? undefined : await call("target", at);
	}

	return {
		get silent() {
			return distant.silent;
		},
		turn,
		read: (file, limit = usualLimit) =>
			atOnce(file, (direct) => decoded(direct.read(file, limit, true))) ??
			worded(file, bytesOf(file, limit, true).then(decoded)),
		readStart: (file, bytes) =>
			atOnce(file, (direct) => direct.read(file, bytes, false)) ?? worded(file, bytesOf(file, bytes, false)),
		list: (folder) => worded(folder, entries(folder)),
		names: (folder) => atOnce(folder, (direct) => direct.names(folder)) ?? worded(folder, names(folder)),
		find: (place) => atOnce(place, (direct) => direct.find(place)) ?? worded(place, found(place)),
		real: (place) => worded(place, real(place)),
		linkTarget: (place) => worded(place, linkTarget(place)),
	};
}

async function worded<T>(place: string, reading: Promise<T>): Promise<T> {
	try {
		return await reading;
	} catch (cause) {
		throw faultFor(place, cause);
	}
}

/** An error of a disk as a fault; one that is none stays what it is. */
function faultFor(place: string, cause: unknown): unknown {
	if (cause instanceof FaultError) return cause;
	const known = wordsFor(place, cause);
	return known === undefined ? cause : new FaultError({ ...known, file: place }, { cause });
}

function wordsFor(place: string, cause: unknown): { kind: FaultKind; message: string } | undefined {
	if (cause instanceof DiskRefusal) {
		if (cause.refusal === "too-large") return { kind: "too-large", message: t("{0} is too large to be read.", place) };
		return { kind: "not-a-file", message: t("{0} is not a regular file.", place) };
	}
	const { code } = cause as NodeJS.ErrnoException;
	if (code === undefined) return undefined;
	if (code === "EACCES" || code === "EPERM") {
		return { kind: "not-readable", message: t("{0} may not be read: permission denied.", place) };
	}
	return { kind: "not-readable", message: t("{0} cannot be read ({1}).", place, code) };
}

/** A byte order mark stays as U+FEFF: some readers refuse it, as their own tool does. */
function decoded(bytes: Uint8Array | undefined): string | undefined {
	if (bytes === undefined) return undefined;
	const [first, second] = bytes;
	const decoder = first === 0xff && second === 0xfe ? utf16le : first === 0xfe && second === 0xff ? utf16be : utf8;
	return decoder.decode(bytes);
}

const decoderOf = (encoding: string): InstanceType<typeof TextDecoder> =>
	new TextDecoder(encoding, { ignoreBOM: true });
const utf8 = decoderOf("utf-8");
const utf16le = decoderOf("utf-16le");
const utf16be = decoderOf("utf-16be");
