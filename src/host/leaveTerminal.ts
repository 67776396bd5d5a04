import { closeSync } from "node:fs";

/**
 * The last thing before the process ends; nothing can be printed afterwards. At its end Node puts the terminal back to what
 * it was at the start, which undoes what a program of `exec` changed (stty), and it aborts where the terminal is gone
 * (node.cc, ResetStdio). It leaves files alone that are closed.
 */
export function leaveTerminal(): void {
	if (process.platform === "win32") return;
	for (const file of [0, 1, 2]) {
		try {
			closeSync(file);
		} catch {
			// it was closed from the start
		}
	}
}
