import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runWith } from "../../src/host/processes.ts";
import { endMarked, isRunning, markOf } from "../../src/host/processMark.ts";
import { watchdogOver } from "../../src/host/watchdog.ts";
import { isAlive } from "../support/isAlive.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";

const posix = describe.skipIf(process.platform === "win32");
let folder: string;
beforeEach(() => {
	folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** execa has parts that are not modules. */
const requireBanner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** A process of ours that watches over `made` and `journal` while it runs `script`, with the ids of both in files. */
function watching(script: string, graceMs = 0): { readonly pid: number; readonly ended: Promise<unknown> } {
	const text = `
		import { writeFileSync } from "node:fs";
		import { watchdogOver } from ${JSON.stringify(resolve("src/host/watchdog.ts"))};
		import { runWith } from ${JSON.stringify(resolve("src/host/processes.ts"))};
		const log = { debug() {}, info() {}, warn() {}, error() {} };
		const dog = await watchdogOver([${JSON.stringify(join(folder, "made"))}, ${JSON.stringify(join(folder, "journal"))}]);
		await runWith({ allows: () => true }, log)({
			program: "/bin/sh", arguments: ["-c", ${JSON.stringify(script)}], folder: ${JSON.stringify(folder)},
			variables: { PATH: "/usr/bin:/bin" }, origin: { kind: "machine" }, timeoutMs: 60000,
			async onStart(pid) { dog.watch(pid, ${graceMs}); writeFileSync(${JSON.stringify(join(folder, "pid"))}, String(pid)); },
		});
		dog.dispose();
		process.exit(0);
	`;
	const outfile = join(folder, "watching.mjs");
	const stdin = { contents: text, resolveDir: resolve("."), loader: "ts" } as const;
	buildSync({ stdin, bundle: true, platform: "node", format: "esm", outfile, banner: { js: requireBanner } });
	const child = spawn(process.execPath, [outfile], { stdio: "inherit", detached: true });
	return { pid: child.pid ?? 0, ended: new Promise((done) => child.on("close", done)) };
}

posix("a watchdog", () => {
	const busy = `mkdir -p made/sub; chmod 500 made/sub; while :; do date > made/file; sleep 0.01; done`;

	it("ends what was started and removes what it made when we are killed with our process group", async () => {
		writeFileSync(join(folder, "journal"), "");
		const { pid, ended } = watching(busy);
		await vi.waitFor(() => expect(existsSync(join(folder, "made", "file"))).toBe(true), 10_000);
		const tool = Number(readFileSync(join(folder, "pid"), "utf8"));
		process.kill(-pid, "SIGKILL");
		await ended;
		await vi.waitFor(() => expect(existsSync(join(folder, "journal"))).toBe(false), 10_000);
		expect(existsSync(join(folder, "made"))).toBe(false);
		expect(isAlive(tool)).toBe(false);
	});

	it.each([
		["asks what may take a moment to end first", "touch asked; exit"],
		["asks again what missed it", "[ -e once ] && touch asked && exit; touch once"],
	])("%s", async (_, trap) => {
		// its output has ended with us, and a shell says there that a signal ended its program
		const script = `exec 2>/dev/null; trap '${trap}' TERM; touch begun; while :; do sleep 0.01; done`;
		const { pid, ended } = watching(script, 5000);
		await vi.waitFor(() => expect(existsSync(join(folder, "begun"))).toBe(true), 10_000);
		const tool = Number(readFileSync(join(folder, "pid"), "utf8"));
		process.kill(-pid, "SIGKILL");
		await ended;
		await vi.waitFor(() => expect(isAlive(tool)).toBe(false), 4000);
		expect(existsSync(join(folder, "asked"))).toBe(true);
	});

	it("ends what does not end when it is asked", async () => {
		const { pid, ended } = watching("trap '' TERM; touch begun; while :; do sleep 0.01; done", 300);
		await vi.waitFor(() => expect(existsSync(join(folder, "begun"))).toBe(true), 10_000);
		const tool = Number(readFileSync(join(folder, "pid"), "utf8"));
		process.kill(-pid, "SIGKILL");
		await ended;
		await vi.waitFor(() => expect(isAlive(tool)).toBe(false), 4000);
	});

	it("leaves all of it when the work has ended", async () => {
		writeFileSync(join(folder, "journal"), "");
		await watching("mkdir made").ended;
		await new Promise((done) => setTimeout(done, 200));
		expect(existsSync(join(folder, "made"))).toBe(true);
		expect(existsSync(join(folder, "journal"))).toBe(true);
	});
});

posix("a program that waits until it may begin", () => {
	const run = runWith(trustAll, quietLog);
	const request = {
		program: "/bin/sh",
		arguments: ["-c", "test -e ready && cat && echo 'a b' \"$1\"", "sh", "x  y"],
		get folder() {
			return folder;
		},
		variables: { PATH: "/usr/bin:/bin" },
		origin: { kind: "machine" },
		timeoutMs: 10_000,
	} as const;

	it("begins afterwards, with its own arguments and no input", async () => {
		const onStart = async (): Promise<void> => {
			await new Promise((done) => setTimeout(done, 50));
			mkdirSync(join(folder, "ready"));
		};
		expect(await run({ ...request, onStart })).toMatchObject({ status: 0, stdout: "a b x  y\n" });
	});

	it("never begins where that fails", async () => {
		const onStart = () => Promise.reject(new Error("no"));
		await expect(run({ ...request, arguments: ["-c", "touch begun"], onStart })).rejects.toThrow("no");
		expect(existsSync(join(folder, "begun"))).toBe(false);
	});
});

posix("the mark of a process", () => {
	it("tells whether it is still the same one, and ends it", async () => {
		const child = spawn("sleep", ["1000"], { detached: true, stdio: "ignore" });
		const mark = await markOf(child.pid);
		if (mark === undefined) throw new Error("no mark");
		expect(await isRunning(mark)).toBe(true);
		expect(await isRunning({ ...mark, started: "another" })).toBe(false);
		expect(await isRunning({ ...mark, machine: "another" })).toBeUndefined();
		await endMarked({ ...mark, started: "another" });
		expect(await isRunning(mark)).toBe(true);
		await endMarked(mark);
		await vi.waitFor(async () => expect(await isRunning(mark)).toBe(false));
		expect(await markOf(child.pid)).toBeUndefined();
	});

	it("is our own by default", async () => {
		expect((await markOf())?.pid).toBe(process.pid);
	});
});

posix("a watchdog that is told nothing", () => {
	it("does not hold up our end", async () => {
		const dog = await watchdogOver([join(folder, "kept")]);
		writeFileSync(join(folder, "kept"), "");
		dog.dispose();
		expect(existsSync(join(folder, "kept"))).toBe(true);
	});
});
