// Programs from Debian packages that tests use: installed if missing, if we are root and on Debian.
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder, underLock } from "./cacheFolder.mjs";

const run = promisify(execFile);

/** Whether a program is on PATH. */
export const isThere = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;

/**
 * Installs the packages of missing programs, and returns the programs that are available then. `packages`: program to package.
 */
export async function installed(packages) {
	const missing = () => Object.keys(packages).filter((program) => !isThere(program));
	if (missing().length > 0) await installPackages(() => missing().map((program) => packages[program]));
	const without = new Set(missing());
	return Object.keys(packages).filter((program) => !without.has(program));
}

/**
 * Installs packages if we are root and on Debian. Runs one apt at a time, because parallel set-ups would conflict at dpkg's
 * lock. `names` may be a function that is called when it is our turn, because the set-up before us may have installed some.
 */
export async function installPackages(names) {
	if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
	mkdirSync(cacheFolder(), { recursive: true });
	await underLock(join(cacheFolder(), "apt.lock"), async () => {
		const wanted = typeof names === "function" ? names() : names;
		if (wanted.length > 0) await install(wanted);
	});
}

async function install(names) {
	// another apt on the system may hold the lock
	const apt = (...words) =>
		run("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", ...words], {
			env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
			maxBuffer: 1 << 26,
		});
	const wanted = ["install", "-y", "--no-install-recommends", ...names];
	try {
		await apt(...wanted);
	} catch {
		// the package lists are missing or outdated
		await apt("update");
		await apt(...wanted);
	}
}
