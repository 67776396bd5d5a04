import { readFileSync } from "node:fs";

/** Whether a process runs; false for a zombie, which has ended but was not waited for. Linux. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
	} catch {
		return false;
	}
}
