import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A file descriptor as /proc shows it: the target of its link, and the flags of open(2). */
export interface OpenFile {
	readonly number: number;
	readonly target: string;
	readonly flags: number;
}

const accessMode = 0o3;
const nonBlocking = 0o4000;
const closeOnExec = 0o2000000;

/**
 * The file descriptors above 2 that our caller passed to us and that Node would not pass on: it closes those up to about 15 at
 * each exec (libuv, uv_disable_stdio_inheritance). Call this first, before any file is opened. Empty if the system does not
 * show them, and in Electron, which opens files before Node does.
 */
export function inheritedFiles(): readonly number[] {
	if (process.platform !== "linux" || process.versions["electron"] !== undefined) return [];
	try {
		const files = openFiles();
		// the channel to the parent process belongs to Node
		return inheritedAmong(process.channel === undefined ? files : files.filter((file) => !isSocket(file)));
	} catch {
		return [];
	}
}

function openFiles(): readonly OpenFile[] {
	const numbers = readdirSync("/proc/self/fd").map(Number);
	return numbers.sort((one, other) => one - other).flatMap((number) => openFile(number) ?? []);
}

/** Undefined for the folder that was just read. */
function openFile(number: number): OpenFile | undefined {
	try {
		const target = readlinkSync(`/proc/self/fd/${number}`);
		const [, flags = "0"] = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${number}`, "latin1")) ?? [];
		return { number, target, flags: Number.parseInt(flags, 8) };
	} catch {
		return undefined;
	}
}

const isSocket = ({ target }: OpenFile): boolean => target.startsWith("socket:");
const isEventQueue = ({ target }: OpenFile): boolean => target === "anon_inode:[eventpoll]";
const isReadOnlyNull = ({ target, flags }: OpenFile): boolean => target === "/dev/null" && (flags & accessMode) === 0;

/**
 * Those of `files`, sorted by number, that existed before Node's own. Node uses the lowest free numbers, starting with an event
 * queue, so all below that are inherited. Above it, Node's own are event queues and counters, pipes of which it has both ends
 * (one of them blocking, the first that it creates), and sometimes, last, /dev/null (seen with Node 20, 22 and 24).
 */
export function inheritedAmong(files: readonly OpenFile[]): readonly number[] {
	const closed = files.filter(({ number, flags }) => number > 2 && (flags & closeOnExec) !== 0);
	const first = closed.find(isEventQueue);
	if (first === undefined) return [];
	const above = closed.filter(({ number }) => number > first.number);
	const pairs = above.filter((file) => above.some((other) => areBothEnds(file, other)));
	const blocking = pairs.find(({ flags }) => (flags & nonBlocking) === 0);
	const isNodes = (file: OpenFile): boolean =>
		file.target.startsWith("anon_inode:") ||
		isSocket(file) ||
		(pairs.includes(file) && ((file.flags & nonBlocking) !== 0 || file.target === blocking?.target));
	const lastOfNodes = above.findLast(isNodes)?.number ?? first.number;
	const inherited = above.filter((file) => !isNodes(file) && !(isReadOnlyNull(file) && file.number > lastOfNodes));
	return [...closed.filter(({ number }) => number < first.number), ...inherited].map(({ number }) => number);
}

/** Whether both are ends of one pipe that was created in one call. */
const areBothEnds = (one: OpenFile, other: OpenFile): boolean =>
	one.target.startsWith("pipe:") &&
	one.target === other.target &&
	(one.flags & accessMode) !== (other.flags & accessMode) &&
	(one.flags & ~accessMode) === (other.flags & ~accessMode);
