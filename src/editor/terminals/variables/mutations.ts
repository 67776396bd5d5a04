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
	 * Applied only when a terminal's process starts, not again by shell integration: a start-up file may restore what leaving
	 * another environment removed (`conda init` activates base), and removing only a part would break that environment.
	 */
	readonly isOnlyAtStart?: true;
}

/** What it takes to compute the variables of a terminal. */
export type VariablesHost = Pick<Host, "platform" | "path" | "variables">;

/**
 * An activation as VS Code's environment variable collections can express it. A collection has one mutator per variable, so all
 * entries of a list are one prepend. It cannot remove entries (they stay behind ours) and cannot unset: `unsetValue` gives a
 * replacement value; without one the variable stays. A list that is not set is replaced, because prepending `x:` to an empty
 * value would add the working directory. `launcher` is the folder of `go-environments`, after our entries: this PATH replaces
 * the window's.
 */
export function mutationsOf(
	host: VariablesHost,
	id: EnvironmentId | "inherited",
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
		// a terminal starts with our own variables, apart from the user's start-up files; what is inherited needs no leaving
		...(id === "inherited"
			? []
			: [{ variable: activeMark, kind: "replace", value: markFor(host, id, made, host.variables) } as const]),
		// prepended as often as our entries: at the start of the process, and again by shell integration
		{ variable: activeTimes, kind: "prepend", value: "1" },
		...(launcher === undefined ? [] : [launcherMutation(launcher)]),
	];
}

const launcherMutation = (launcher: string): Mutation => ({
	variable: launcherFolder,
	kind: "replace",
	value: launcher,
});

/** Reserves a position in VS Code's order, without any effect. */
export const untouched: Mutation = { variable: "PATH", kind: "append", value: "" };

/**
 * The variables of all terminals of the window, for every folder. VS Code keeps one list of mutators per variable and scope,
 * ordered by when an extension first set it, and applies only the last one that matches a terminal's folder. This one precedes
 * those of our folders, so an extension that prepends to PATH for all folders, at any time, joins it and never replaces a
 * folder's (measured in VS Code 1.93 and 1.139; tested by the editor suite `terminals`).
 */
export function windowMutations(host: VariablesHost, launcher: string | undefined): readonly Mutation[] {
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
 * Variables whose readers treat an empty value as unset: the go command (go src cmd/go/internal/cfg.Getenv) and Go's runtime;
 * conda, except for its level, and gvm, whose scripts test with `-z`; CPython (_Py_GetEnv); the locale (POSIX, 8.2).
 */
const emptyIsUnset =
	/^(?:GO[A-Z0-9]*|CGO_[A-Z0-9_]+|CONDA_(?:PREFIX|DEFAULT_ENV|PROMPT_MODIFIER|PREFIX_\d+|STACKED_\d+)|__CONDA_SHLVL_\d+_\w+|GVM_\w+|gvm_\w+|PYTHON[A-Z]+|LANG|LC_[A-Z]+)$/;

/**
 * The value that means "not set" if a variable cannot be unset, as in VS Code's EnvironmentVariableCollection. Undefined if
 * there is none and the variable has to stay: make treats an empty CC as a command without a name, OpenSSL an empty
 * SSL_CERT_FILE as a missing file, git an empty GIT_DIR as an error.
 */
export function unsetValue(name: string): string | undefined {
	// every `conda activate` calculates with it and fails if it is empty (conda's activate.py, int(CONDA_SHLVL))
	if (name === "CONDA_SHLVL") return "0";
	return emptyIsUnset.test(name) ? "" : undefined;
}

/**
 * Whether VS Code gives each terminal and task the variables of its own folder. Before 1.110 a remote window (SSH, WSL,
 * container, browser) uses those of the active editor's folder instead (microsoft/vscode#293628); with one folder there is no
 * difference.
 */
export function knowsFolders(version: string, isRemote: boolean, folders: number): boolean {
	if (!isRemote || folders < 2) return true;
	const [major = 0, minor = 0] = version.split(".").map(Number);
	return major > 1 || minor >= 110;
}
