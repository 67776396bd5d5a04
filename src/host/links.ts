import type { DirectoryEntry, Paths } from "../core/host.ts";
import type { DiskCalls } from "./disk.ts";

/** As Linux does (path_resolution(7)). */
export const maxLinks = 40;

/** Bytes of a path that a system takes at most (PATH_MAX of Linux; Windows allows more characters, nobody uses them). */
const maxPathBytes = 4096;

/** Links followed by us, one by one, so that where a path lies is known before it is touched. */
export interface Links {
	/** The real path of a directory or file; undefined where it leads nowhere. `links` counts down. */
	resolved(place: string, links?: number): string | undefined;
	/** Where a link leads, link by link. */
	followed(link: string): string | undefined;
	/** The path with all of its links but a last one followed; undefined where its directory leads nowhere. */
	placed(place: string): string | undefined;
	/** Tells that a directory is no link, so that it need not be asked. */
	plain(directory: string): void;
	/** Tells what lies in a directory that is free of links, and so which of it is no link. */
	listed(directory: string, entries: readonly DirectoryEntry[]): void;
	forget(): void;
}

export function linksOf(path: Paths, { own: ownOf, target: targetOf }: Pick<DiskCalls, "own" | "target">): Links {
	/** Directories that are known to be free of links: each is its own real path. */
	const known = new Set<string>();
	/** The names of directories in a directory that was listed, made when the first of them is asked for. */
	const children = new Map<string, readonly DirectoryEntry[] | ReadonlySet<string>>();

	/** Whether a listing of the directory above, itself free of links, told that this is one too. */
	function isListed(above: string, place: string): boolean {
		let names = children.get(above);
		if (names === undefined) return false;
		if (!("has" in names)) {
			names = new Set(names.filter(({ kind }) => kind === "directory").map(({ name }) => name));
			children.set(above, names);
		}
		return names.has(path.basename(place));
	}

	function resolved(place: string, links = maxLinks): string | undefined {
		if (known.has(place)) return place;
		// it cannot be there, and each of its parts would be asked for
		if (place.length >= maxPathBytes) return undefined;
		const parent = path.dirname(place);
		if (parent === place || isListed(parent, place)) return place;
		const above = known.has(parent) ? parent : resolved(parent, links);
		if (above === undefined) return undefined;
		const at = above === parent ? place : path.join(above, path.basename(place));
		if (known.has(at)) return at;
		const own = ownOf(at);
		if (own === undefined) return undefined;
		if (own.kind !== "link") {
			if (own.kind === "directory") known.add(at);
			return at;
		}
		return followed(at, links);
	}

	function followed(link: string, links = maxLinks): string | undefined {
		if (links === 0) return undefined;
		const target = targetOf(link);
		return target === undefined ? undefined : resolved(path.resolve(path.dirname(link), target), links - 1);
	}

	function placed(place: string): string | undefined {
		if (place.length >= maxPathBytes) return undefined;
		const parent = path.dirname(place);
		if (parent === place || known.has(parent) || isListed(path.dirname(parent), parent)) return place;
		const above = resolved(parent);
		return above === undefined ? undefined : above === parent ? place : path.join(above, path.basename(place));
	}

	return {
		resolved,
		followed: (link) => followed(link),
		placed,
		plain: (directory) => void known.add(directory),
		listed: (directory, entries) => void children.set(directory, entries),
		forget() {
			known.clear();
			children.clear();
		},
	};
}
