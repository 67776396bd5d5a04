import { closeSync, fstatSync } from "node:fs";

/**
 * Call this last before the process ends; nothing can be printed afterwards. When it ends, Node resets each terminal to its
 * initial state, which undoes the changes of a program run by `exec` (stty), and it aborts if the terminal is gone (node.cc,
 * ResetStdio). It skips closed files, so terminals are closed here; pipes stay open, because Node has to make them blocking
 * again.
 */
export function leaveTerminal(): void {
	if (process.platform === "win32") return;
	releasePipes();
	for (const file of [0, 1, 2]) {
		try {
			// not isatty, which returns false for a terminal that is gone
			if (fstatSync(file).isCharacterDevice()) closeSync(file);
		} catch {
			// it was already closed
		}
	}
}

/** A stream as Node creates it; `_handle` is internal, so it may be missing. */
interface StreamWithHandle {
	readonly _handle?: { setBlocking?(isBlocking: boolean): number } | null;
}

/**
 * Makes our output pipes blocking again, because Node does so only if it ends regularly, not by a signal. Other processes share
 * the pipe, such as the next program of a script, and would lose output that does not fit into it.
 */
export function releasePipes(): void {
	if (process.platform === "win32") return;
	for (const stream of [process.stdout, process.stderr]) {
		(stream as unknown as StreamWithHandle)._handle?.setBlocking?.(true);
	}
}
