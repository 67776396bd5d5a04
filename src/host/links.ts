import type { Paths } from "../core/host.ts";
import type { DiskCalls } from "./disk.ts";

/** As Linux does (path_resolution(7)). */
export const mostLinks = 40;

/** Bytes of a path that a system takes at most (PATH_MAX of Linux; Windows allows more characters, nobody uses them). */
const longestPath = 4096;

/** Links followed by us, one by one, so that where a path lies is known before it is touched. */
export interface Links {
	/** The real path of a directory or file; undefined where it leads nowhere. `links` counts down. */
	resolved(place: string, links?: number): string | undefined;
	/** Where a link leads, link by link. */
	followed(link: string): string | undefined;
	/** The path with all of its links but a last one followed; undefined where its directory leads nowhere. */
	placed(place: string): string | undefined;
	/** Tells that these directories are no links, so that they need not be asked. */
	plain(directories: readonly string[]): void;
	forget(): void;
}

export function linksOf(path: Paths, { own: ownOf, target: targetOf }: Pick<DiskCalls, "own" | "target">): Links {
	/** Directories that are known to be free of links: each is its own real path. */
	const known = new Set<string>();

	function resolved(place: string, links = mostLinks): string | undefined {
		if (known.has(place)) return place;
		// it cannot be there, and each of its parts would be asked for
		if (place.length >= longestPath) return undefined;
		const parent = path.dirname(place);
		if (parent === place) return place;
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

	function followed(link: string, links = mostLinks): string | undefined {
		if (links === 0) return undefined;
		const target = targetOf(link);
		return target === undefined ? undefined : resolved(path.resolve(path.dirname(link), target), links - 1);
	}

	function placed(place: string): string | undefined {
		if (place.length >= longestPath) return undefined;
		const parent = path.dirname(place);
		if (parent === place || known.has(parent)) return place;
		const above = resolved(parent);
		return above === undefined ? undefined : above === parent ? place : path.join(above, path.basename(place));
	}

	return {
		resolved,
		followed: (link) => followed(link),
		placed,
		plain(directories) {
			for (const directory of directories) known.add(directory);
		},
		forget: () => known.clear(),
	};
}
