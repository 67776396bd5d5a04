import type { Paths } from "../core/host.ts";
import { nodeDisk } from "./disk.ts";
import { linksOf } from "./links.ts";
import type { Mounts } from "./mounts.ts";

/** Thrown where a path reaches a disk that may hang. */
class Reached extends Error {
	readonly root: string;
	constructor(root: string) {
		super(`${root} may hang`);
		this.root = root;
	}
}

/**
 * The root of the possibly hanging disk that contains a path; undefined if the path is on a local disk. Links are followed one
 * by one with blocking calls, none of which touches such a disk.
 */
export function distantRootOf(mounts: Mounts, path: Paths, place: string): string | undefined {
	if (!mounts.hasDistant) return undefined;
	const checked = (at: string): string => {
		const root = mounts.distantRoot(at);
		if (root !== undefined) throw new Reached(root);
		return at;
	};
	const { own, target } = nodeDisk.now;
	const links = linksOf(path, { own: (at) => own(checked(at)), target: (at) => target(checked(at)) });
	try {
		links.resolved(checked(place));
	} catch (cause) {
		if (cause instanceof Reached) return cause.root;
		// reading the path will report the problem
	}
	return undefined;
}
