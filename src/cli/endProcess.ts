import type { Fault } from "../core/fault.ts";

/**
 * Ends the process with a status after all output was written. While a single file system call hangs on a dead disk, Node can
 * only be ended by SIGKILL: the status is then 137.
 */
export function endProcess(
	process: Pick<NodeJS.Process, "exit" | "kill" | "pid">,
	silent: readonly Fault[],
	status: number,
): void {
	if (silent.length > 0) process.kill(process.pid, "SIGKILL");
	else process.exit(status);
}
