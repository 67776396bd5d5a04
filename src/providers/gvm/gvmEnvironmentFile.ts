import { listVariables } from "../../core/activation.ts";
import type { Host, Variables } from "../../core/host.ts";
import { shellStatements } from "./shellStatements.ts";
import { execute, exportedVariables, type ShellVariables, shellVariables } from "./shellVariables.ts";

/** gvm writes about 1,500 bytes. */
const maxBytes = 64 * 1024;
/** Files that source files: in newer versions of gvm, a pkgset's file sources its Go's, which sources none. */
const maxDepth = 4;

/** A line that needs a shell and was therefore ignored. */
export interface UnreadLine {
	readonly file: string;
	readonly line: number;
}

export interface SourcedFile {
	/** The variables of programs after the file was sourced over the base. */
	readonly variables: Variables;
	/** The file and those that it sources, in reading order. */
	readonly inputs: readonly string[];
	readonly unread: readonly UnreadLine[];
}

/**
 * The result of sourcing an environment file of gvm over `base`; the file is read, never executed. Undefined if the file does
 * not exist. Throws the host's faults: not-a-file, too-large, not-readable, disk-silent.
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

/** A text that is longer than paths can be is not a path. */
const isPlace = ({ path }: Pick<Host, "path">, goroot: string): boolean =>
	path.isAbsolute(goroot) && goroot.length < 4096;

/** Represents the existing value of a list variable, so that prepended entries can be distinguished. */
const earlierValue = "\u0001";
const lists: ReadonlySet<string> = new Set(listVariables);

/** What an environment file itself sets, independent of the environment. */
export interface EnvironmentFile {
	readonly file: string;
	/** Its gvm_go_name; for an alias and `default`, the Go that it refers to. */
	readonly goName: string | undefined;
	readonly pkgset: string | undefined;
	readonly isAlias: boolean;
	/** Absolute; undefined if the file does not set an absolute path. */
	readonly goroot: string | undefined;
	/** The entries that it prepends, by list variable. */
	readonly front: Readonly<Record<string, readonly string[]>>;
	/** All other variables that it sets. */
	readonly values: Variables;
	readonly inputs: readonly string[];
}

/**
 * Reads an environment file of gvm over `base`, whose list variables are ignored. Undefined if it does not exist. Throws as
 * {@link sourcedFile}.
 */
export async function readEnvironmentFile(
	host: Host,
	file: string,
	base: Variables,
): Promise<EnvironmentFile | undefined> {
	const variables = shellVariables(base);
	for (const name of lists) {
		variables.values.set(name, earlierValue);
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

/** The entries before the earlier value; all entries if the file drops that value. */
function entriesBefore(value: string): readonly string[] {
	const end = value.indexOf(earlierValue);
	if (end < 0) return value.split(":");
	return value.slice(0, end).split(":").slice(0, -1);
}
