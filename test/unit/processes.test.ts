import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunRequest } from "../../src/core/host.ts";
import { foregroundWith, runWith } from "../../src/host/processes.ts";
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
	limit: 10_000,
	...more,
});

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
	} catch {
		return false;
	}
};

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
		const result = await run(sh("head -c 5000000 /dev/zero | tr '\\0' x; echo end >&2", { outputLimit: 1000 }));
		expect(result.stdout).toBe("x".repeat(1000));
		expect(result.stderr).toBe("end\n");
	});

	it("is ended with all that it started when its time is over", async () => {
		const pidFile = join(folder, "pid");
		const running = run(sh(`sleep 1000 & echo $! > ${pidFile}; wait`, { limit: 300 }));
		await expect(running).rejects.toMatchObject({ fault: { kind: "timed-out" } });
		const pid = Number(readFileSync(pidFile, "utf8"));
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
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
