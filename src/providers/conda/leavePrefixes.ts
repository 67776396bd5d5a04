import { activationBetween, entriesOf, listVariables } from "../../core/activation.ts";
import { faultOf } from "../../core/fault.ts";
import type { Host, Origin, Variables } from "../../core/host.ts";
import { nameIn, variable } from "../../core/variables.ts";
import { scriptsIn } from "./activationScripts.ts";
import { isInside, pathKey } from "./condaPath.ts";
import { type Declared, declaredVariables, unset } from "./declaredVariables.ts";
import { prefixVariables, withChanges } from "./prefixVariables.ts";
import { quietly } from "./quietly.ts";
import { runScripts } from "./runScripts.ts";

/** An environment that is active, at its level; the first one that was activated has level 1. */
interface Active {
	readonly level: number;
	readonly prefix: string;
	/** It was put on top of another one that stayed active (`conda activate --stack`). */
	readonly isStacked: boolean;
	/** Whose code its scripts are. */
	readonly origin: Origin;
}

const own = /^(?:CONDA_(?:PREFIX|SHLVL|DEFAULT_ENV|PROMPT_MODIFIER|PREFIX_\d+|STACKED_\d+)|__CONDA_SHLVL_\d+_.*)$/i;

/**
 * `base` without the conda environments that are active in it; `base` itself where none is. Entries of PATH below an active
 * prefix go; a variable that one declares, or that its scripts set, gets the value back that conda kept, or goes, while it
 * still has what the environment gave it. Scripts of the active environments run, deactivate.d once as conda would, and
 * activate.d from almost nothing, to see what it sets: packages rarely undo all of it. What a script overwrote without keeping
 * it is lost. Where a script cannot run, the rest is done without it. Throws cancelled.
 */
export async function leavePrefixes(
	host: Host,
	base: Variables,
	signal: AbortSignal,
	folder?: string,
): Promise<Variables> {
	const stack = await withOrigins(host, activeIn(host, base), folder);
	const top = stack[0];
	if (top === undefined) return base;
	let left: Variables = withoutPath(host, base, stack);
	left = withoutPath(host, await deactivated(host, left, stack, signal), stack);
	const result: Record<string, string> = { ...left };
	for (const active of stack) await undo(host, base, result, active, signal);
	for (const name of Object.keys(result)) if (own.test(name)) delete result[name];
	return result;
}

/** What lies in the workspace folder is its code, also where the user activated it: it may have changed since. */
async function withOrigins(host: Host, stack: readonly Active[], folder?: string): Promise<readonly Active[]> {
	if (folder === undefined) return stack;
	const real = async (path: string): Promise<string> => (await quietly(() => host.real(path))) ?? path;
	const realFolder = await real(folder);
	const all: Active[] = [];
	for (const active of stack) {
		const { prefix } = active;
		const isFolders = isInside(host, folder, prefix) || isInside(host, realFolder, await real(prefix));
		all.push(isFolders ? { ...active, origin: { kind: "folder", folder } } : active);
	}
	return all;
}

/** The active environments, the last one activated first. Values that conda would not have written are passed over. */
function activeIn(host: Host, base: Variables): readonly Active[] {
	const prefix = variable(host, base, "CONDA_PREFIX") ?? "";
	const written = variable(host, base, "CONDA_SHLVL")?.trim();
	if (!host.path.isAbsolute(prefix) || written === "0") return [];
	const level = written !== undefined && /^\d{1,3}$/.test(written) ? Number(written) : 1;
	const stack: Active[] = [];
	for (let at = level; at >= 1; at--) {
		const there = at === level ? prefix : (variable(host, base, `CONDA_PREFIX_${at}`) ?? "");
		const isStacked = variable(host, base, `CONDA_STACKED_${at}`) === "true";
		if (host.path.isAbsolute(there)) stack.push({ level: at, prefix: there, isStacked, origin: { kind: "machine" } });
	}
	return stack;
}

/** Without the entries below an active prefix, those of other environments and of conda itself aside. */
function withoutPath(host: Host, variables: Variables, stack: readonly Active[]): Variables {
	const key = nameIn(host, variables, "PATH");
	const kept = entriesOf(host, variables[key]).filter(
		(entry) => !stack.some(({ prefix }) => isOf(host, prefix, entry)),
	);
	return variables[key] === undefined ? variables : { ...variables, [key]: kept.join(host.path.delimiter) };
}

function isOf(host: Host, prefix: string, entry: string): boolean {
	if (!isInside(host, prefix, entry)) return false;
	const [first = ""] = pathKey(host, host.path.relative(prefix, entry)).split(host.path.separator);
	return first !== "envs" && first !== "condabin" && (first !== "" || host.platform === "win32");
}

/** After deactivate.d of the environments that are still there as a whole: the last one, and what it is stacked on. */
async function deactivated(
	host: Host,
	variables: Variables,
	stack: readonly Active[],
	signal: AbortSignal,
): Promise<Variables> {
	let left = variables;
	for (const { prefix, origin, isStacked } of stack) {
		const scripts = (await quietly(() => scriptsIn(host, prefix, "deactivate.d"))) ?? [];
		left = (await ranQuietly(host, { prefix, origin }, scripts, left, signal)) ?? left;
		if (!isStacked) break;
	}
	return left;
}

/** Takes back, in `result`, what one environment declared and what its scripts set. */
async function undo(
	host: Host,
	base: Variables,
	result: Record<string, string>,
	{ level, prefix, origin }: Active,
	signal: AbortSignal,
): Promise<void> {
	const { declared } = await declaredVariables(host, prefix);
	const { values, entries } = await setByScripts(host, { prefix, origin }, declared, result, signal);
	for (const [name, added] of entries) dropFirst(host, result, name, added);
	const known = new Map<string, (string | null)[]>();
	for (const [written, value] of declared) known.set(written.toUpperCase(), [value, unset, ""]);
	for (const [name, value] of values) known.set(name, [...(known.get(name) ?? []), value]);
	for (const [name, given] of known) {
		const key = nameIn(host, result, name);
		if (result[key] !== undefined && !given.includes(result[key])) continue; // changed since, by the user
		// conda's "unset" leaves empty values behind: an empty one was not kept
		const kept = isDeclared(declared, name) ? variable(host, base, `__CONDA_SHLVL_${level - 1}_${name}`) : undefined;
		if (kept) result[key] = kept;
		else delete result[key];
	}
}

const isDeclared = (declared: Declared, name: string): boolean =>
	[...declared.keys()].some((written) => written.toUpperCase() === name);

interface SetByScripts {
	readonly values: readonly (readonly [string, string])[];
	/** Entries put in front of list variables. */
	readonly entries: readonly (readonly [string, readonly string[]])[];
}

/** What activate.d of a prefix sets, seen by running it from almost nothing. */
async function setByScripts(
	host: Host,
	owner: Pick<Active, "prefix" | "origin">,
	declared: Declared,
	left: Variables,
	signal: AbortSignal,
): Promise<SetByScripts> {
	const { prefix } = owner;
	const scripts = (await quietly(() => scriptsIn(host, prefix, "activate.d"))) ?? [];
	if (scripts.length === 0) return { values: [], entries: [] };
	const few = /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|LANG|SystemRoot|windir|ComSpec|PATHEXT|TEMP|TMP|USERPROFILE)$/i;
	const start = Object.fromEntries(Object.entries(left).filter(([name]) => few.test(name)));
	const before = withChanges(host, start, await prefixVariables(host, prefix, declared, undefined, start));
	const after = await ranQuietly(host, owner, scripts, before, signal);
	if (after === undefined) return { values: [], entries: [] };
	const { lists, variables } = activationBetween(host, before, after);
	const values = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== null);
	return { values, entries: Object.entries(lists).map(([name, { prepend }]) => [name, prepend]) };
}

/** Takes each of the entries once out of a list variable. */
function dropFirst(host: Host, result: Record<string, string>, name: string, dropped: readonly string[]): void {
	const list = listVariables.find((candidate) => candidate === name);
	const key = nameIn(host, result, name);
	if (list === undefined || result[key] === undefined) return;
	const entries = entriesOf(host, result[key]);
	for (const entry of dropped) {
		const at = entries.indexOf(entry);
		if (at >= 0 && entry !== "") entries.splice(at, 1);
	}
	if (entries.length === 0) delete result[key];
	else result[key] = entries.join(host.path.delimiter);
}

async function ranQuietly(
	host: Host,
	{ prefix, origin }: Pick<Active, "prefix" | "origin">,
	scripts: readonly string[],
	variables: Variables,
	signal: AbortSignal,
): Promise<Variables | undefined> {
	try {
		return await runScripts(host, { scripts, variables, prefix, origin }, signal);
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined || fault.kind === "cancelled") throw cause;
		host.log.warn(fault.message);
		return undefined;
	}
}
