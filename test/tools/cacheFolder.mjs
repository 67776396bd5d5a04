// Everything that tests download or build once (toolchains, conda, the editor), by version in one folder outside the
// repository.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** GO_ENVIRONMENTS_TEST_CACHE, else the user's cache folder. */
export function cacheFolder() {
	const { GO_ENVIRONMENTS_TEST_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	if (GO_ENVIRONMENTS_TEST_CACHE) return GO_ENVIRONMENTS_TEST_CACHE;
	const caches = {
		darwin: join(homedir(), "Library", "Caches"),
		win32: LOCALAPPDATA || join(homedir(), "AppData", "Local"),
	};
	return join(caches[process.platform] ?? (XDG_CACHE_HOME || join(homedir(), ".cache")), "go-environments-test");
}

/** Filling any cache takes less: an older lock was left by a process that was killed. */
const longest = 15 * 60_000;

/**
 * The folder `name` of the cache (`go/1.22.12`: names include versions). If it is not complete yet, `fill(folder)` fills it in
 * its final place, starting empty; if several processes ask at once, one fills it and the others wait.
 */
export async function cachedFolder(name, fill) {
	const folder = join(cacheFolder(), name);
	const stamp = `${folder}.complete`;
	if (existsSync(stamp)) return folder;
	mkdirSync(dirname(folder), { recursive: true });
	return await underLock(`${folder}.lock`, async () => {
		if (existsSync(stamp)) return folder;
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder);
		await fill(folder);
		writeFileSync(stamp, "");
		return folder;
	});
}

/** Runs `work` while no other process holds the same lock, which is a file. */
export async function underLock(lock, work) {
	while (!tryLock(lock)) await pause(200);
	try {
		return await work();
	} finally {
		rmSync(lock, { force: true });
	}
}

function tryLock(lock) {
	try {
		writeFileSync(lock, String(process.pid), { flag: "wx" });
		return true;
	} catch (cause) {
		if (cause.code !== "EEXIST") throw cause;
		if (isLeft(lock)) rmSync(lock, { force: true });
		return false;
	}
}

function isLeft(lock) {
	try {
		const owner = Number(readFileSync(lock, "utf8"));
		// a lock without a number is still being written
		return (owner > 0 && !isAlive(owner)) || Date.now() - statSync(lock).mtimeMs > longest;
	} catch {
		return false;
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (cause) {
		return cause.code === "EPERM";
	}
}
