import { faultOrThrow, type Problem } from "../../core/fault.ts";
import type { DirectoryEntry, Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { goVersionComparer, parseGoVersion } from "../../core/versions/goVersion.ts";
import { holdsGo } from "../../goroot/gorootOfProgram.ts";
import { goProgramOf } from "../../goroot/toolchainAt.ts";
import type { Candidate, Found, GoPlace } from "./candidate.ts";

export interface VersionFolders {
	/** Which entries are Gos; default: all that do not start with a dot. */
	readonly named?: RegExp;
	/** The manager's name for an entry; default: the entry's name. */
	readonly labelled?: (name: string) => string;
	/** The GOROOT below an entry, the first that exists; default: the entry itself. */
	readonly inner?: readonly string[] | ((host: Host, name: string) => readonly string[]);
	/** A link that stays when versions are added and removed; it comes first. */
	readonly stable?: string;
	/** The problem of an entry whose installation is incomplete. */
	readonly half?: (host: Host, folder: string, name: string) => Promise<Problem | undefined>;
	readonly note?: string;
}

/** Places that are folders with a Go in each entry. A folder that does not exist or is empty has none. */
export function versionFolders(
	folders: (host: Host) => readonly string[],
	options: VersionFolders = {},
): GoPlace["find"] {
	return async function* (host) {
		for (const folder of new Set(folders(host))) yield* faultsOf(() => versionsIn(host, folder, options));
	};
}

/**
 * Entries of a system folder with many other entries: only complete Gos, because `/usr/share/go-1.19` is only a part of one.
 */
export function wholeVersions(folders: readonly string[], named: RegExp): GoPlace["find"] {
	return wholeVersionsAt(() => folders, named);
}

/** The same below folders of the user. */
export function wholeVersionsAt(folders: (host: Host) => readonly string[], named: RegExp): GoPlace["find"] {
	return async function* (host) {
		for (const folder of folders(host)) yield* faultsOf(() => wholeIn(host, folder, named));
	};
}

async function* wholeIn(host: Host, folder: string, named: RegExp): AsyncGenerator<Found> {
	for await (const found of versionsIn(host, folder, { named })) {
		if (found.kind !== "candidate") continue;
		const isWhole = found.problem !== undefined || (await host.stat(goProgramOf(host, found.goroot))) !== undefined;
		if (isWhole) yield found;
	}
}

/** Places that are GOROOTs. Skips paths that do not exist or contain no Go. */
export function goroots(paths: (host: Host) => readonly string[]): GoPlace["find"] {
	return async function* (host) {
		for (const goroot of new Set(paths(host))) yield* faultsOf(() => gorootIn(host, goroot));
	};
}

/** The results of a place, with its faults as data, so that they do not affect other places. */
export async function* faultsOf(find: () => AsyncIterable<Found>): AsyncGenerator<Found> {
	try {
		yield* find();
	} catch (cause) {
		const fault = faultOrThrow(cause);
		yield { kind: "fault", fault };
	}
}

export async function* versionsIn(host: Host, folder: string, options: VersionFolders): AsyncGenerator<Found> {
	const entries = await host.list(folder);
	if (entries === undefined) return;
	yield { kind: "place", path: folder };
	for (const entry of ordered(entries, options)) {
		const at = host.path.join(folder, entry.name);
		const found = await versionAt(host, at, entry, options).catch((cause: unknown) => unreadable(at, entry, cause));
		if (found !== undefined) yield found;
	}
}

/** The stable link, then folders before links (mise's `1.22` and `latest`), newest version first. */
function ordered(
	entries: readonly DirectoryEntry[],
	{ named = /^[^.]/, stable, labelled = asNamed }: VersionFolders,
): readonly DirectoryEntry[] {
	const rank = ({ name, kind }: DirectoryEntry): number => (name === stable ? 0 : kind === "directory" ? 1 : 2);
	const compare = goVersionComparer();
	return entries
		.filter(({ name, kind }) => (kind === "directory" || kind === "link") && named.test(name))
		.map((entry) => ({ entry, rank: rank(entry), version: parseGoVersion(labelled(entry.name).replace(/^go/, "")) }))
		.sort((a, b) => {
			if (a.rank !== b.rank) return a.rank - b.rank;
			return a.version === undefined || b.version === undefined ? 0 : compare(b.version, a.version);
		})
		.map(({ entry }) => entry);
}

const asNamed = (name: string): string => name;

async function versionAt(
	host: Host,
	folder: string,
	{ name, kind }: DirectoryEntry,
	{ inner = [""], half, note, stable, labelled = asNamed }: VersionFolders,
): Promise<Candidate | undefined> {
	const label = name === stable ? {} : { label: labelled(name) };
	if (kind === "link") {
		const target = await host.stat(folder);
		if (target === undefined) {
			return { kind: "candidate", goroot: folder, ...label, problem: await brokenLink(host, folder) };
		}
		if (target.kind !== "directory") return undefined;
	}
	const goroot = await innerOf(host, folder, typeof inner === "function" ? inner(host, name) : inner);
	// the target of a link was installed by another tool
	const problem = kind === "link" ? undefined : await half?.(host, folder, name);
	return {
		kind: "candidate",
		goroot,
		...label,
		...(problem === undefined ? {} : { problem }),
		...(note === undefined ? {} : { note }),
	};
}

/** A link to a disk that does not respond does not affect other entries. */
function unreadable(goroot: string, { name }: DirectoryEntry, cause: unknown): Candidate {
	const fault = faultOrThrow(cause);
	return { kind: "candidate", goroot, label: name, problem: { kind: fault.kind, message: fault.message } };
}

async function innerOf(host: Host, folder: string, inner: readonly string[]): Promise<string> {
	const [first = "", ...others] = inner.map((name) => host.path.join(folder, name));
	if (others.length === 0) return first;
	for (const goroot of [first, ...others]) {
		if (goroot === folder || (await host.stat(goroot))?.kind === "directory") return goroot;
	}
	return first;
}

export async function* gorootIn(host: Host, goroot: string): AsyncGenerator<Found> {
	const found = await host.stat(goroot);
	if (found === undefined) {
		const isLink = (await host.readLink(goroot)) !== undefined;
		if (isLink) yield { kind: "candidate", goroot, problem: await brokenLink(host, goroot) };
		return;
	}
	if (found.kind !== "directory" || !(await holdsGo(host, goroot))) return;
	yield { kind: "place", path: host.path.join(goroot, "VERSION") };
	yield { kind: "candidate", goroot };
}

async function brokenLink(host: Host, link: string): Promise<Problem> {
	const target = (await host.readLink(link)) ?? "";
	return {
		kind: "link-broken",
		message: t("The symbolic link {0} points to {1}, which does not exist.", link, target),
	};
}
