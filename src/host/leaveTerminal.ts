import { closeSync, fstatSync } from "node:fs";

/**
 * The last thing before the process ends; nothing can be printed afterwards. At its end Node puts each terminal back to what it
 * was at the start, which undoes what a program of `exec` changed (stty), and it aborts where the terminal is gone (node.cc,
 * ResetStdio). It leaves files alone that are closed, so terminals are; pipes stay open, for Node has to make them blocking again.
 */
export function leaveTerminal(): void {
	if (process.platform === "win32") return;
	releasePipes();
	for (const file of [0, 1, 2]) {
		try {
			// not isatty: it denies a terminal that is gone
			if (fstatSync(file).isCharacterDevice()) closeSync(file);
		} catch {
			// it was closed from the start
		}
	}
}

/** A stream as Node made it; `_handle` is internal, so its absence is no error. */
interface StreamWithHandle {
	readonly _handle?: { setBlocking?(isBlocking: boolean): number } | null;
}

/**
 * Makes the pipes of our output blocking again, for where a signal ends us: Node does so only at an end of its own. Others have
 * the same pipe, as the next program of a script, and lose output that does not fit into it.
 */
export function releasePipes(): void {
	if (process.platform === "win32") return;
	for (const stream of [process.stdout, process.stderr]) {
		(stream as unknown as StreamWithHandle)._handle?.setBlocking?.(true);
	}
}
