import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/**
 * An extensions folder, made anew, in which this repository counts as installed: as the user has it, without packing, and after
 * a build a reload of the window is enough.
 */
export function linkedExtension(folder) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const { publisher, name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	symlinkSync(root, join(folder, `${publisher}.${name}-${version}`));
	return folder;
}
