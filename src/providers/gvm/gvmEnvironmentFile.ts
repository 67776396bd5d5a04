import { listVariables } from "../../core/activation.ts";
import type { Host, Variables } from "../../core/host.ts";
import { shellStatements } from "./shellStatements.ts";
import { execute, exportedVariables, type ShellVariables, shellVariables } from "./shellVariables.ts";

/** gvm writes some 1,500 bytes. */
const sizeLimit = 64 * 1024;
/** Files that source files: a pkgset of newer gvms its Go's, and that none. */
const deepest = 4;

/** A line that needs a shell and so had no effect. */
export interface UnreadLine {
	readonly file: string;
	readonly line: number;
}

export interface SourcedFile {
	/** What programs get after the file was sourced over the base. */
	readonly variables: Variables;
	/** The names of those that the file gave a value. */
	readonly assigned: ReadonlySet<string>;
	/** The file and those that it sources, in the order of reading. */
	readonly inputs: readonly string[];
	readonly unread: readonly UnreadLine[];
}

/**
 * What sourcing an environment file of gvm over `base` gives; the file is read, never executed. Undefined where there is no
 * such file. Throws the host's faults: not-a-file, too-large, not-readable, disk-silent.
 */
export async function sourcedFile(host: Host, file: string, base: Variables): Promise<SourcedFile | undefined> {
	const state: Sourcing = { variables: shellVariables(base), inputs: [], unread: [] };
	if (!(await source(host, file, state, 0))) return undefined;
	const { variables, inputs, unread } = state;
	return { variables: exportedVariables(variables), assigned: variables.assigned, inputs, unread };
}

interface Sourcing {
	readonly variables: ShellVariables;
	readonly inputs: string[];
	readonly unread: UnreadLine[];
}

async function source(host: Host, file: string, state: Sourcing, depth: number): Promise<boolean> {
	const text = await host.read(file, sizeLimit);
	if (text === undefined) return false;
	state.inputs.push(file);
	for (const statement of shellStatements(text)) {
		const effect = execute(statement, state.variables);
		if (effect.kind === "done") continue;
		const isRead =
			effect.kind === "sources" &&
			depth < deepest &&
			host.path.isAbsolute(effect.file) &&
			(await source(host, effect.file, state, depth + 1));
		if (!isRead) state.unread.push({ file, line: statement.line });
	}
	return true;
}

/** Longer than a path can be is no path either. */
const isPlace = ({ path }: Pick<Host, "path">, goroot: string): boolean =>
	path.isAbsolute(goroot) && goroot.length < 4096;

/** Stands for the value that a list variable has already, so that entries in front of it can be told apart. */
const here = "\u0001";
const lists: Variables = Object.fromEntries(listVariables.map((name) => [name, here]));

/** What an environment file says by itself, whatever is in the environment. */
export interface EnvironmentFile {
	readonly file: string;
	/** Its gvm_go_name; of an alias, and of `default`, the Go that it means. */
	readonly goName?: string;
	readonly pkgset?: string;
	readonly isAlias: boolean;
	/** Absolute; absent where the file says no such path. */
	readonly goroot?: string;
	/** Of list variables, the entries that it puts in front. */
	readonly front: Readonly<Record<string, readonly string[]>>;
	/** All other variables that it sets. */
	readonly values: Variables;
	readonly inputs: readonly string[];
}

/**
 * Reads an environment file of gvm over `base`, whose list variables do not matter. Undefined where there is none. Throws as
 * {@link sourcedFile}.
 */
export async function readEnvironmentFile(
	host: Host,
	file: string,
	base: Variables,
): Promise<EnvironmentFile | undefined> {
	const sourced = await sourcedFile(host, file, { ...base, ...lists });
	if (sourced === undefined) return undefined;
	const front: Record<string, readonly string[]> = {};
	const values: Record<string, string> = {};
	for (const name of sourced.assigned) {
		const value = sourced.variables[name];
		if (value === undefined) continue; // not exported
		if (lists[name] === undefined) values[name] = value;
		else {
			const entries = value.split(":");
			const end = entries.findIndex((entry) => entry.includes(here));
			front[name] = end < 0 ? entries : entries.slice(0, end);
		}
	}
	const { gvm_go_name: goName, gvm_pkgset_name: pkgset, gvm_alias_name: alias, GOROOT: goroot } = values;
	return {
		file,
		...(goName ? { goName } : {}),
		...(pkgset ? { pkgset } : {}),
		isAlias: alias !== undefined,
		...(goroot !== undefined && isPlace(host, goroot) ? { goroot } : {}),
		front,
		values,
		inputs: sourced.inputs,
	};
}
