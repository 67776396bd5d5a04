// Real Nix for tests: `node test/tools/nix.mjs` installs Debian's package nix-bin if possible, and unpacks the newest one, of
// Debian's suite sid, into the cache folder. Both run without a daemon and without /nix: variables name their own store.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { installed, isThere, unpackedFromSid } from "./apt.mjs";

/** Why it is missing, for the name of a skipped test; undefined if it is installed. */
export const nixMissing = () => (isThere("nix") ? undefined : "there is no nix (Debian: nix-bin)");

/** Why direnv is missing, whose `use flake` is another way to the variables of a devShell. */
export const direnvMissing = () => (isThere("direnv") ? undefined : "there is no direnv");

/**
 * The programs `nix` to test with, by version: the system's and sid's. Empty where neither is there. Sid's is the newest of the day
 * on which the cache was filled.
 */
export async function nixes() {
	const newest = await unpackedFromSid("nix-bin", "nix");
	const programs = [...(nixMissing() === undefined ? ["nix"] : []), ...(newest === undefined ? [] : [newest])];
	return programs.map((program) => {
		const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
		return { version: /\d\S*/.exec(stdout)?.[0] ?? "of unknown version", program };
	});
}

/** The variables that make Nix read and write only in `folder`, which becomes its store and home. */
export function nixVariables(folder, program = "nix") {
	const at = (...parts) => join(folder, ...parts);
	for (const name of ["home", "conf", "tmp"]) mkdirSync(at(name), { recursive: true });
	return {
		PATH: [...(program === "nix" ? [] : [dirname(program)]), process.env.PATH ?? "/usr/bin:/bin"].join(delimiter),
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
			// a Nix that runs through another libc cannot start itself as its hook, and 2.8 needs one
			...(program === "nix" ? [] : ["build-hook ="]),
		].join("\n"),
	};
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installed({ nix: "nix-bin", direnv: "direnv" });
	const versions = (await nixes()).map(({ version }) => version).join(" and ");
	console.log(`nix: ${versions || nixMissing()}; direnv: ${direnvMissing() ?? "is there"}`);
}
