import { writeFileSync } from "node:fs";
import { constants } from "node:os";

/** Milliseconds that a signal to ourselves has time to end us. */
const deliveryMs = 1000;

/**
 * Ends us by the signal that ended the program: a shell stops a loop, and shows 128 + signal, only for that. Resolves to that
 * number where the signal did not end us.
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
		// a signal that this system does not know
	}
	return 128 + (constants.signals[name] ?? 0);
}

/** Node ignores SIGPIPE, and takes SIGUSR1 for its debugger; the last listener that goes makes the system's default of each. */
function restoreDefault(process: Pick<NodeJS.Process, "on" | "off">, signal: NodeJS.Signals): void {
	if (signal === "SIGKILL" || signal === "SIGSTOP") return;
	const listener = (): void => {};
	process.on(signal, listener);
	process.off(signal, listener);
}

/** The program's core file is the one to look at: ours, of SIGQUIT or SIGSEGV, would take its name. No file can be made in /proc. */
function withoutCore(process: Pick<NodeJS.Process, "chdir">): void {
	try {
		process.chdir("/proc");
		writeFileSync("/proc/self/coredump_filter", "0");
	} catch {
		// it is only about a file that nobody needs
	}
}
