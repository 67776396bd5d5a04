import { writeFileSync } from "node:fs";
import { constants } from "node:os";

/** Time for a signal to end this process. */
const deliveryMs = 1000;

/**
 * Ends this process by the signal that ended the program: only then does a shell stop a loop and show 128 + signal. Resolves to
 * that number if the signal did not end this process.
 */
export async function endBySignal(
	process: Pick<NodeJS.Process, "kill" | "pid" | "on" | "off" | "chdir" | "platform">,
	signal: string,
): Promise<number> {
	const name = signal as NodeJS.Signals;
	try {
		if (process.platform === "linux") withoutCore(process);
		restoreDefault(process, name);
		process.kill(process.pid, name);
		await new Promise((done) => setTimeout(done, deliveryMs));
	} catch {
		// this system does not know the signal
	}
	return 128 + (constants.signals[name] ?? 0);
}

/** Node ignores SIGPIPE and uses SIGUSR1 for its debugger; removing the last listener restores the system's default. */
function restoreDefault(process: Pick<NodeJS.Process, "on" | "off">, signal: NodeJS.Signals): void {
	if (signal === "SIGKILL" || signal === "SIGSTOP") return;
	const listener = (): void => {};
	process.on(signal, listener);
	process.off(signal, listener);
}

/** Prevents a core file of our own (SIGQUIT, SIGSEGV), which would overwrite the program's: no file can be created in /proc. */
function withoutCore(process: Pick<NodeJS.Process, "chdir">): void {
	try {
		process.chdir("/proc");
		writeFileSync("/proc/self/coredump_filter", "0");
	} catch {
		// not essential: only avoids an unneeded file
	}
}
