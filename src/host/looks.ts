import { FaultError, type Problem } from "../core/fault.ts";
import type { DirectoryEntry, FileStat, Looks, Paths, Platform } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { bytesOf as bytesOfText, hasRawBytes } from "../core/rawText.ts";
import { decodedText } from "./decodedText.ts";
import { type DirectCalls, type DiskCalls, DiskRefusal } from "./disk.ts";
import { linksOf } from "./links.ts";

/** Configuration files are smaller. */
const defaultLimitBytes = 1 << 20;

export interface LooksOptions {
	readonly platform: Platform;
	readonly path: Paths;
	readonly calls: DiskCalls;
	/** Whether a path is on a disk that may hang: its listings are not cached. */
	isDistant(path: string): boolean;
}

/** Looks, with a method that clears the cached links. */
export interface LinkedLooks {
	readonly looks: Looks;
	forget(): void;
}

/**
 * Looks that follow links one by one, with calls that do not follow links. A link may lead through names that are not UTF-8,
 * as where the system follows it; only such a name itself is not given, and not looked for.
 */
export function carefulLooks({ platform, path, calls, isDistant }: LooksOptions): LinkedLooks {
	const links = linksOf(path, calls);

	function bytesOf(file: string, most: number, whole: boolean): Uint8Array | undefined {
		const at = links.placed(asNode(file));
		if (at === undefined) return undefined;
		try {
			return calls.read(at, most, whole);
		} catch (cause) {
			if (!(cause instanceof DiskRefusal) || cause.refusal !== "link") throw cause;
			const target = links.followed(at);
			return target === undefined ? undefined : calls.read(target, most, whole);
		}
	}

	function found(place: string): FileStat | undefined {
		const at = links.placed(asNode(place));
		const own = at === undefined ? undefined : calls.own(at);
		if (at === undefined || own === undefined) return undefined;
		if (own.kind !== "link") {
			if (own.kind === "directory") links.plain(at);
			return own;
		}
		const target = links.followed(at);
		const led = target === undefined ? undefined : calls.own(target);
		return led?.kind === "link" ? undefined : led;
	}

	function entries(folder: string): readonly DirectoryEntry[] | undefined {
		const at = links.resolved(asNode(folder));
		const listed = at === undefined ? undefined : calls.list(at);
		if (at === undefined || listed === undefined || isDistant(at)) return listed;
		// readdir told which children are not links; a mount below is still detected on access
		links.listed(at, listed);
		return listed;
	}

	return {
		forget: links.forget,
		looks: {
			platform,
			path,
			read: (file, limit = defaultLimitBytes) => withFaults(file, () => decoded(bytesOf(file, limit, true))),
			readStart: (file, bytes) => withFaults(file, () => bytesOf(file, bytes, false)),
			list: (folder) => withFaults(folder, () => entries(folder)),
			names: (folder) => withFaults(folder, () => reached(links.resolved(asNode(folder)), calls.names)),
			stat: (place) => withFaults(place, () => found(place)),
			realPath: (place) => withFaults(place, () => nameable(links.resolved(asNode(place)))),
			readLink: (place) => withFaults(place, () => decodedTarget(reached(links.placed(asNode(place)), calls.target))),
		},
	};
}

/** A path as Node would pass it to the system. */
const asNode = (path: string): string => (hasRawBytes(path) ? Buffer.from(path).toString() : path);

const nameable = (path: string | undefined): string | undefined =>
	path === undefined || hasRawBytes(path) ? undefined : path;

/** The target as Node reads it. */
const decodedTarget = (target: string | undefined): string | undefined =>
	target === undefined || !hasRawBytes(target) ? target : Buffer.from(bytesOfText(target)).toString();

/** Looks in which the system follows links, in one call each: only if no disk may hang. */
export function directLooks(options: LooksOptions, direct: DirectCalls): LinkedLooks {
	const { looks, forget } = carefulLooks(options);
	return {
		forget,
		looks: {
			...looks,
			read(file, limit = defaultLimitBytes) {
				// no helper function, as in `stat`, for speed: discovery makes thousands of these calls
				try {
					return decoded(direct.read(file, limit, true));
				} catch (cause) {
					throw faultFor(file, cause);
				}
			},
			readStart: (file, bytes) => withFaults(file, () => direct.read(file, bytes, false)),
			names: (folder) => withFaults(folder, () => direct.names(folder)),
			stat(place) {
				try {
					return direct.find(place);
				} catch (cause) {
					throw faultFor(place, cause);
				}
			},
		},
	};
}

/** Calls `read` if the path exists. */
const reached = <T>(at: string | undefined, read: (at: string) => T | undefined): T | undefined =>
	at === undefined ? undefined : read(at);

function withFaults<T>(place: string, read: () => T): T {
	try {
		return read();
	} catch (cause) {
		throw faultFor(place, cause);
	}
}

/** An I/O error as a fault; other errors are returned unchanged. */
function faultFor(place: string, cause: unknown): unknown {
	if (cause instanceof FaultError) return cause;
	const known = wordsFor(place, cause);
	return known === undefined ? cause : new FaultError({ ...known, file: place }, { cause });
}

function wordsFor(place: string, cause: unknown): Problem | undefined {
	if (cause instanceof DiskRefusal) {
		if (cause.refusal === "too-large") return { kind: "too-large", message: t("{0} is too large.", place) };
		return { kind: "not-a-file", message: t("{0} is not a regular file.", place) };
	}
	const { code } = cause as NodeJS.ErrnoException;
	if (code === undefined) return undefined;
	if (code === "EACCES" || code === "EPERM") {
		const remedies = [{ text: t("Give your account permission to read it.") }];
		return { kind: "not-readable", message: t("{0} cannot be read: permission denied.", place), remedies };
	}
	return { kind: "not-readable", message: t("{0} cannot be read ({1}).", place, code) };
}

const decoded = (bytes: Uint8Array | undefined): string | undefined =>
	bytes === undefined ? undefined : decodedText(bytes);
