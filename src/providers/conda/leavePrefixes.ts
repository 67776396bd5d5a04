import { isInRoots, projectRoots } from "../../core/activation/projectRoots.ts";
import { activationBetween, entriesOf, listVariables } from "../../core/activation.ts";
import { orUndefined } from "../../core/attempt.ts";
import { faultOf } from "../../core/fault.ts";
import type { Host, Origin, Variables } from "../../core/host.ts";
import { isInside, pathKey } from "../../core/isInside.ts";
import type { LeaveRequest, Left } from "../../core/provider.ts";
import { nameIn, variable } from "../../core/variables.ts";
import { scriptsIn } from "./activationScripts.ts";
import { type Declared, declaredVariables, unset } from "./declaredVariables.ts";
import { owningInstallation } from "./owningInstallation.ts";
import { prefixToolchain } from "./prefixToolchain.ts";
import { prefixVariables, withChanges } from "./prefixVariables.ts";
import { runScripts } from "./runScripts.ts";

/** An active environment with its level; the first one activated has level 1. */
interface Active {
	readonly level: number;
	readonly prefix: string;
	/** It was activated on top of another one that stayed active (`conda activate --stack`). */
	readonly isStacked: boolean;
	/** The owner of its scripts. */
	readonly origin: Origin;
}

const own = /^(?:CONDA_(?:PREFIX|SHLVL|DEFAULT_ENV|PROMPT_MODIFIER|PREFIX_\d+|STACKED_\d+)|__CONDA_SHLVL_\d+_.*)$/i;

/**
 * `base` without its active conda environments; `base` itself if none is to be left: only environments with Go were requested,
 * and none has it. Removes entries of PATH below an active prefix. A variable that an environment declares, or that its scripts
 * set, is restored to the value that conda kept, or removed, if it still has the environment's value. Scripts of the active
 * environments run: deactivate.d once, as in conda, and activate.d with almost no variables, to see what it sets, because
 * packages rarely undo all of it. A value that a script overwrote without keeping it is lost. If a script cannot run, the rest
 * is done without it. Throws cancelled.
 */
export async function leavePrefixes(
	host: Host,
	base: Variables,
	{ what, folder, report }: LeaveRequest,
	signal: AbortSignal,
): Promise<Left> {
	const stack = await withOrigins(host, activeIn(host, base), folder);
	const live = liveOf(stack);
	const staying = what === "all" ? [] : await withoutGo(host, live);
	if (staying.length === live.length) return { variables: base, scripts: [] };
	const leaving: Leaving = { host, signal, report, scripts: [] };
	const left = withoutPath(host, await deactivated(leaving, withoutPath(host, base, stack), live), stack);
	const result: Record<string, string> = { ...left };
	for (const active of stack) await undo(leaving, base, result, active);
	for (const name of Object.keys(result)) if (own.test(name)) delete result[name];
	const variables = await stackedAgain(leaving, result, staying);
	return { variables, scripts: [...new Set(leaving.scripts)] };
}

/** The state of one leaving; records the scripts that ran. */
interface Leaving {
	readonly host: Host;
	readonly signal: AbortSignal;
	readonly report: LeaveRequest["report"];
	readonly scripts: string[];
}

/** The environments that are fully active: the last one, and those that it is stacked on. */
function liveOf(stack: readonly Active[]): readonly Active[] {
	const bottom = stack.findIndex(({ isStacked }) => !isStacked);
	return bottom < 0 ? stack : stack.slice(0, bottom + 1);
}

/** Those that stay active when Go environments are left; not one whose Go is broken. */
async function withoutGo(host: Host, live: readonly Active[]): Promise<readonly Active[]> {
	const staying: Active[] = [];
	for (const active of live) {
		const { toolchain } = await host.look((looks) => prefixToolchain(looks, active.prefix));
		if (toolchain.kind === "none") staying.push(active);
	}
	return staying;
}

/** What stays of a stack (`conda activate --stack`) out of which a Go was taken: activated anew, the lowest first. */
async function stackedAgain(leaving: Leaving, left: Variables, staying: readonly Active[]): Promise<Variables> {
	const { host } = leaving;
	let variables = left;
	let below: string | undefined;
	for (const [index, { prefix, origin }] of staying.toReversed().entries()) {
		const { declared } = await declaredVariables(host, prefix);
		const installation = await owningInstallation(host, prefix, variables);
		const changes = new Map(await prefixVariables(host, prefix, declared, installation, variables));
		const level = index + 1;
		changes.set("CONDA_SHLVL", String(level));
		if (below !== undefined) changes.set(`CONDA_PREFIX_${index}`, below).set(`CONDA_STACKED_${level}`, "true");
		const activating = (await orUndefined(() => scriptsIn(host, prefix, "activate.d"))) ?? [];
		const set = withChanges(host, variables, changes);
		variables = (await runOrUndefined(leaving, { prefix, origin }, activating, set)) ?? set;
		below = prefix;
	}
	return variables;
}

/** An environment in the folder's project is the folder's code, even if the user activated it: it may have changed since. */
async function withOrigins(host: Host, stack: readonly Active[], folder?: string): Promise<readonly Active[]> {
	if (folder === undefined) return stack;
	const roots = await projectRoots(host, folder);
	const all: Active[] = [];
	for (const active of stack) {
		const isFolders = await isInRoots(host, roots, active.prefix);
		all.push(isFolders ? { ...active, origin: { kind: "folder", folder } } : active);
	}
	return all;
}

/** The active environments, last activated first. Ignores values that conda would not have written. */
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

/** Without entries below an active prefix, but with those of other environments and of conda itself. */
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

/** The variables after deactivate.d of the environments that are fully active. */
async function deactivated(leaving: Leaving, variables: Variables, live: readonly Active[]): Promise<Variables> {
	const { host } = leaving;
	let left = variables;
	for (const active of live) {
		const scripts = (await orUndefined(() => scriptsIn(host, active.prefix, "deactivate.d"))) ?? [];
		left = (await runOrUndefined(leaving, active, scripts, left)) ?? left;
	}
	return left;
}

/** Reverts, in `result`, the declared variables of one environment and those that its scripts set. */
async function undo(leaving: Leaving, base: Variables, result: Record<string, string>, active: Active): Promise<void> {
	const { host } = leaving;
	const { level, prefix } = active;
	const { declared } = await declaredVariables(host, prefix);
	const { values, entries } = await setByScripts(leaving, active, declared, result);
	for (const [name, added] of entries) dropFirst(host, result, name, added);
	const known = new Map<string, (string | null)[]>();
	for (const [written, value] of declared) known.set(written.toUpperCase(), [value, unset, ""]);
	for (const [name, value] of values) known.set(name, [...(known.get(name) ?? []), value]);
	for (const [name, given] of known) {
		const key = nameIn(host, result, name);
		if (result[key] !== undefined && !given.includes(result[key])) continue; // the user changed it since
		// conda's "unset" leaves an empty value: it is not a kept one
		const kept = isDeclared(declared, name) ? variable(host, base, `__CONDA_SHLVL_${level - 1}_${name}`) : undefined;
		if (kept) result[key] = kept;
		else delete result[key];
	}
}

const isDeclared = (declared: Declared, name: string): boolean =>
	[...declared.keys()].some((written) => written.toUpperCase() === name);

interface SetByScripts {
	readonly values: readonly (readonly [string, string])[];
	/** Entries prepended to list variables. */
	readonly entries: readonly (readonly [string, readonly string[]])[];
}

/** What activate.d of a prefix sets, determined by running it with almost no variables. */
async function setByScripts(
	leaving: Leaving,
	owner: Owner,
	declared: Declared,
	left: Variables,
): Promise<SetByScripts> {
	const { host } = leaving;
	const { prefix } = owner;
	const scripts = (await orUndefined(() => scriptsIn(host, prefix, "activate.d"))) ?? [];
	if (scripts.length === 0) return { values: [], entries: [] };
	const few = /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|LANG|SystemRoot|windir|ComSpec|PATHEXT|TEMP|TMP|USERPROFILE)$/i;
	const start = Object.fromEntries(Object.entries(left).filter(([name]) => few.test(name)));
	const before = withChanges(host, start, await prefixVariables(host, prefix, declared, undefined, start));
	const after = await runOrUndefined(leaving, owner, scripts, before);
	if (after === undefined) return { values: [], entries: [] };
	const { lists, variables } = activationBetween(host, before, after);
	const values = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== null);
	return { values, entries: Object.entries(lists).map(([name, { prepend }]) => [name, prepend]) };
}

/** Removes each of the entries once from a list variable. */
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

/** The owner of scripts. */
type Owner = Pick<Active, "prefix" | "origin">;

async function runOrUndefined(
	leaving: Leaving,
	{ prefix, origin }: Owner,
	scripts: readonly string[],
	variables: Variables,
): Promise<Variables | undefined> {
	const { host, signal, report } = leaving;
	leaving.scripts.push(...scripts);
	try {
		return await runScripts(host, { scripts, variables, prefix, origin, report }, signal);
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined || fault.kind === "cancelled") throw cause;
		host.log.warn(fault.message);
		return undefined;
	}
}
