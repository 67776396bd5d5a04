import { childPath } from "../core/childPath.ts";
import { FaultError, type FaultKind } from "../core/fault.ts";
import type { DirectoryEntry, FileStat, Host, Looks, Paths, Platform } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { decodedText } from "./decodedText.ts";
import { type DirectCalls, type Disk, type DiskCalls, DiskRefusal } from "./disk.ts";
import type { DistantCalls } from "./distantCalls.ts";
import { linksOf } from "./links.ts";
import type { Mounts } from "./mounts.ts";

type Files = Pick<
	Host,
	"read" | "readStart" | "list" | "names" | "stat" | "realPath" | "readLink" | "look" | "silent" | "yield"
>;

const usualLimit = 1 << 20;
/** Milliseconds of reading without a break: the editor's event loop is shared with every other extension. */
const slice = 8;
/** Calls that a look makes before it may be left at the end of a slice: to begin again costs all that it has seen. */
const undisturbedCalls = 32;
/** Milliseconds for which what was learnt of links and mounts holds: one discovery, not a day. */
const memory = 2000;

export interface FilesOptions {
	readonly disk: Disk;
	readonly platform: Platform;
	readonly path: Paths;
	readonly mounts: Mounts;
	readonly distant: DistantCalls;
}

/** What the disks answered to a look that had to begin again, by call. */
type Answers = Map<string, { readonly value: unknown } | { readonly error: unknown }>;

/** Thrown out of a look that cannot go on at once: it begins again after `wait`, which may add an answer. */
class Pause extends Error {
	readonly wait: (answers: Answers) => Promise<void>;
	constructor(wait: (answers: Answers) => Promise<void>) {
		super("a look begins again");
		this.wait = wait;
	}
}

/**
 * Reading of files that neither blocks the event loop nor hangs. A local disk is read by calls that block, in slices: ten
 * times faster than waiting for file threads. Where there is a disk that may hang, links are followed here, one by one, so
 * that a path is known to lie on a local disk BEFORE it is touched; a look that comes to such a disk is left, the call waits
 * in a file thread, two at a time, with a time limit, and the look begins again with its answer.
 */
export function filesOf({ disk, platform, path, mounts, distant }: FilesOptions): Files {
	const links = linksOf(path, call);
	let oldAt = 0;
	let sliceEnd = 0;
	let nextSlice: Promise<void> | undefined;
	/** Of the look that runs, where it has begun again. */
	let answers: Answers | undefined;
	/** How many it has made since. */
	let calls = 0;

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

	async function look<T>(view: (looks: Looks) => T): Promise<T> {
		if (performance.now() >= sliceEnd) await turn();
		const known: Answers = new Map();
		let seen = seenBy(view);
		while (seen instanceof Pause) {
			await seen.wait(known);
			await turn();
			seen = seenBy(view, known);
		}
		return seen.value;
	}

	/** What a view saw, or why it has to begin again. */
	function seenBy<T>(view: (looks: Looks) => T, known?: Answers): { readonly value: T } | Pause {
		answers = known;
		calls = 0;
		try {
			return { value: view(mounts.hasDistant ? careful : direct) };
		} catch (cause) {
			if (cause instanceof Pause) return cause;
			throw cause;
		} finally {
			answers = undefined;
		}
	}

	function call<Name extends keyof DiskCalls>(
		name: Name,
		...parameters: Parameters<DiskCalls[Name]>
	): ReturnType<DiskCalls[Name]> {
		const root = mounts.distantRoot(parameters[0]);
		if (root === undefined && answers === undefined) {
			if (++calls > undisturbedCalls && performance.now() >= sliceEnd) throw new Pause(turn);
			return local(name, parameters);
		}
		const key = [name, ...parameters].join("\0");
		const answer = answers?.get(key);
		if (answer !== undefined) {
			if ("error" in answer) throw answer.error;
			return answer.value as ReturnType<DiskCalls[Name]>;
		}
		if (root !== undefined) throw new Pause((known) => answered(known, key, distant.call(root, name, parameters)));
		if (++calls > undisturbedCalls && performance.now() >= sliceEnd) throw new Pause(turn);
		const value = local(name, parameters);
		answers?.set(key, { value });
		return value;
	}

	const local = <Name extends keyof DiskCalls>(
		name: Name,
		parameters: Parameters<DiskCalls[Name]>,
	): ReturnType<DiskCalls[Name]> =>
		(disk.now[name] as (...p: Parameters<DiskCalls[Name]>) => ReturnType<DiskCalls[Name]>)(...parameters);

	/** Links are followed by us; each call of a disk may pause the look. */
	const careful: Looks = {
		platform,
		path,
		read: (file, limit = usualLimit) => worded(file, () => decoded(bytesOf(file, limit, true))),
		readStart: (file, bytes) => worded(file, () => bytesOf(file, bytes, false)),
		list: (folder) => worded(folder, () => entries(folder)),
		names: (folder) => worded(folder, () => reached(links.resolved(folder), (at) => call("names", at))),
		stat: (place) => worded(place, () => found(place)),
		realPath: (place) => worded(place, () => links.resolved(place)),
		readLink: (place) => worded(place, () => reached(links.placed(place), (at) => call("target", at))),
	};

	/** Links are followed by the system, in one call: where no disk may hang. */
	const followedBySystem = (calls: DirectCalls): Looks => ({
		...careful,
		read: (file, limit = usualLimit) => worded(file, () => decoded(calls.read(file, limit, true))),
		readStart: (file, bytes) => worded(file, () => calls.read(file, bytes, false)),
		names: (folder) => worded(folder, () => calls.names(folder)),
		stat: (place) => worded(place, () => calls.find(place)),
	});

	const direct = disk.direct === undefined ? careful : followedBySystem(disk.direct);

	function bytesOf(file: string, most: number, whole: boolean): Uint8Array | undefined {
		const at = links.placed(file);
		if (at === undefined) return undefined;
		try {
			return call("read", at, most, whole);
		} catch (cause) {
			if (!(cause instanceof DiskRefusal) || cause.refusal !== "link") throw cause;
			const target = links.followed(at);
			return target === undefined ? undefined : call("read", target, most, whole);
		}
	}

	function found(place: string): FileStat | undefined {
		const at = links.placed(place);
		const own = at === undefined ? undefined : call("own", at);
		if (at === undefined || own === undefined) return undefined;
		if (own.kind !== "link") {
			if (own.kind === "directory") links.plain([at]);
			return own;
		}
		const target = links.followed(at);
		const reached = target === undefined ? undefined : call("own", target);
		return reached?.kind === "link" ? undefined : reached;
	}

	function entries(folder: string): readonly DirectoryEntry[] | undefined {
		const at = links.resolved(folder);
		const listed = at === undefined ? undefined : call("list", at);
		if (at === undefined || listed === undefined || mounts.distantRoot(at) !== undefined) return listed;
		// readdir told which children are no links; a mount that lies below is seen by distantRoot all the same
		links.plain(listed.flatMap(({ name, kind }) => (kind === "directory" ? [childPath(path, at, name)] : [])));
		return listed;
	}

	return {
		get silent() {
			return distant.silent;
		},
		yield: turn,
		look,
		read: (file, limit) => look((looks) => looks.read(file, limit)),
		readStart: (file, bytes) => look((looks) => looks.readStart(file, bytes)),
		list: (folder) => look((looks) => looks.list(folder)),
		names: (folder) => look((looks) => looks.names(folder)),
		stat: (place) => look((looks) => looks.stat(place)),
		realPath: (place) => look((looks) => looks.realPath(place)),
		readLink: (place) => look((looks) => looks.readLink(place)),
	};
}

/** What a path that leads somewhere answers. */
const reached = <T>(at: string | undefined, read: (at: string) => T | undefined): T | undefined =>
	at === undefined ? undefined : read(at);

async function answered(answers: Answers, key: string, call: Promise<unknown>): Promise<void> {
	answers.set(
		key,
		await call.then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		),
	);
}

function worded<T>(place: string, read: () => T): T {
	try {
		return read();
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

const decoded = (bytes: Uint8Array | undefined): string | undefined =>
	bytes === undefined ? undefined : decodedText(bytes);
