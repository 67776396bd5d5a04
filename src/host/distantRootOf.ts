import type { Paths } from "../core/host.ts";
import { nodeDisk } from "./disk.ts";
import { maxLinks } from "./links.ts";
import type { Mounts } from "./mounts.ts";

/**
 * The root of the possibly hanging disk that contains a path; undefined if the path is on a local disk. Links are followed one
 * by one with blocking calls, none of which touches such a disk.
 */
export function distantRootOf(mounts: Mounts, path: Paths, place: string, links = maxLinks): string | undefined {
	if (!mounts.hasDistant) return undefined;
	const root = mounts.distantRoot(place);
	if (root !== undefined || path.dirname(place) === place) return root;
	const above = distantRootOf(mounts, path, path.dirname(place), links);
	if (above !== undefined) return above;
	const target = targetOf(place);
	if (target === undefined || links === 0) return undefined;
	return distantRootOf(mounts, path, path.resolve(path.dirname(place), target), links - 1);
}

function targetOf(place: string): string | undefined {
	try {
		return nodeDisk.now.target(place);
	} catch {
		return undefined; // reading the path will report the problem
	}
}
