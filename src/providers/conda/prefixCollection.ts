import { childPath } from "../../core/childPath.ts";
import { type Fault, faultOf } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import type { Discovered } from "../../core/provider.ts";
import { pathKey } from "./condaPath.ts";
import { isOfWindows, type Prefix } from "./prefixRow.ts";

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

const manySiblings = 20;

interface Growing extends Prefix {
	readonly otherPaths: string[];
	nickname?: string;
}

export function prefixCollection(host: Host, signal: AbortSignal): PrefixCollection {
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

	/** Runs `read`; a fault of the host is told and answers undefined. */
	async function told<T>(read: () => Promise<T>): Promise<T | undefined> {
		try {
			return await read();
		} catch (cause) {
			const fault = faultOf(cause);
			if (fault === undefined) throw cause;
			tell({ kind: "fault", fault });
			return undefined;
		}
	}

	async function note(path: string, real: () => Promise<string | undefined>, nickname?: string): Promise<void> {
		if (!seen.has(path)) seen.set(path, await placed(path, real));
		const found = seen.get(path);
		if (found !== undefined && nickname !== undefined) found.nickname ??= nickname;
	}

	async function placed(path: string, real: () => Promise<string | undefined>): Promise<Growing | undefined> {
		const at = (await isOfWindows(host, path)) ? undefined : await told(real);
		if (at === undefined) return undefined;
		const key = pathKey(host, at);
		const found = byReal.get(key) ?? { path, real: at, otherPaths: [] };
		const known = [found.path, ...found.otherPaths].map((other) => pathKey(host, other));
		if (!known.includes(pathKey(host, path))) found.otherPaths.push(path);
		byReal.set(key, found);
		return found;
	}

	/**
	 * The children, as {@link spelled}, of each folder that holds many of the paths. One listing tells which are there and which of them
	 * are no links, so that nobody has to ask for each.
	 */
	async function childrenOfParents(paths: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
		const counts = new Map<string, number>();
		for (const path of paths) {
			const parent = host.path.dirname(path);
			counts.set(parent, (counts.get(parent) ?? 0) + 1);
		}
		const children = new Map<string, ReadonlySet<string>>();
		for (const [parent, count] of counts) {
			if (count < manySiblings) continue;
			const listed = await told(() => host.list(parent));
			children.set(parent, new Set((listed ?? []).map(({ name }) => spelled(host, name))));
		}
		return children;
	}

	async function addChildren(folder: string, isNaming: boolean): Promise<void> {
		if (await isOfWindows(host, folder)) return;
		const listed = await told(() => host.list(folder));
		const realFolder = listed === undefined ? undefined : await told(() => host.real(folder));
		if (listed === undefined || realFolder === undefined) return;
		tell({ kind: "place", path: folder });
		for (const { name, kind } of listed) {
			if (signal.aborted) return;
			await host.turn();
			const path = childPath(host.path, folder, name);
			// readdir told that it is no link: its real path need not be asked for
			const real =
				kind === "link" ? () => host.real(path) : () => Promise.resolve(childPath(host.path, realFolder, name));
			if (kind === "link" || kind === "directory") await note(path, real, isNaming ? name : undefined);
		}
	}

	return {
		async add(paths) {
			const children = await childrenOfParents(paths);
			for (const path of paths) {
				if (signal.aborted) return;
				const siblings = children.get(host.path.dirname(path));
				if (siblings?.has(spelled(host, host.path.basename(path))) === false) continue;
				await note(path, () => host.real(path));
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

const faultKey = ({ kind, file, line, column, message }: Fault): string =>
	JSON.stringify([kind, file, line, column, message]);
