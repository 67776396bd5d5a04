import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunRequest } from "../../src/core/host.ts";
import { foregroundWith, runWith } from "../../src/host/processes.ts";
import { isAlive } from "../support/isAlive.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";

const run = runWith(trustAll, quietLog);
let folder: string;
beforeEach(() => {
	folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sh = (script: string, more: Partial<RunRequest> = {}): RunRequest => ({
	program: "/bin/sh",
	arguments: ["-c", script],
	folder,
	variables: { PATH: "/usr/bin:/bin", MARK: "m" },
	origin: { kind: "machine" },
	timeoutMs: 10_000,
	...more,
});

describe("a process that ends", () => {
	it("gets exactly its variables and folder, no input, and its output and status are told", async () => {
		const result = await run(sh("cat; pwd; env | grep -v ^PWD= | grep -v ^_= | sort; echo oops >&2; exit 3"));
		expect(result.status).toBe(3);
		expect(result.stdout.split("\n").filter((line) => !/^(OLDPWD|SHLVL)=/.test(line))).toEqual([
			folder,
			"MARK=m",
			"PATH=/usr/bin:/bin",
			"",
		]);
		expect(result.stderr).toBe("oops\n");
	});

	it("keeps the first bytes of megabytes of output and is not held up by them", async () => {
		const result = await run(sh("head -c 5000000 /dev/zero | tr '\\0' x; echo end >&2", { maxOutputBytes: 1000 }));
		expect(result.stdout).toBe("x".repeat(1000));
		expect(result.stderr).toBe("end\n");
	});

	it("is ended with all that it started when its time is over", async () => {
		const pidFile = join(folder, "pid");
		const running = run(sh(`sleep 1000 & echo $! > ${pidFile}; wait`, { timeoutMs: 300 }));
		await expect(running).rejects.toMatchObject({ fault: { kind: "timed-out" } });
		const pid = Number(readFileSync(pidFile, "utf8"));
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
	});

	it("may end what is in other groups first, where it has time for that, and is killed if it does not end", async () => {
		const cleaned = join(folder, "cleaned");
		const tidy = `trap 'echo > ${cleaned}; exit 0' TERM; while :; do sleep 0.01; done`;
		await expect(run(sh(tidy, { timeoutMs: 300, graceMs: 5000 }))).rejects.toMatchObject({
			fault: { kind: "timed-out" },
		});
		expect(existsSync(cleaned)).toBe(true);
		const hardOfHearing = `trap '[ -e ${cleaned}.once ] && echo > ${cleaned}.twice && exit 0; echo > ${cleaned}.once' TERM; while :; do sleep 0.01; done`;
		await expect(run(sh(hardOfHearing, { timeoutMs: 300, graceMs: 5000 }))).rejects.toMatchObject({
			fault: { kind: "timed-out" },
		});
		expect(existsSync(`${cleaned}.twice`)).toBe(true);
		const deaf = "trap '' TERM; while :; do sleep 0.01; done";
		const started = performance.now();
		await expect(run(sh(deaf, { timeoutMs: 300, graceMs: 300 }))).rejects.toMatchObject({
			fault: { kind: "timed-out" },
		});
		expect(performance.now() - started).toBeGreaterThan(590);
	});

	it("is ended when it is cancelled, and not started when it was cancelled before", async () => {
		const cancel = new AbortController();
		const started = join(folder, "started");
		const running = run(sh(`echo > ${started}; sleep 1000`), cancel.signal);
		await vi.waitFor(() => expect(existsSync(started)).toBe(true));
		cancel.abort();
		await expect(running).rejects.toMatchObject({ fault: { kind: "cancelled" } });
		await expect(run(sh("exit 0"), cancel.signal)).rejects.toMatchObject({ fault: { kind: "cancelled" } });
	});

	it("has ended when it ends, whatever it left running", async () => {
		const result = await run(sh("sleep 1000 & echo $!"));
		expect(result.status).toBe(0);
		await vi.waitFor(() => expect(isAlive(Number(result.stdout))).toBe(false));
	});

	it("that cannot be started is a fault", async () => {
		await expect(run(sh("", { program: "/no/such/program" }))).rejects.toMatchObject({
			fault: { kind: "process-failed" },
		});
	});

	it("that a signal ended has no status", async () => {
		expect((await run(sh("kill -9 $$"))).status).toBeNull();
	});

	it("tells each line when it is written, whole, and keeps no more output for it", async () => {
		const script = "printf '1ä\\n2'; read x <$0; printf '中\\r50%%\\r100%%\\r\\n' >&2; printf 'end'";
		const fifo = join(folder, "fifo");
		execFileSync("mkfifo", [fifo]);
		const told: string[] = [];
		const onLine = (line: string, from: string): void => void told.push(`${from} ${line}`);
		const running = run(sh(script, { arguments: ["-c", script, fifo], onLine, maxOutputBytes: 3 }));
		// it waits for us, so the line was reported while it runs
		await vi.waitFor(() => expect(told).toEqual(["stdout 1ä"]), 10_000);
		writeFileSync(fifo, "go on\n");
		expect(await running).toEqual({ status: 0, stdout: "1ä", stderr: "中" });
		expect(told.filter((line) => line.startsWith("stdout"))).toEqual(["stdout 1ä", "stdout 2end"]);
		expect(told.filter((line) => line.startsWith("stderr"))).toEqual(["stderr 中", "stderr 50%", "stderr 100%"]);
	});

	it("tells a line that was not ended when its time is over", async () => {
		const told: string[] = [];
		const running = run(sh("printf half; sleep 1000", { timeoutMs: 1000, onLine: (line) => void told.push(line) }));
		await expect(running).rejects.toMatchObject({ fault: { kind: "timed-out" } });
		expect(told).toEqual(["half"]);
	});

	it("is ended with all that it started when its lines cannot be taken, and the mistake is thrown on", async () => {
		const mistake = new TypeError("a mistake");
		const told: string[] = [];
		const onLine = (line: string): void => {
			told.push(line);
			throw mistake;
		};
		await expect(run(sh("sleep 1000 & echo $!; echo more; wait", { onLine }))).rejects.toBe(mistake);
		expect(told).toHaveLength(1);
		await vi.waitFor(() => expect(isAlive(Number(told[0]))).toBe(false), 10_000);
	});

	it("of a folder that is not trusted is not started", async () => {
		const careful = runWith({ allows: ({ kind }) => kind === "machine" }, quietLog);
		const file = join(folder, "ran");
		const request = sh(`echo > ${file}`, { origin: { kind: "folder", folder: "/work" } });
		await expect(careful(request)).rejects.toMatchObject({ fault: { kind: "not-allowed" } });
		expect(existsSync(file)).toBe(false);
		expect((await careful(sh("exit 0"))).status).toBe(0);
	});
});

describe("a process in the foreground", () => {
	const foreground = foregroundWith(trustAll);
	const status = (script: string, program = "/bin/sh"): Promise<unknown> =>
		foreground({
			program,
			arguments: ["-c", script],
			folder,
			variables: { PATH: "/usr/bin:/bin" },
			origin: { kind: "machine" },
		});

	it("tells its status, or the signal that ended it", async () => {
		expect(await status("exit 7")).toEqual({ status: 7 });
		expect(await status("kill -TERM $$")).toEqual({ signal: "SIGTERM" });
	});

	it("says why it could not be started, whichever way Node tells it", async () => {
		expect(await status("", "/no/such/program")).toEqual({ notStarted: "ENOENT" });
		expect(await status("", "/etc/passwd")).toEqual({ notStarted: "EACCES" });
		expect(await status("x".repeat(3_000_000))).toEqual({ notStarted: "E2BIG" });
	});
});
