import { activeMark, activeTimes, activeVariables, launcherFolder } from "../../../core/activation/activeMark.ts";
import { type Activation, applied } from "../../../core/activation.ts";
import type { EnvironmentId } from "../../../core/environment.ts";
import type { Variables } from "../../../core/host.ts";
import { nameIn, variable } from "../../../core/variables.ts";
import { mutationsOf, type VariablesHost } from "../variables/mutations.ts";

export interface Exact {
	/** `inherited`: nothing of ours is active, though the Go that was inherited comes first on PATH. */
	readonly id: EnvironmentId | "inherited";
	readonly activation: Activation;
	/** The folder of `go-environments`, if terminals should find it. */
	readonly launcher?: string | undefined;
}

/** All variables of a terminal with exactly this environment, without the variables that the activation removes. */
function whole(host: VariablesHost, { id, activation, launcher }: Exact): Variables {
	const { lists, variables, terminal } = activation;
	const decided = { ...activation, variables: { ...variables, ...terminal }, terminal: {} };
	const all =
		id === "inherited" ? applied(host, host.variables, decided) : activeVariables(host, id, host.variables, decided);
	const result: Variables = { ...all, [activeTimes]: "1" };
	if (launcher === undefined) return result;
	const entries = lists["PATH"]?.prepend ?? [];
	const path = nameIn(host, result, "PATH");
	const { delimiter } = host.path;
	const rest = (result[path] ?? "").split(delimiter).slice(entries.length);
	return { ...result, [path]: [...entries, launcher, ...rest].join(delimiter), [launcherFolder]: launcher };
}

/** The difference to the variables with which VS Code starts terminals; null removes. */
export function exactChange(host: VariablesHost, exact: Exact): Readonly<Record<string, string | null>> {
	const all = whole(host, exact);
	const { lists, variables, terminal } = exact.activation;
	const names = [...Object.keys({ ...lists, ...variables, ...terminal }), activeMark, activeTimes];
	if (exact.launcher !== undefined) names.push("PATH", launcherFolder);
	return Object.fromEntries(names.map((name) => [name, variable(host, all, name) ?? null]));
}

/** Variables by which the editor's processes identify each other; a terminal gets its own. */
const ofTheEditor = /^(VSCODE_|ELECTRON_)/i;

/**
 * The whole environment of a terminal that must not get the variables of its folder (`strictEnv`). VS Code's shell integration
 * applies VSCODE_ENV_PREPEND and VSCODE_ENV_REPLACE after the user's start-up files, so that they override a PATH line there
 * (shellIntegration-bash.sh and others; without shell integration they have no effect). `editor`: the variables that VS Code
 * adds to other terminals.
 */
export function exactVariables(host: VariablesHost, exact: Exact, editor: Variables): Variables {
	const kept = Object.entries(whole(host, exact)).filter(([name]) => !ofTheEditor.test(name));
	const mutations = mutationsOf(host, exact.id, exact.activation, exact.launcher);
	const later = (kind: string): string =>
		mutations
			.filter((mutation) => mutation.kind === kind && mutation.isOnlyAtStart !== true)
			.map(({ variable: name, value }) => `${name}=${value.replaceAll(":", "\\x3a")}`)
			.join(":");
	return {
		...Object.fromEntries(kept),
		...editor,
		VSCODE_ENV_REPLACE: later("replace"),
		VSCODE_ENV_PREPEND: later("prepend"),
	};
}
