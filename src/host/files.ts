import { type Fault, FaultError, type FaultKind } from "../core/fault.ts";
import type { Entry, Found, Host, Paths } from "../core/host.ts";
import { t } from "../core/words.ts";
import { type Disk, type DiskCalls, DiskRefusal } from "./disk.ts";
import type { DistantRoot } from "./mounts.ts";

type Files = Pick<Host, "read" | "readStart" | "list" | "find" | "real" | "linkTarget" | "silent">;

const usualLimit = 1 << 20;
/** Milliseconds of reading without a break: the editor's event loop is shared with every other extension. */
const slice = 8;
/** A disk that does not answer within this many milliseconds is left alone from then on. */
const patience = 2000;
/** Node has four file threads for all extensions of a window; unanswered calls may hold this many of them. */
const mostUnanswered = 2;
/** Milliseconds. */
const memory = 2000;
/** As Linux does (path_resolution(7)). */
const mostLinks = 40;

export interface FilesOptions {
	readonly disk: Disk;
	readonly path: Paths;
	readonly distantRoot: DistantRoot;
	readonly patience?: number;
}

/**
 * Reading of files that neither blocks the event loop nor hangs. A local disk is read by calls that block, in slices: ten
 * times faster than waiting for file threads. Links are followed here, one by one, so that a path is known to lie on a local
 * disk BEFORE it is touched; on another disk calls wait in file threads, two at a time, with a time limit.
 */
export function filesOf(options: FilesOptions): Files {
	const { disk, path, distantRoot } = options;
	const distant = distantCalls(disk, options.patience ?? patience);
	/** Directories that are known to be free of links: each is its own real path. */
	const plain = new Set<string>();
	let plainUntil = 0;
	let sliceEnd = 0;

	/** What was learnt of directories holds for one discovery, not for a day in which links are moved. */
	function forgetOld(): void {
		const now = performance.now();
		if (now < plainUntil) return;
		plain.clear();
		plainUntil = now + memory;
	}

	/** Ends the slice when its time is over, so that other work of the event loop gets its turn. */
	async function turn(): Promise<void> {
		forgetOld();
		if (performance.now() < sliceEnd) return;
		await new Promise((done) => setImmediate(done));
		sliceEnd = performance.now() + slice;
	}

	async function call<Call extends keyof DiskCalls>(
		name: Call,
		...parameters: Parameters<DiskCalls[Call]>
	): Promise<ReturnType<DiskCalls[Call]>> {
		const root = distantRoot(parameters[0]);
		if (root !== undefined) return await distant.call(root, name, parameters);
		if (performance.now() >= sliceEnd) await turn();
		return (disk.now[name] as (...p: Parameters<DiskCalls[Call]>) => ReturnType<DiskCalls[Call]>)(...parameters);
	}

	/** The real path of a directory or file; undefined where it leads nowhere. `links` counts down. */
	async function resolved(place: string, links = mostLinks): Promise<string | undefined> {
		if (plain.has(place)) return place;
		const parent = path.dirname(place);
		if (parent === place) return place;
		const above = plain.has(parent) ? parent : await resolved(parent, links);
		if (above === undefined) return undefined;
		const at = above === parent ? place : path.join(above, path.basename(place));
		if (plain.has(at)) return at;
		const own = await call("own", at);
		if (own === undefined) return undefined;
		if (own.kind !== "link") {
			if (own.kind === "directory") plain.add(at);
			return at;
		}
		return await followed(at, links);
	}

	async function followed(link: string, links: number): Promise<string | undefined> {
		if (links === 0) return undefined;
		const target = await call("target", link);
		return target === undefined ? undefined : await resolved(path.resolve(path.dirname(link), target), links - 1);
	}

	/** The path with all of its links but a last one followed; undefined where its directory leads nowhere. */
	async function placed(place: string): Promise<string | undefined> {
		const parent = path.dirname(place);
		if (parent === place || plain.has(parent)) return place;
		const above = await resolved(parent);
		return above === undefined ? undefined : above === parent ? place : path.join(above, path.basename(place));
	}

	async function bytesOf(file: string, most: number, whole: boolean): Promise<Uint8Array | undefined> {
		const at = await placed(file);
		if (at === undefined) return undefined;
		try {
			return await call("read", at, most, whole);
		} catch (cause) {
			if (!(cause instanceof DiskRefusal) || cause.refusal !== "link") throw cause;
			const target = await followed(at, mostLinks);
			return target === undefined ? undefined : await call("read", target, most, whole);
		}
	}

	async function found(place: string): Promise<Found | undefined> {
		const at = await placed(place);
		const own = at === undefined ? undefined : await call("own", at);
		if (at === undefined || own === undefined) return undefined;
		if (own.kind !== "link") {
			if (own.kind === "directory") plain.add(at);
			return own;
		}
		const target = await followed(at, mostLinks);
		const reached = target === undefined ? undefined : await call("own", target);
		return reached?.kind === "link" ? undefined : reached;
	}

	async function entries(folder: string): Promise<readonly Entry[] | undefined> {
		const at = await resolved(folder);
		if (at === undefined) return undefined;
		const listed = await call("list", at);
		if (listed === undefined || distantRoot(at) !== undefined) return listed;
		// readdir told which children are no links; a mount that lies below is seen by distantRoot all the same
		for (const { name, kind } of listed) if (kind === "directory") plain.add(path.join(at, name));
		return listed;
	}

	return {
		get silent() {
			return distant.silent;
		},
		read: (file, limit = usualLimit) =>
			worded(file, async () => {
				const bytes = await bytesOf(file, limit, true);
				return bytes === undefined ? undefined : decoded(bytes);
			}),
		readStart: (file, bytes) => worded(file, () => bytesOf(file, bytes, false)),
		list: (folder) => worded(folder, () => entries(folder)),
		find: (place) => worded(place, () => found(place)),
		real: (place) => worded(place, () => resolved(place)),
		linkTarget: (place) =>
			worded(place, async () => {
				const at = await placed(place);
				return at === undefined ? undefined : await call("target", at);
			}),
	};
}

interface DistantCalls {
	call<Call extends keyof DiskCalls>(
		root: string,
		name: Call,
		parameters: Parameters<DiskCalls[Call]>,
	): Promise<ReturnType<DiskCalls[Call]>>;
	readonly silent: readonly Fault[];
}

/** Calls to disks that may never answer. A disk is probed once before anything of it is read. */
function distantCalls(disk: Disk, limit: number): DistantCalls {
	const silent = new Map<string, Fault>();
	const probes = new Map<string, Promise<unknown>>();
	const waiting: (() => void)[] = [];
	let running = 0;
	let unanswered = 0;

	function fail(root: string): never {
		const fault = silent.get(root) ?? silentFault(root, limit);
		silent.set(root, fault);
		throw new FaultError(fault);
	}

	async function limited<T>(root: string, start: () => Promise<T>): Promise<T> {
		while (running >= mostUnanswered && unanswered < mostUnanswered && !silent.has(root)) {
			await new Promise<void>((done) => waiting.push(done));
		}
		if (silent.has(root) || unanswered >= mostUnanswered) fail(root);
		running++;
		let isLate = false;
		const answer = start().finally(() => {
			running--;
			if (isLate) unanswered--;
			waiting.shift()?.();
		});
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<undefined>((done) => {
			timer = setTimeout(done, limit, undefined);
		});
		const first = await Promise.race([answer.then((value) => ({ value })), late]).finally(() => clearTimeout(timer));
		if (first !== undefined) return first.value;
		isLate = true;
		unanswered++;
		answer.catch(() => {}); // nobody waits for it any more
		silent.set(root, silentFault(root, limit));
		for (const next of waiting.splice(0)) next(); // each looks again whether its own disk is silent
		return fail(root);
	}

	return {
		get silent() {
			return [...silent.values()];
		},
		async call(root, name, parameters) {
			if (!probes.has(root))
				probes.set(
					root,
					limited(root, () => disk.later.own(root)),
				);
			await probes.get(root)?.catch((cause: unknown) => {
				if (cause instanceof FaultError) throw cause; // an error of the root itself says nothing of what lies below
			});
			const later = disk.later[name] as (...p: typeof parameters) => Promise<ReturnType<DiskCalls[typeof name]>>;
			return await limited(root, () => later(...parameters));
		},
	};

	function silentFault(root: string, milliseconds: number): Fault {
		const seconds = milliseconds / 1000;
		return {
			kind: "disk-silent",
			file: root,
			message: t("{0} did not answer within {1} s, so nothing of it is shown.", root, seconds),
			remedy: t("Check the network or the drive, then refresh."),
		};
	}
}

/** Errors of a disk as faults; an error that is none stays what it is. */
async function worded<T>(place: string, read: () => Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (cause) {
		if (cause instanceof FaultError) throw cause;
		const known = wordsFor(place, cause);
		throw known === undefined ? cause : new FaultError({ ...known, file: place }, { cause });
	}
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
function decoded(bytes: Uint8Array): string {
	const [first, second] = bytes;
	const encoding =
		first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
	return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}
