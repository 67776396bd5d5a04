import { orReport } from "../../core/attempt.ts";
import { childPath } from "../../core/childPath.ts";
import { faultKey } from "../../core/fault.ts";
import type { DirectoryEntry, Host } from "../../core/host.ts";
import { pathKey } from "../../core/isInside.ts";
import type { Discovered } from "../../core/provider.ts";
import type { PrefixPlaces } from "./installations.ts";
import type { Prefix } from "./prefixRow.ts";

/** Folders that may be environments, one per real directory, in the order found. */
export interface PrefixCollection {
	add(paths: readonly string[]): Promise<void>;
	/**
	 * Adds the children of folders of environments, and watches those folders. `isNaming`: conda finds a child by its name,
	 * whatever the folder is called.
	 */
	addBelow(folders: readonly string[], isNaming?: boolean): Promise<void>;
	/** Adds another result. */
	tell(told: Discovered): void;
	/** Faults and places that were not returned yet. */
	news(): readonly Discovered[];
	prefixes(): readonly Prefix[];
}

/** A folder that contains this many of the paths is listed instead of looking up each. */
const minPathsForListing = 20;
/** Steps between two checks of the time. */
const stepsPerYield = 20;

interface FolderListing {
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
	/** The entry for each path; undefined if it does not exist. */
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

	/** Adds a path with its real path, undefined if it does not exist. */
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

	/** Adds a path whose real path is unknown. */
	async function ask(path: string): Promise<void> {
		if (seen.has(path)) return;
		enter(path, await told(() => host.look((looks) => (isOfWindows(looks, path) ? undefined : looks.realPath(path)))));
	}

	/** The entries of a folder and its real path; undefined if it does not exist or is on a Windows drive. */
	async function listing(folder: string): Promise<FolderListing | undefined> {
		return await told(() =>
			host.look((looks) => {
				if (isOfWindows(looks, folder)) return undefined;
				const entries = looks.list(folder);
				const real = entries === undefined ? undefined : looks.realPath(folder);
				return entries === undefined || real === undefined ? undefined : { entries, real };
			}),
		);
	}

	/** Adds an entry of a folder. Its real path is looked up only if readdir reported a link. */
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
			if (index % stepsPerYield === 0) await host.yield();
			const path = childPath(host.path, folder, entry.name);
			await enterChild(path, entry, listed.real);
			const found = isNaming ? seen.get(path) : undefined;
			if (found !== undefined) found.nickname ??= entry.name;
		}
	}

	/**
	 * For each folder that contains many of the paths, its entries by {@link spelled} name. One listing shows which exist and
	 * which are not links, instead of a lookup for each.
	 */
	async function siblingsIn(parents: readonly string[]): Promise<ReadonlyMap<string, Siblings>> {
		const counts = new Map<string, number>();
		for (const parent of parents) counts.set(parent, (counts.get(parent) ?? 0) + 1);
		const siblings = new Map<string, Siblings>();
		for (const [parent, count] of counts) {
			if (count < minPathsForListing) continue;
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
				if (index % stepsPerYield === 0) await host.yield();
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

/** macOS ignores case and the composition of accents in names; Windows ignores case. */
const spelled = ({ platform }: Host, name: string): string =>
	platform === "linux" ? name : name.normalize("NFC").toLowerCase();
