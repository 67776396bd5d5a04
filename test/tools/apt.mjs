// Programs from Debian packages that tests use: installed if missing, if we are root and on Debian.
import { execFile, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedFolder, cacheFolder, underLock } from "./cacheFolder.mjs";

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

const loaders = {
	x64: ["x86_64-linux-gnu", "ld-linux-x86-64.so.2"],
	arm64: ["aarch64-linux-gnu", "ld-linux-aarch64.so.1"],
};

/**
 * A program of Debian's suite sid with every library that it needs, libc too, unpacked into the cache folder, so that the system
 * stays as it is. Undefined where that is not possible: not Debian, not root, or the archive cannot be reached.
 */
export async function unpackedFromSid(name, program) {
	const loader = loaders[process.arch];
	if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version") || loader === undefined) return undefined;
	try {
		const folder = await cachedFolder(join("sid", name), (place) => unpack(name, program, place, loader));
		return join(folder, "bin", program);
	} catch (cause) {
		console.error(`${name} of sid is not available: ${cause.stderr || cause.message}`);
		return undefined;
	}
}

async function unpack(name, program, folder, [libraries, loader]) {
	const at = (...parts) => join(folder, ...parts);
	for (const part of ["apt/lists/partial", "apt/cache/archives/partial", "root", "bin"])
		mkdirSync(at(part), { recursive: true });
	writeFileSync(at("apt/sources.list"), "deb http://deb.debian.org/debian sid main\n");
	// no package counts as installed, so that every library comes too
	writeFileSync(at("apt/status"), "");
	writeFileSync(
		at("apt/apt.conf"),
		[
			`Dir::Etc::sourcelist "${at("apt/sources.list")}";`,
			'Dir::Etc::sourceparts "-";',
			`Dir::State::lists "${at("apt/lists")}";`,
			`Dir::State::status "${at("apt/status")}";`,
			`Dir::Cache "${at("apt/cache")}";`,
			'APT::Sandbox::User "root";',
			"",
		].join("\n"),
	);
	const options = { env: { ...process.env, APT_CONFIG: at("apt/apt.conf") }, maxBuffer: 1 << 26 };
	await run("apt-get", ["-q", "update"], options);
	await run("apt-get", ["-q", "install", "-y", "--download-only", "--no-install-recommends", name], options);
	const archives = at("apt/cache/archives");
	for (const file of readdirSync(archives).filter((one) => one.endsWith(".deb")))
		await run("dpkg-deb", ["-x", join(archives, file), at("root")]);
	rmSync(at("apt"), { recursive: true });
	const lib = at("root/usr/lib", libraries);
	const words = [join(lib, loader), "--library-path", lib, "--argv0", program, at("root/usr/bin", program)];
	writeFileSync(at("bin", program), `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`);
	chmodSync(at("bin", program), 0o755);
}
