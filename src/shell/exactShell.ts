import type { Paths, Variables } from "../core/host.ts";
import { shellKind } from "./shellKind.ts";

/** How to start an interactive shell so that an environment comes first on PATH even after the user's start-up files. */
export interface ExactShell {
	readonly args: readonly string[];
	/** In addition to those of the environment. The start-up code removes them again. */
	readonly variables: Variables;
}

interface ExactShellOptions {
	/** The absolute path of `go-environments`, because a start-up file may change PATH. */
	readonly program: string;
	/** The id of the environment. */
	readonly id: string;
	/** Our folder of start-up files (media/shell). */
	readonly files: string;
	/** The user's own ZDOTDIR. */
	readonly zdotdir?: string | undefined;
	readonly path: Pick<Paths, "join">;
}

const program = "GO_ENVIRONMENTS_START";
const id = "GO_ENVIRONMENTS_START_ID";

/** fish runs `-C`, and PowerShell `-Command`, after the start-up files. */
const fishCode = [`command $${program} env --shell fish --environment $${id} | source`, `set -e ${program} ${id}`].join(
	"; ",
);
const powershellCode = [
	`& $env:${program} env --shell powershell --environment $env:${id} | Out-String | Invoke-Expression`,
	`Remove-Item Env:${program}, Env:${id}`,
].join("; ");

/**
 * Each shell runs `go-environments env` after its start-up files, so that a PATH line there does not win. An unsupported shell,
 * and sh, which then reads no start-up file, get nothing.
 */
export function exactShell(shell: string, options: ExactShellOptions): ExactShell {
	const { files, path } = options;
	const variables = { [program]: options.program, [id]: options.id };
	switch (shellKind(shell)) {
		case "bash":
			return { args: ["--init-file", path.join(files, "start.bash")], variables };
		case "zsh":
			return {
				args: [],
				variables: {
					...variables,
					ZDOTDIR: path.join(files, "zsh"),
					...(options.zdotdir === undefined ? {} : { GO_ENVIRONMENTS_START_ZDOTDIR: options.zdotdir }),
				},
			};
		case "fish":
			return { args: ["-C", fishCode], variables };
		case "powershell":
			return { args: ["-NoExit", "-Command", powershellCode], variables };
		default:
			return { args: [], variables: {} };
	}
}
