// The only tool that runs before anything is installed: uses Node alone.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether node_modules has every package of the lock file in its version. A symbolic link belongs to another checkout and is
 * accepted.
 */
function isInstalled(root) {
	const folder = join(root, "node_modules");
	if (!existsSync(folder)) return false;
	if (lstatSync(folder).isSymbolicLink()) return true;
	const hidden = join(folder, ".package-lock.json");
	if (!existsSync(hidden)) return false;
	const files = [join(root, "package-lock.json"), hidden];
	const [wanted, found] = files.map((file) => JSON.parse(readFileSync(file, "utf8")).packages);
	return Object.entries(wanted).every(
		([name, { version, optional }]) => name === "" || optional || found[name]?.version === version,
	);
}

/** Runs `npm ci` if needed: false if it failed. */
export function installModules(root) {
	if (isInstalled(root)) return true;
	console.log("npm ci");
	const npm = process.env.npm_execpath;
	const [program, ...first] = npm ? [process.execPath, npm] : ["npm"];
	const shell = !npm && process.platform === "win32";
	return spawnSync(program, [...first, "ci"], { cwd: root, stdio: "inherit", shell }).status === 0;
}
