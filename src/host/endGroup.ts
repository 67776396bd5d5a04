import { type ChildProcess, spawn } from "node:child_process";

type EndableProcess = Pick<ChildProcess, "exitCode" | "signalCode" | "kill"> & { readonly pid?: number | undefined };

interface System {
	readonly platform: string;
	/** The Windows folder. */
	readonly root: string;
}

const thisSystem = (): System => ({
	platform: process.platform,
	root: process.env["SystemRoot"] ?? "C:\\Windows",
});

/**
 * Sends a signal to a process and its descendants in the same process group. Windows has neither process groups nor SIGTERM:
 * there only SIGKILL has an effect, and only while the process runs, because its children are found through it.
 */
export function endGroup(child: EndableProcess, signal: "SIGTERM" | "SIGKILL", system = thisSystem()): void {
	if (child.pid === undefined) return;
	if (system.platform === "win32") {
		if (signal === "SIGKILL" && child.exitCode === null && child.signalCode === null) endTree(child, child.pid, system);
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch {
		// it has ended meanwhile
	}
}

/** By full path: Windows would look for a bare name in the working directory first. */
function endTree(child: EndableProcess, pid: number, { root }: System): void {
	const killer = spawn(`${root}\\System32\\taskkill.exe`, ["/pid", `${pid}`, "/t", "/f"], {
		stdio: "ignore",
		windowsHide: true,
	});
	killer.on("error", () => child.kill("SIGKILL")); // taskkill is missing: end at least the process itself
}
