import { readFileSync } from "node:fs";

/** Whether a process runs; one that has ended and that nobody asked about (a zombie) does not. Linux. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
	} catch {
		return false;
	}
}
