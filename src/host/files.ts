import type { Host, Looks, Paths, Platform } from "../core/host.ts";
import type { Disk, DiskCalls } from "./disk.ts";
import type { DistantCalls } from "./distantCalls.ts";
import { carefulLooks, directLooks } from "./looks.ts";
import type { Mounts } from "./mounts.ts";

type Files = Pick<
	Host,
	"read" | "readStart" | "list" | "names" | "stat" | "realPath" | "readLink" | "look" | "silent" | "yield"
>;

/** Milliseconds of reading without a break: the editor's event loop is shared with every other extension. */
const sliceMs = 8;
/** Calls that a look makes before it may be left at the end of a slice: to begin again costs all that it has seen. */
const undisturbedCalls = 48;
/** Milliseconds for which what was learnt of links and mounts holds: one discovery, not a day. */
const memoryMs = 2000;

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
		sliceEnd = now + sliceMs;
		if (now < oldAt) return;
		careful.forget();
		direct.forget();
		mounts.refresh();
		oldAt = now + memoryMs;
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
			return { value: view((mounts.hasDistant ? careful : direct).looks) };
		} catch (cause) {
			if (cause instanceof Pause) return cause;
			throw cause;
		} finally {
			answers = undefined;
		}
	}

	/** A call that cannot be made at once: it was answered already, or the look has to wait for it. */
	function call<Name extends keyof DiskCalls>(
		name: Name,
		...parameters: Parameters<DiskCalls[Name]>
	): ReturnType<DiskCalls[Name]> {
		const root = mounts.distantRoot(parameters[0]);
		const key = [name, ...parameters].join("\0");
		const answer = answers?.get(key);
		if (answer !== undefined) {
			if ("error" in answer) throw answer.error;
			return answer.value as ReturnType<DiskCalls[Name]>;
		}
		if (root !== undefined) throw new Pause((known) => answered(known, key, distant.call(root, name, parameters)));
		if (answers === undefined || (++calls > undisturbedCalls && performance.now() >= sliceEnd)) throw new Pause(turn);
		const value = local(name, parameters);
		answers?.set(key, { value });
		return value;
	}

	const local = <Name extends keyof DiskCalls>(
		name: Name,
		parameters: Parameters<DiskCalls[Name]>,
	): ReturnType<DiskCalls[Name]> =>
		(disk.now[name] as (...p: Parameters<DiskCalls[Name]>) => ReturnType<DiskCalls[Name]>)(...parameters);

	/** Whether a call may be made at once, as nearly all are. */
	const isAtHand = (place: string): boolean =>
		answers === undefined &&
		mounts.distantRoot(place) === undefined &&
		(++calls <= undisturbedCalls || performance.now() < sliceEnd);

	const { now } = disk;
	const pausing: DiskCalls = {
		read: (place, most, whole) => (isAtHand(place) ? now.read(place, most, whole) : call("read", place, most, whole)),
		list: (place) => (isAtHand(place) ? now.list(place) : call("list", place)),
		names: (place) => (isAtHand(place) ? now.names(place) : call("names", place)),
		own: (place) => (isAtHand(place) ? now.own(place) : call("own", place)),
		target: (place) => (isAtHand(place) ? now.target(place) : call("target", place)),
	};
	const isDistant = (place: string): boolean => mounts.distantRoot(place) !== undefined;
	const careful = carefulLooks({ platform, path, calls: pausing, isDistant });
	const direct =
		disk.direct === undefined ? careful : directLooks({ platform, path, calls: disk.now, isDistant }, disk.direct);

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

async function answered(answers: Answers, key: string, call: Promise<unknown>): Promise<void> {
	answers.set(
		key,
		await call.then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		),
	);
}
