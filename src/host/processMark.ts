import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import type { ProcessMark } from "../core/host.ts";
import { endGroup } from "./endGroup.ts";
import { isAlive } from "./storeFiles.ts";

/** The mark of a process, by default our own; undefined if it does not exist. */
export async function markOf(pid = process.pid): Promise<ProcessMark | undefined> {
	const started = await startOf(pid);
	return started === undefined ? undefined : { pid, started, machine: await machineName() };
}

/** Whether the process still runs; undefined if it is one of another machine or container. */
export async function isRunning(mark: ProcessMark): Promise<boolean | undefined> {
	if (mark.machine !== (await machineName())) return undefined;
	return (await startOf(mark.pid)) === mark.started;
}

/** Ends a process with its process group, if it is still the same. */
export async function endMarked(mark: ProcessMark): Promise<void> {
	if ((await isRunning(mark)) !== true) return;
	endGroup(
		{ pid: mark.pid, exitCode: null, signalCode: null, kill: (signal) => process.kill(mark.pid, signal) },
		"SIGKILL",
	);
}

/** Containers share a store, but not their process ids: each has a PID namespace of its own (pid_namespaces(7)). */
async function machineName(): Promise<string> {
	if (process.platform !== "linux") return hostname();
	return `${hostname()} ${await readlink("/proc/self/ns/pid").catch(() => "")}`.trim();
}

/**
 * When a process started; undefined if it does not exist or has ended. Linux: the boot and the time since then (proc_pid_stat(5),
 * field 22). macOS: as ps prints it. Windows tells it to nobody who may not ask for more, so there the id alone decides.
 */
async function startOf(pid: number): Promise<string | undefined> {
	if (process.platform === "linux") return await linuxStart(pid);
	if (process.platform === "win32") return isAlive(pid) ? "" : undefined;
	const answer = promisify(execFile)("/bin/ps", ["-o", "lstart=", "-p", `${pid}`], { env: { LC_ALL: "C" } });
	return await answer.then(
		({ stdout }) => stdout.trim() || undefined,
		() => undefined,
	);
}

async function linuxStart(pid: number): Promise<string | undefined> {
	const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => undefined);
	if (stat === undefined) return undefined;
	// the second field is the program's name, in which anything may stand
	const [state = "", ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	if (/[ZX]/.test(state)) return undefined;
	const boot = await readFile("/proc/sys/kernel/random/boot_id", "latin1").catch(() => "");
	return `${boot.trim()} ${fields[18]}`;
}
