import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/**
 * A new extensions folder in which this repository counts as installed: as for a user, but without packing; after a build,
 * reloading the window is enough.
 */
export function linkedExtension(folder) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const { publisher, name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	symlinkSync(root, join(folder, `${publisher}.${name}-${version}`));
	return folder;
}
