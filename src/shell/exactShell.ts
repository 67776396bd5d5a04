import type { Paths, Variables } from "../core/host.ts";
import { shellKind } from "./shellKind.ts";

/** How an interactive shell is started so that an environment is in front also after the user's start-up files. */
export interface ExactShell {
	readonly args: readonly string[];
	/** Besides those of the environment. The start-up takes them out again. */
	readonly variables: Variables;
}

interface ExactShellOptions {
	/** The program `go-environments`, absolute: a start-up file may set PATH anew. */
	readonly program: string;
	/** Of the environment. */
	readonly id: string;
	/** Our folder of start-up files (media/shell). */
	readonly files: string;
	/** ZDOTDIR as the user has it. */
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
 * Each shell asks `go-environments env` when its start-up files have run, so a PATH line there does not win. One whose language
 * we do not speak, and sh, which reads no file when it is started so, get nothing.
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
