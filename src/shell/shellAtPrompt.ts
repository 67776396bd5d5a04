import { shellKind } from "./shellKind.ts";

/** The input of {@link isShellAtPrompt}, on Linux and macOS: every process with its parent and its program. */
export const processesCommand = { program: "ps", arguments: ["-A", "-o", "pid=,ppid=,comm="] } as const;

/**
 * Whether a terminal's process is still the shell that was started, and runs nothing: a start-up file may have replaced it by
 * another shell or a tmux, and input would then reach another session.
 */
export function isShellAtPrompt(processes: string, terminal: number, shell: string): boolean {
	const rows = processes.split("\n").flatMap((line) => {
		const [, pid, parent, program = ""] = /^\s*(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(line) ?? [];
		// a login shell's name starts with a hyphen
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
