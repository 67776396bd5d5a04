import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Log, Spawned, SpawnRequest } from "../../src/core/host.ts";
import { endGroup } from "../../src/host/endGroup.ts";
import { nodeStreams, spawnWith } from "../../src/host/spawned.ts";
import { isAlive } from "../support/isAlive.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";

const started: Spawned[] = [];
let folder: string;
beforeEach(() => {
	folder = temporaryFolder();
});
afterEach(async () => {
	for (const spawned of started.splice(0)) {
		spawned.dispose();
		await spawned.ended;
	}
	rmSync(folder, { recursive: true, force: true });
});

const request = (script: string, more: Partial<SpawnRequest> = {}): SpawnRequest => ({
	program: "/bin/sh",
	arguments: ["-c", script],
	folder,
	variables: { PATH: "/usr/bin:/bin" },
	origin: { kind: "machine" },
	graceMs: 300,
	...more,
});

async function start(script: string, more: Partial<SpawnRequest> = {}, log: Log = quietLog): Promise<Spawned> {
	const spawned = await spawnWith(trustAll, log)(request(script, more));
	started.push(spawned);
	return spawned;
}

async function textOf(output: AsyncIterable<Uint8Array>): Promise<string> {
	const parts: Uint8Array[] = [];
	for await (const part of output) parts.push(part);
	return Buffer.concat(parts).toString("utf8");
}

/** The process id that a script wrote to a file. */
async function pidIn(name: string): Promise<number> {
	const read = (): string => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "");
	await vi.waitFor(() => expect(read()).toMatch(/^\d+\n$/), 10_000);
	return Number(read());
}

describe("a process that stays", () => {
	it("answers what is sent to it while it runs, bytes as they are", async () => {
		const spawned = await start("cat; echo end");
		const output = spawned.stdout[Symbol.asyncIterator]();
		await spawned.write("中\n");
		expect(Buffer.from((await output.next()).value).toString("utf8")).toBe("中\n");
		await spawned.write(Uint8Array.of(0xff, 0));
		expect([...(await output.next()).value]).toEqual([0xff, 0]);
		spawned.endInput();
		expect(Buffer.from((await output.next()).value).toString("utf8")).toBe("end\n");
		expect((await output.next()).done).toBe(true);
		expect(await spawned.ended).toEqual({ status: 0 });
	});

	it("keeps its output until somebody reads it, also where it has ended before", async () => {
		const spawned = await start("head -c 60000 /dev/zero | tr '\\0' x; exit 3");
		expect(await spawned.ended).toEqual({ status: 3 });
		expect(await textOf(spawned.stdout)).toBe("x".repeat(60_000));
	});

	it("gives Node's own streams to who needs them", async () => {
		const spawned = await start("cat");
		const { stdin, stdout } = nodeStreams(spawned);
		expect(stdin).toBeInstanceOf(Writable);
		expect(stdout).toBeInstanceOf(Readable);
		expect(stdout).toBe(spawned.stdout);
		stdin.end("hello");
		expect(await textOf(stdout)).toBe("hello");
		expect(() => nodeStreams({ ...spawned })).toThrow(TypeError);
	});

	it("tells the lines of its standard error, to the log where nobody else wants them, and lives with a bad listener", async () => {
		const lines: string[] = [];
		const error = vi.fn();
		const listener = (line: string): void => {
			lines.push(line);
			if (line === "one") throw new TypeError("a mistake");
		};
		const spawned = await start("printf 'one\\ntwo\\nthree' >&2", { onErrorLine: listener }, { ...quietLog, error });
		await textOf(spawned.stdout);
		await vi.waitFor(() => expect(lines).toEqual(["one", "two", "three"]), 10_000);
		expect(error).toHaveBeenCalledExactlyOnceWith(expect.any(String), expect.any(TypeError));
		const debug = vi.fn();
		await start("echo words >&2", {}, { ...quietLog, debug });
		await vi.waitFor(() => expect(debug).toHaveBeenCalledWith("/bin/sh: words"), 10_000);
	});

	it("is not held up by megabytes of standard error", async () => {
		const spawned = await start("head -c 5000000 /dev/zero >&2; echo done");
		expect(await textOf(spawned.stdout)).toBe("done\n");
	});

	it("logs when it starts and how it ends", async () => {
		const info = vi.fn();
		const spawned = await start("exec sleep 1000", {}, { ...quietLog, info });
		spawned.dispose();
		expect(await spawned.ended).toEqual({ signal: "SIGTERM" });
		expect(info.mock.calls.flat()).toEqual([
			`/bin/sh -c … (process ${spawned.pid}) started`,
			`/bin/sh -c … (process ${spawned.pid}) ended with SIGTERM`,
		]);
	});

	it("has time to end by itself when it is disposed", async () => {
		const spawned = await start("trap 'echo bye; exit 5' TERM; echo $$ > ready; while :; do sleep 0.05; done", {
			graceMs: 10_000,
		});
		await pidIn("ready");
		spawned.dispose();
		spawned.dispose();
		expect(await textOf(spawned.stdout)).toBe("bye\n");
		expect(await spawned.ended).toEqual({ status: 5 });
	});

	it("is killed with all that it started where it does not", async () => {
		const spawned = await start("trap '' TERM; sleep 1000 & echo $! > pid; while :; do sleep 0.05; done");
		const pid = await pidIn("pid");
		spawned.dispose();
		expect(await spawned.ended).toEqual({ signal: "SIGKILL" });
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
	});

	it("takes with it what it started when it ends by itself", async () => {
		const spawned = await start("sleep 1000 & echo $! > pid");
		expect(await spawned.ended).toEqual({ status: 0 });
		const pid = await pidIn("pid");
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
		spawned.dispose();
	});

	it("ends with us", async () => {
		const bundle = join(folder, "spawned.cjs");
		const entry = join(import.meta.dirname, "../../src/host/spawned.ts");
		buildSync({ entryPoints: [entry], outfile: bundle, bundle: true, platform: "node", format: "cjs" });
		const script = `
			const log = { info() {}, debug() {}, error() {} };
			const spawn = require(${JSON.stringify(bundle)}).spawnWith({ allows: () => true }, log);
			spawn(${JSON.stringify(request("trap '' TERM; echo $$ > pid; while :; do sleep 0.05; done"))})
				.then(() => setInterval(() => require("fs").existsSync("pid") && process.exit(0), 20));
		`;
		execFileSync(process.execPath, ["-e", script], { cwd: folder });
		const pid = await pidIn("pid");
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
	});

	it("that has ended takes no more", async () => {
		const spawned = await start("exit 0");
		await spawned.ended;
		await expect(spawned.write("x".repeat(1_000_000))).rejects.toMatchObject({ fault: { kind: "process-failed" } });
		await expect(spawned.write("x")).rejects.toMatchObject({ fault: { kind: "process-failed" } });
	});

	it.each([["/no/such/program"], ["/etc/passwd"]])("that cannot be started is a fault: %s", async (program) => {
		await expect(start("", { program })).rejects.toMatchObject({ fault: { kind: "process-failed" } });
	});

	it("of a folder that is not trusted is not started", async () => {
		const spawnCarefully = spawnWith({ allows: ({ kind }) => kind === "machine" }, quietLog);
		const origin = { kind: "folder", folder: "/work" } as const;
		await expect(spawnCarefully(request("echo > ran", { origin }))).rejects.toMatchObject({
			fault: { kind: "not-allowed" },
		});
		expect(existsSync(join(folder, "ran"))).toBe(false);
	});
});

describe("the end of a process on Windows", () => {
	const taskkill = (): string => `${folder}\\System32\\taskkill.exe`;
	afterEach(() => rmSync(taskkill(), { force: true }));

	it("takes its children with it, by the system's own program, and only when it has to", async () => {
		// on Linux a name with backslashes is an ordinary file name
		writeFileSync(taskkill(), `#!/bin/sh\necho "$@" > '${folder}/words'\n`);
		chmodSync(taskkill(), 0o755);
		const child = spawn("sleep", ["1000"]);
		const system = { platform: "win32", root: folder };
		endGroup(child, "SIGTERM", system);
		endGroup(child, "SIGKILL", system);
		await vi.waitFor(
			() => expect(readFileSync(join(folder, "words"), "utf8")).toBe(`/pid ${child.pid} /t /f\n`),
			10_000,
		);
		child.kill("SIGKILL");
	});

	it("takes at least itself where that program is missing", async () => {
		const child = spawn("sleep", ["1000"]);
		endGroup(child, "SIGKILL", { platform: "win32", root: folder });
		await vi.waitFor(() => expect(child.signalCode).toBe("SIGKILL"), 10_000);
		endGroup(child, "SIGKILL", { platform: "win32", root: folder });
	});
});
