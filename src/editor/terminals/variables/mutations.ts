import { activeMark, activeTimes, launcherFolder, markFor } from "../../../core/activation/activeMark.ts";
import type { Activation } from "../../../core/activation.ts";
import type { EnvironmentId } from "../../../core/environment.ts";
import type { Host } from "../../../core/host.ts";
import { variable } from "../../../core/variables.ts";

/** One change that VS Code makes to a variable of every new terminal. */
export interface Mutation {
	readonly variable: string;
	readonly kind: "prepend" | "replace" | "append";
	readonly value: string;
	/**
	 * Only at the start of a terminal's process, not again by the shell's integration: what leaving another environment took
	 * away a start-up file may put there anew (`conda init` activates base), and half of that would be none.
	 */
	readonly isOnlyAtStart?: true;
}

type Machine = Pick<Host, "platform" | "path" | "variables">;

/**
 * An activation as VS Code's environment variable collections can say it. A collection holds one mutator for each variable,
 * so all entries of a list are one prepend; it cannot take entries out (they stay behind ours) and cannot unset: what stands
 * for that says `unsetValue`, and where nothing does the variable stays. A list that is not set is replaced: `x:` in front of nothing would put the working directory into it.
 * `launcher` is the folder of `go-environments`, behind our entries: this PATH takes the place of the window's.
 */
export function mutationsOf(
	host: Machine,
	id: EnvironmentId,
	activation: Activation,
	launcher?: string,
): readonly Mutation[] {
	const { delimiter } = host.path;
	const lists = Object.entries(activation.lists).flatMap(([name, { prepend }]): Mutation[] => {
		if (prepend.length === 0) return [];
		const behind = name === "PATH" && launcher !== undefined ? [launcher] : [];
		const entries = [...prepend, ...behind].join(delimiter);
		return variable(host, host.variables, name)
			? [{ variable: name, kind: "prepend", value: `${entries}${delimiter}` }]
			: [{ variable: name, kind: "replace", value: entries }];
	});
	const values = Object.entries({ ...activation.variables, ...activation.terminal }).flatMap(([name, given]) => {
		const value = given ?? unsetValue(name);
		return value === undefined ? [] : [[name, value] as const];
	});
	const replaced = values.map(([name, value]): Mutation => {
		const isTaken = activation.variables[name] === null && activation.left?.includes(name) === true;
		return { variable: name, kind: "replace", value, ...(isTaken ? { isOnlyAtStart: true } : {}) };
	});
	const variables = Object.fromEntries(values);
	const made = { ...activation, variables };
	return [
		...lists,
		...replaced,
		// what our own variables were is what a terminal starts from, but for the user's start-up files
		{ variable: activeMark, kind: "replace", value: markFor(host, id, made, host.variables) },
		// prepended as often as our entries are: at the start of the process, and again by a shell's integration
		{ variable: activeTimes, kind: "prepend", value: "1" },
		...(launcher === undefined ? [] : [launcherMutation(launcher)]),
	];
}

const launcherMutation = (launcher: string): Mutation => ({
	variable: launcherFolder,
	kind: "replace",
	value: launcher,
});

/** A place in VS Code's order, without any effect. */
export const untouched: Mutation = { variable: "PATH", kind: "append", value: "" };

/**
 * What all terminals of the window get, whatever their folder. VS Code keeps one list of mutators for each variable and scope,
 * in the order in which an extension first touched it, and applies the last one alone that holds for a terminal's folder. This
 * one stands before those of our folders, so an extension that prepends to PATH for all folders, however late, joins it and
 * never takes the place of a folder's (measured in VS Code 1.93 and 1.139; the editor's suite `terminals` holds it).
 */
export function windowMutations(host: Machine, launcher: string | undefined): readonly Mutation[] {
	if (launcher === undefined) return [untouched];
	const hasPath = variable(host, host.variables, "PATH");
	return [
		hasPath
			? { variable: "PATH", kind: "prepend", value: `${launcher}${host.path.delimiter}` }
			: { variable: "PATH", kind: "replace", value: launcher },
		launcherMutation(launcher),
	];
}

/**
 * Variables whose readers take an empty value as none: the go command (go src cmd/go/internal/cfg.Getenv) and Go's runtime;
 * conda, for all but its level, and gvm, whose scripts ask with `-z`; CPython (_Py_GetEnv); the locale (POSIX, 8.2).
 */
const emptyIsUnset =
	/^(?:GO[A-Z0-9]*|CGO_[A-Z0-9_]+|CONDA_(?:PREFIX|DEFAULT_ENV|PROMPT_MODIFIER|PREFIX_\d+|STACKED_\d+)|__CONDA_SHLVL_\d+_\w+|GVM_\w+|gvm_\w+|PYTHON[A-Z]+|LANG|LC_[A-Z]+)$/;

/**
 * What stands for "not set" where a variable cannot be unset, as in an EnvironmentVariableCollection of VS Code: the value that
 * its readers take so. Undefined where there is none, and the variable has to stay as it is: make takes an empty CC for a
 * command without a name, OpenSSL an empty SSL_CERT_FILE for a file that is missing, git an empty GIT_DIR for an error.
 */
export function unsetValue(name: string): string | undefined {
	// every `conda activate` calculates with it, and fails with an empty one (conda's activate.py, int(CONDA_SHLVL))
	if (name === "CONDA_SHLVL") return "0";
	return emptyIsUnset.test(name) ? "" : undefined;
}

/**
 * Whether VS Code gives each terminal and task the variables of its own folder. Before 1.110 a remote window (SSH, WSL,
 * container, browser) gives those of the active editor's folder instead (microsoft/vscode#293628); with one folder that is the
 * same.
 */
export function knowsFolders(version: string, isRemote: boolean, folders: number): boolean {
	if (!isRemote || folders < 2) return true;
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 1 || minor >= 110;
}
