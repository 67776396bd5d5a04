// Real Nix for tests, Debian's package nix-bin: `node test/tools/nix.mjs` installs it if possible. It runs without a daemon and
// without /nix: variables name its own store.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installed, isThere } from "./apt.mjs";

/** Why it is missing, for the name of a skipped test; undefined if it is installed. */
export const nixMissing = () => (isThere("nix") ? undefined : "there is no nix (Debian: nix-bin)");

/** Why direnv is missing, whose `use flake` is another way to the variables of a devShell. */
export const direnvMissing = () => (isThere("direnv") ? undefined : "there is no direnv");

/** The variables that make Nix read and write only in `folder`, which becomes its store and home. */
export function nixVariables(folder) {
	const at = (...parts) => join(folder, ...parts);
	for (const name of ["home", "conf", "tmp"]) mkdirSync(at(name), { recursive: true });
	return {
		PATH: process.env.PATH ?? "/usr/bin:/bin",
		HOME: at("home"),
		TMPDIR: at("tmp"),
		NIX_STORE_DIR: at("store"),
		NIX_STATE_DIR: at("var"),
		NIX_LOG_DIR: at("log"),
		NIX_CONF_DIR: at("conf"),
		NIX_USER_CONF_FILES: "",
		NIX_CONFIG: [
			"experimental-features = nix-command flakes",
			"sandbox = false",
			"build-users-group =",
			"substitute = false",
			"substituters =",
			"flake-registry =",
			"connect-timeout = 1",
			"download-attempts = 1",
		].join("\n"),
	};
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installed({ nix: "nix-bin", direnv: "direnv" });
	console.log(`nix: ${nixMissing() ?? "is there"}; direnv: ${direnvMissing() ?? "is there"}`);
}
