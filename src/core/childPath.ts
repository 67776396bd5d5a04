import type { Paths } from "./host.ts";

/**
 * Joins names to a folder. `folder` must be normalized and `names` must be plain, as in listings and constants: `path.join`
 * takes fifty times as long, mostly for normalizing, and discovery joins thousands of paths.
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
