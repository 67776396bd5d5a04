import { orReport } from "../../core/attempt.ts";
import { childPath } from "../../core/childPath.ts";
import { faultKey } from "../../core/fault.ts";
import type { DirectoryEntry, Host } from "../../core/host.ts";
import { pathKey } from "../../core/isInside.ts";
import type { Discovered } from "../../core/provider.ts";
import type { PrefixPlaces } from "./installations.ts";
import type { Prefix } from "./prefixRow.ts";

/** Folders that may be environments, one for each real directory, in the order in which they were found. */
export interface PrefixCollection {
	add(paths: readonly string[]): Promise<void>;
	/**
	 * The children of folders of environments, which become places to watch. `isNaming`: conda finds a child by its name,
	 * whatever the folder is called.
	 */
	addBelow(folders: readonly string[], isNaming?: boolean): Promise<void>;
	/** Something else to tell. */
	tell(told: Discovered): void;
	/** Faults and places that were not told yet. */
	news(): readonly Discovered[];
	prefixes(): readonly Prefix[];
}

/** So many paths in one folder are worth a listing, and so many steps a look at the time. */
const many = 20;

interface Listing {
	readonly entries: readonly DirectoryEntry[];
	readonly real: string;
}

interface Siblings {
	readonly byName: ReadonlyMap<string, DirectoryEntry>;
	readonly real: string;
}

interface Growing extends Prefix {
	readonly otherPaths: string[];
	nickname?: string;
}

export function prefixCollection(host: Host, { isOfWindows }: PrefixPlaces, signal: AbortSignal): PrefixCollection {
	const byReal = new Map<string, Growing>();
	/** What each path led to; undefined where to nothing. */
	const seen = new Map<string, Growing | undefined>();
	const faults = new Set<string>();
	let waiting: Discovered[] = [];

	function tell(told: Discovered): void {
		if (told.kind === "fault") {
			const key = faultKey(told.fault);
			if (faults.has(key)) return;
			faults.add(key);
		}
		waiting.push(told);
	}

	const told = <T>(read: () => Promise<T>): Promise<T | undefined> =>
		orReport(read, (fault) => tell({ kind: "fault", fault }));

	/** Enters a path that leads to `real`, or nowhere. */
	function enter(path: string, real: string | undefined): void {
		if (real === undefined) {
			seen.set(path, undefined);
			return;
		}
		const key = pathKey(host, real);
		const found = byReal.get(key);
		const entered = found ?? { path, real, otherPaths: [] };
		if (found === undefined) byReal.set(key, entered);
		else if (![found.path, ...found.otherPaths].some((other) => pathKey(host, other) === pathKey(host, path))) {
			found.otherPaths.push(path);
		}
		seen.set(path, entered);
	}

	/** A path whose real one nobody knows yet. */
	async function ask(path: string): Promise<void> {
		if (seen.has(path)) return;
		enter(path, await told(() => host.look((looks) => (isOfWindows(looks, path) ? undefined : looks.realPath(path)))));
	}

	/** The entries of a folder and its real path; undefined where there is none, or where it is Windows'. */
	async function listing(folder: string): Promise<Listing | undefined> {
		return await told(() =>
			host.look((looks) => {
				if (isOfWindows(looks, folder)) return undefined;
				const entries = looks.list(folder);
				const real = entries === undefined ? undefined : looks.realPath(folder);
				return entries === undefined || real === undefined ? undefined : { entries, real };
			}),
		);
	}

	/** Enters an entry of a folder: readdir told whether it is a link, and only then its real path has to be asked for. */
	function enterChild(path: string, { name, kind }: DirectoryEntry, realFolder: string): Promise<void> | undefined {
		if (kind === "link") return ask(path);
		if (kind === "directory" && !seen.has(path)) enter(path, childPath(host.path, realFolder, name));
		return undefined;
	}

	async function addChildren(folder: string, isNaming: boolean): Promise<void> {
		const listed = await listing(folder);
		if (listed === undefined) return;
		tell({ kind: "place", path: folder });
		for (const [index, entry] of listed.entries.entries()) {
			if (signal.aborted) return;
			if (index % many === 0) await host.yield();
			const path = childPath(host.path, folder, entry.name);
			await enterChild(path, entry, listed.real);
			const found = isNaming ? seen.get(path) : undefined;
			if (found !== undefined) found.nickname ??= entry.name;
		}
	}

	/**
	 * Of each folder that holds many of the paths, its entries by {@link spelled} name. One listing tells which are there and
	 * which of them are no links, so that nobody has to ask for each.
	 */
	async function siblingsIn(parents: readonly string[]): Promise<ReadonlyMap<string, Siblings>> {
		const counts = new Map<string, number>();
		for (const parent of parents) counts.set(parent, (counts.get(parent) ?? 0) + 1);
		const siblings = new Map<string, Siblings>();
		for (const [parent, count] of counts) {
			if (count < many) continue;
			const { entries, real } = (await listing(parent)) ?? { entries: [], real: parent };
			siblings.set(parent, { real, byName: new Map(entries.map((entry) => [spelled(host, entry.name), entry])) });
		}
		return siblings;
	}

	return {
		async add(paths) {
			const parents = paths.map((path) => host.path.dirname(path));
			const known = await siblingsIn(parents);
			for (const [index, path] of paths.entries()) {
				if (signal.aborted) return;
				if (index % many === 0) await host.yield();
				const siblings = known.get(parents[index] ?? "");
				const entry = siblings?.byName.get(spelled(host, host.path.basename(path)));
				if (siblings === undefined) await ask(path);
				else if (entry !== undefined) await enterChild(path, entry, siblings.real);
			}
		},
		async addBelow(folders, isNaming = false) {
			for (const folder of folders) await addChildren(folder, isNaming);
		},
		tell,
		news() {
			const news = waiting;
			waiting = [];
			return news;
		},
		prefixes: () => [...byReal.values()],
	};
}

/** macOS finds a file under a name that differs by case or by how its accents are composed; Windows by case. */
const spelled = ({ platform }: Host, name: string): string =>
	platform === "linux" ? name : name.normalize("NFC").toLowerCase();
