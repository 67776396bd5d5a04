import type { DirectoryEntry, Paths } from "../core/host.ts";
import type { DiskCalls } from "./disk.ts";

/** The limit of Linux (path_resolution(7)). */
export const maxLinks = 40;

/** The maximum length of a path (PATH_MAX of Linux; Windows allows more, but it is not used in practice). */
const maxPathBytes = 4096;

/** Follows links one by one, so that the real location of a path is known before it is accessed. */
export interface Links {
	/** The real path of a directory or file; undefined if it does not exist. `links` counts down. */
	resolved(place: string, links?: number): string | undefined;
	/** The target of a link, followed link by link. */
	followed(link: string): string | undefined;
	/** The path with all links except a last one followed; undefined if its directory does not exist. */
	placed(place: string): string | undefined;
	/** Records that a directory is not a link, so that it need not be checked. */
	plain(directory: string): void;
	/** Records the entries of a directory without links in its path, and thus which of them are not links. */
	listed(directory: string, entries: readonly DirectoryEntry[]): void;
	forget(): void;
}

export function linksOf(path: Paths, { own: ownOf, target: targetOf }: Pick<DiskCalls, "own" | "target">): Links {
	/** Directories known to be their own real path. */
	const known = new Set<string>();
	/** The names of directories in a listed directory; the set is created on first use. */
	const children = new Map<string, readonly DirectoryEntry[] | ReadonlySet<string>>();

	/** Whether a listing of the parent, itself without links, showed that this is a directory. */
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
		// too long to exist; checking each part would be slow
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
