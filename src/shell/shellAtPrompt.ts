import { shellKind } from "./shellKind.ts";

/** What {@link isShellAtPrompt} reads, on Linux and macOS: every process with its parent and its program. */
export const processesCommand = { program: "ps", arguments: ["-A", "-o", "pid=,ppid=,comm="] } as const;

/**
 * Whether a terminal's process is still the shell that was started, and runs nothing: a start-up file may have put another
 * shell in its place, or a tmux, and what is typed then arrives in somebody's session.
 */
export function isShellAtPrompt(processes: string, terminal: number, shell: string): boolean {
	const rows = processes.split("\n").flatMap((line) => {
		const [, pid, parent, program = ""] = /^\s*(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(line) ?? [];
		// a login shell has a hyphen before its name
		return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), program: program.replace(/^-/, "") }];
	});
	const own = rows.find(({ pid }) => pid === terminal);
	const kind = shellKind(shell);
	return (
		own !== undefined &&
		kind !== undefined &&
		shellKind(own.program) === kind &&
		rows.every(({ parent }) => parent !== terminal)
	);
}
