import type { Fault } from "../core/fault.ts";

/**
 * Ends the process with a status, after everything was printed. ONE call that a dead disk never answers keeps Node from
 * ending in any way but by SIGKILL: the status is then 137.
 */
export function endProcess(
	process: Pick<NodeJS.Process, "exit" | "kill" | "pid">,
	silent: readonly Fault[],
	status: number,
): void {
	if (silent.length > 0) process.kill(process.pid, "SIGKILL");
	else process.exit(status);
}
