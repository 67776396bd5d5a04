import { type Fault, FaultError } from "../fault.ts";
import type { Host, Looks } from "../host.ts";
import { t } from "../l10n.ts";

/** As Linux follows them. */
const maxLinks = 40;

/** What Node makes of a name whose bytes are not UTF-8, and what we make of such bytes in variables. */
const notNamable = /[\uFFFD\uD800-\uDFFF]/u;

/** A longer path does not exist for the system, whatever lies there. A character has at most three bytes. */
const maxPathLength = 4096 / 3;

/** Whether what a path leads to is what the system means by it. */
export const isNamable = (path: string): boolean => !notNamable.test(path) && path.length <= maxPathLength;

/**
 * The path to which a path leads, without links, whether anything is there or not; undefined for a cycle. Throws not-readable
 * where a name on the way is not UTF-8: another file may have the name that we would look at. `known` holds what was followed
 * before.
 */
export async function namedPlace(
	host: Host,
	place: string,
	known = new Map<string, string | undefined>(),
): Promise<string | undefined> {
	return await host.look((looks) => followed({ looks, place, known }, place, maxLinks));
}

interface Following {
	readonly looks: Looks;
	/** Where it began. */
	readonly place: string;
	readonly known: Map<string, string | undefined>;
}

/** Link by link, each `..` from where the link before it leads, as the system does. */
function followed(following: Following, at: string, links: number): string | undefined {
	const { looks, place, known } = following;
	const { path } = looks;
	if (!isNamable(at)) throw new FaultError(uncheckable(place));
	if (known.has(at)) return known.get(at);
	const parent = path.dirname(at);
	if (parent === at) return at;
	const above = followed(following, parent, links);
	const here = above === undefined ? undefined : path.join(above, path.basename(at));
	const target = here === undefined ? undefined : looks.readLink(here);
	const isLink = above !== undefined && target !== undefined;
	const led = !isLink ? here : links === 0 ? undefined : ledTo(following, above, target, links);
	known.set(at, led);
	return led;
}

function ledTo(following: Following, above: string, target: string, links: number): string | undefined {
	const { path } = following.looks;
	const root = path.isAbsolute(target) ? rootOf(path.dirname, target) : "";
	let at: string | undefined = root === "" ? above : root;
	for (const name of target.slice(root.length).split(path.separator)) {
		if (at === undefined) return undefined;
		if (name === "..") at = path.dirname(at);
		else if (name !== "" && name !== ".") at = followed(following, path.join(at, name), links - 1);
	}
	return at;
}

function rootOf(dirname: (path: string) => string, path: string): string {
	const above = dirname(path);
	return above === path ? path : rootOf(dirname, above);
}

/** The fault of a place of which nobody can tell what it holds. */
export const uncheckable = (place: string): Fault => ({
	kind: "not-readable",
	file: place,
	message: t("No approval can cover {0}: its path is not UTF-8.", place),
	remedies: [{ text: t("Rename or remove it, or the target of its symbolic link.") }],
});
