import type { Looks, Paths } from "../core/host.ts";
import { maxLinks } from "./links.ts";

/** The path that is to be written: where links lead, though nothing may be there yet. */
export function writeTarget(looks: Looks, path: Paths, file: string, links = maxLinks): string {
	const folder = looks.realPath(path.dirname(file));
	if (folder === undefined) return file; // the writing says what is wrong with it
	const at = path.join(folder, path.basename(file));
	const target = looks.readLink(at);
	if (target === undefined || links === 0) return at;
	return writeTarget(looks, path, path.resolve(folder, target), links - 1);
}
