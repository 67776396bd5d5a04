import type { Looks, Paths } from "../core/host.ts";
import { maxLinks } from "./links.ts";

/** The path to write: the target of links, which need not exist yet. */
export function writeTarget(looks: Looks, path: Paths, file: string, links = maxLinks): string {
	const folder = looks.realPath(path.dirname(file));
	if (folder === undefined) return file; // writing will report the problem
	const at = path.join(folder, path.basename(file));
	const target = looks.readLink(at);
	if (target === undefined || links === 0) return at;
	return writeTarget(looks, path, path.resolve(folder, target), links - 1);
}
