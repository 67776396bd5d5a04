// Real extensions of others, built from their public sources (../shared/extensions, its README says how), for suites that run
// beside them.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { cachedFolder } from "./cacheFolder.mjs";

const packages = resolve(import.meta.dirname, "../../../shared/extensions");

/** Why they are missing; undefined if they exist. */
export const neighboursMissing = existsSync(packages)
	? undefined
	: "there is no ../shared/extensions beside the repository";

/** `{ folder }` of an unpacked extension by its identifier (`golang.go`), or `{ missing }`: why it is not there. */
export async function neighbour(id) {
	if (neighboursMissing !== undefined) return { missing: neighboursMissing };
	const name = readdirSync(packages).find((file) => file.startsWith(`${id}-`) && file.endsWith(".vsix"));
	if (name === undefined) return { missing: `../shared/extensions has no ${id}` };
	// the list of known skips is read before packages are installed
	const { unpackZip } = await import("./zip.mjs");
	const folder = await cachedFolder(`neighbours/${name.replace(/\.vsix$/, "")}`, (place) =>
		unpackZip(join(packages, name), place, (file) => {
			const path = /^extension\/(.+)$/.exec(file)?.[1];
			return path === undefined ? undefined : { path, executable: /\/bin\/[^/]+$/.test(path) };
		}),
	);
	return { folder };
}
