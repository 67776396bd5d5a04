import { uptime } from "node:process";
import type { Host } from "../../../core/host.ts";
import { ageCommand, processAge } from "../../../shell/processAge.ts";

/** VS Code restores the terminals of a window that is loaded again within this time. */
const restoringSeconds = 60;
const timeoutMs = 2000;

/**
 * Whether a terminal's shell was started before the window was loaded: the window was loaded again, and VS Code restored the
 * terminal. False on Windows, where it is not known.
 */
export async function isOlderThanWindow({ run, home, variables, platform }: Host, shell: number): Promise<boolean> {
	const windowSeconds = uptime();
	if (platform === "win32" || windowSeconds > restoringSeconds) return false;
	const origin = { kind: "machine" } as const;
	const request = { ...ageCommand(shell), folder: home, variables, origin, timeoutMs };
	const result = await run(request).catch(() => undefined); // a system without ps
	const age = processAge(result?.stdout ?? "");
	// whole seconds
	return age !== undefined && age > windowSeconds + 1;
}
