import { listVariables } from "../../core/activation.ts";
import type { Host, Variables } from "../../core/host.ts";
import { shellStatements } from "./shellStatements.ts";
import { execute, exportedVariables, type ShellVariables, shellVariables } from "./shellVariables.ts";

/** gvm writes some 1,500 bytes. */
const maxBytes = 64 * 1024;
/** Files that source files: a pkgset of newer gvms its Go's, and that none. */
const maxDepth = 4;

/** A line that needs a shell and so had no effect. */
export interface UnreadLine {
	readonly file: string;
	readonly line: number;
}

export interface SourcedFile {
	/** What programs get after the file was sourced over the base. */
	readonly variables: Variables;
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
	return { variables: exportedVariables(state.variables), inputs: state.inputs, unread: state.unread };
}

interface Sourcing {
	readonly variables: ShellVariables;
	readonly inputs: string[];
	readonly unread: UnreadLine[];
}

async function source(host: Host, file: string, state: Sourcing, depth: number): Promise<boolean> {
	const text = await host.read(file, maxBytes);
	if (text === undefined) return false;
	state.inputs.push(file);
	for (const statement of shellStatements(text)) {
		const effect = execute(statement, state.variables);
		if (effect.kind === "done") continue;
		const isRead =
			effect.kind === "sources" &&
			depth < maxDepth &&
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
const lists: ReadonlySet<string> = new Set(listVariables);

/** What an environment file says by itself, whatever is in the environment. */
export interface EnvironmentFile {
	readonly file: string;
	/** Its gvm_go_name; of an alias, and of `default`, the Go that it means. */
	readonly goName: string | undefined;
	readonly pkgset: string | undefined;
	readonly isAlias: boolean;
	/** Absolute; undefined where the file says no such path. */
	readonly goroot: string | undefined;
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
	const variables = shellVariables(base);
	for (const name of lists) {
		variables.values.set(name, here);
		variables.exported.add(name);
	}
	const state: Sourcing = { variables, inputs: [], unread: [] };
	if (!(await source(host, file, state, 0))) return undefined;
	const front: Record<string, readonly string[]> = {};
	const values: Record<string, string> = {};
	for (const name of variables.assigned) {
		const value = variables.exported.has(name) ? variables.values.get(name) : undefined;
		if (value === undefined) continue;
		if (lists.has(name)) front[name] = entriesBefore(value);
		else values[name] = value;
	}
	const goroot = values["GOROOT"];
	return {
		file,
		goName: values["gvm_go_name"] || undefined,
		pkgset: values["gvm_pkgset_name"] || undefined,
		isAlias: values["gvm_alias_name"] !== undefined,
		goroot: goroot !== undefined && isPlace(host, goroot) ? goroot : undefined,
		front,
		values,
		inputs: state.inputs,
	};
}

/** The entries in front of the earlier value; all, where the file drops that. */
function entriesBefore(value: string): readonly string[] {
	const end = value.indexOf(here);
	if (end < 0) return value.split(":");
	return value.slice(0, end).split(":").slice(0, -1);
}
