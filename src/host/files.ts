import type { Host, Looks, Paths, Platform } from "../core/host.ts";
import type { Disk, DiskCalls } from "./disk.ts";
import type { DistantCalls } from "./distantCalls.ts";
import { carefulLooks, directLooks } from "./looks.ts";
import type { Mounts } from "./mounts.ts";

type Files = Pick<
	Host,
	"read" | "readStart" | "list" | "names" | "stat" | "realPath" | "readLink" | "look" | "silent" | "yield"
>;

/** Maximum time of reading without a break: all extensions share the editor's event loop. */
const sliceMs = 8;
/** Calls that a look makes before it may be interrupted at the end of a slice, because a restart repeats all of them. */
const minCallsPerLook = 48;
/** How long cached links and mounts are valid: for one discovery. */
const memoryMs = 2000;

export interface FilesOptions {
	readonly disk: Disk;
	readonly platform: Platform;
	readonly path: Paths;
	readonly mounts: Mounts;
	readonly distant: DistantCalls;
}

/** The results of asynchronous calls for a look that was restarted, by call. */
type Answers = Map<string, { readonly value: unknown } | { readonly error: unknown }>;

/** Thrown out of a look that cannot continue synchronously: it restarts after `wait`, which may add a result. */
class Pause extends Error {
	readonly wait: (answers: Answers) => Promise<void>;
	constructor(wait: (answers: Answers) => Promise<void>) {
		super("a look begins again");
		this.wait = wait;
	}
}

/**
 * Reads files without blocking the event loop or hanging. Local disks are read with blocking calls in slices, ten times faster
 * than with file threads. If a disk may hang, links are followed here, one by one, so that a path is known to be on a local
 * disk BEFORE it is accessed. A look that reaches such a disk is interrupted, its call runs in a file thread, two at a time,
 * with a time limit, and the look restarts with the result.
 */
export function filesOf({ disk, platform, path, mounts, distant }: FilesOptions): Files {
	let oldAt = 0;
	let sliceEnd = 0;
	let nextSlice: Promise<void> | undefined;
	/** Results for the current look, if it was restarted. */
	let answers: Answers | undefined;
	/** Calls of the current look since it was restarted. */
	let calls = 0;

	/** Yields at the end of a slice. All waiting callers share the next slice: a slice for each would leave no break. */
	async function yieldSlice(): Promise<void> {
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
		if (performance.now() >= sliceEnd) await yieldSlice();
		const known: Answers = new Map();
		let seen = seenBy(view);
		while (seen instanceof Pause) {
			await seen.wait(known);
			await yieldSlice();
			seen = seenBy(view, known);
		}
		return seen.value;
	}

	/** The result of a view, or why it must restart. */
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

	/** A call that cannot run synchronously: returns its known result, or interrupts the look to wait for it. */
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
		if (answers === undefined || (++calls > minCallsPerLook && performance.now() >= sliceEnd))
			throw new Pause(yieldSlice);
		const value = local(name, parameters);
		answers?.set(key, { value });
		return value;
	}

	const local = <Name extends keyof DiskCalls>(
		name: Name,
		parameters: Parameters<DiskCalls[Name]>,
	): ReturnType<DiskCalls[Name]> =>
		(disk.now[name] as (...p: Parameters<DiskCalls[Name]>) => ReturnType<DiskCalls[Name]>)(...parameters);

	/** Whether a call can run synchronously, as most can. */
	const isAtHand = (place: string): boolean =>
		answers === undefined &&
		mounts.distantRoot(place) === undefined &&
		(++calls <= minCallsPerLook || performance.now() < sliceEnd);

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
		yield: yieldSlice,
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
