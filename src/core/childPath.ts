import type { Paths } from "./host.ts";

/**
 * A path below a folder. `folder` is tidy and `names` are plain, as listings and constants are: joining by `path.join` costs
 * fifty times as much, most of it for tidying up, and discovery does it thousands of times.
 */
export function childPath(
	{ separator }: Pick<Paths, "separator">,
	folder: string,
	...names: readonly string[]
): string {
	let path = folder.endsWith(separator) ? folder.slice(0, -1) : folder;
	for (const name of names) path += separator + name;
	return path;
}
