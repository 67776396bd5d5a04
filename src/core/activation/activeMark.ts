import { type Activation, applied, entriesOf, type ListChange, type ToolGroup } from "../activation.ts";
import type { EnvironmentId } from "../environment.ts";
import type { Platformed, Variables } from "../host.ts";
import { isObject } from "../isObject.ts";
import { nameIn, variable } from "../variables.ts";

/** The variable that records the active environment of ours: what was prepended, set and removed. */
export const activeMark = "GO_ENVIRONMENTS_ACTIVE";

/**
 * One character per prepended copy of our entries: VS Code prepends at the start of a terminal's process, and its shell
 * integration prepends again. Absent: once.
 */
export const activeTimes = "GO_ENVIRONMENTS_TIMES";

/**
 * The folder in which a terminal of the editor finds `go-environments`. It follows our entries on PATH, and is the only entry
 * if nothing is active. It is removed with the rest, so that a window opened from a terminal starts as one opened elsewhere.
 */
export const launcherFolder = "GO_ENVIRONMENTS_LAUNCHER";

/** `before`: the whole earlier value, null if it was unset, absent if unknown (in a terminal). */
interface MarkedList extends ListChange {
	readonly before?: string | null;
}
interface MarkedValue {
	readonly value: string | null;
	readonly before?: string | null;
}
interface MarkedGroup extends Omit<ToolGroup, "state"> {
	/** As the activation left it, even if unchanged. */
	readonly state: Readonly<Record<string, string | null>>;
}
interface ActiveMark {
	/** A shell may have a mark of another version: version 1 had no groups. An older version of ours discards a newer mark. */
	readonly version: 2;
	readonly id: string;
	readonly lists: Readonly<Record<string, MarkedList>>;
	readonly variables: Readonly<Record<string, MarkedValue>>;
	readonly groups: readonly MarkedGroup[];
}

/** The mark's value for an activation. `base` has the earlier values; without it they are unknown. */
export function markFor(host: Platformed, id: EnvironmentId, activation: Activation, base?: Variables): string {
	const before = (name: string): { before?: string | null } =>
		base === undefined ? {} : { before: variable(host, base, name) ?? null };
	const lists = Object.entries(activation.lists).map(([name, change]) => [name, { ...change, ...before(name) }]);
	const variables = Object.entries(activation.variables).map(([name, value]) => [name, { value, ...before(name) }]);
	const made = (name: string): string | null => {
		const given = activation.variables[nameIn(host, activation.variables, name)];
		return given === undefined ? (variable(host, base ?? {}, name) ?? null) : given;
	};
	const groups = (activation.groups ?? []).map(({ state, ...rest }) => ({
		...rest,
		state: Object.fromEntries(state.map((name) => [name, made(name)])),
	}));
	const mark: ActiveMark = {
		version: 2,
		id,
		lists: Object.fromEntries(lists),
		variables: Object.fromEntries(variables),
		groups,
	};
	// VS Code's shell integration passes values through `echo -e`, which interprets backslashes
	return JSON.stringify(mark).replace(/[%\\]/g, encodeURIComponent);
}

/** `base` with the activation and its mark: the variables of a program in the environment. */
export function activeVariables(
	host: Platformed,
	id: EnvironmentId,
	base: Variables,
	activation: Activation,
): Variables {
	return { ...applied(host, base, activation), [activeMark]: markFor(host, id, activation, base) };
}

/** The id of the environment of ours that is active in `variables`. */
export function activeId(host: Platformed, variables: Variables): string | undefined {
	return readMark(variable(host, variables, activeMark))?.id;
}

/**
 * `variables` without our own activation, so that discovery and a nested `exec` behave as outside it. A list variable gets its
 * earlier value back if its current value is the one we set; else our entries are removed and dropped entries are restored next
 * to their neighbours. A variable that was changed since keeps its value. If a tool was used since (`conda deactivate`), all
 * its values stay: its current level and our earlier prefix would not match. A mark that cannot be parsed is removed and
 * nothing else.
 */
export function withoutActivation(host: Platformed, variables: Variables): Variables {
	const result: Record<string, string> = { ...withoutLauncher(host, variables) };
	const text = variable(host, variables, activeMark);
	if (text === undefined) return result;
	const times = variable(host, variables, activeTimes)?.length || 1;
	for (const name of [activeMark, activeTimes]) delete result[nameIn(host, result, name)];
	const mark = readMark(text);
	if (mark === undefined) return result;
	const used = mark.groups.filter(({ state }) =>
		Object.entries(state).some(([name, made]) => !isAsMade(variable(host, variables, name), made)),
	);
	for (const [name, list] of Object.entries(mark.lists)) {
		const key = nameIn(host, result, name);
		const kept = used.flatMap(({ entries }) => entries[name] ?? []);
		restore(result, key, earlierList(host, result[key], name, list, { times, kept }));
	}
	for (const [name, { value, before }] of Object.entries(mark.variables)) {
		const key = nameIn(host, result, name);
		if (!isAsMade(result[key], value)) continue;
		if (!used.some((group) => holds(host, group, name))) restore(result, key, before ?? undefined);
		// in a terminal, an empty value means removed
		else if (value === null) delete result[key];
	}
	return result;
}

const holds = (host: Platformed, { variables }: MarkedGroup, name: string): boolean => {
	const names = Object.fromEntries(variables.map((held) => [held, ""]));
	return Object.hasOwn(names, nameIn(host, names, name));
};

/** An EnvironmentVariableCollection cannot unset: a variable that we removed may be empty. */
const isAsMade = (today: string | undefined, made: string | null): boolean =>
	made === null ? (today ?? "") === "" : today === made;

function withoutLauncher(host: Platformed, variables: Variables): Variables {
	const launcher = variable(host, variables, launcherFolder);
	if (launcher === undefined) return variables;
	const result: Record<string, string> = { ...variables };
	delete result[nameIn(host, result, launcherFolder)];
	const key = nameIn(host, result, "PATH");
	const kept = entriesOf(host, result[key]).filter((entry) => entry !== launcher);
	restore(result, key, kept.length === 0 ? undefined : kept.join(host.path.delimiter));
	return result;
}

function restore(variables: Record<string, string>, key: string, value: string | undefined): void {
	if (value === undefined) delete variables[key];
	else variables[key] = value;
}

interface Restoring {
	/** How often our entries are prepended. */
	readonly times: number;
	/** Entries that belong to a tool: neither removed nor restored. */
	readonly kept: readonly string[];
}

function earlierList(
	host: Platformed,
	today: string | undefined,
	name: string,
	{ before, prepend, drop }: MarkedList,
	{ times, kept }: Restoring,
): string | undefined {
	if (before !== undefined && kept.length === 0) {
		const base: Variables = before === null ? {} : { [name]: before };
		const made = applied(host, base, { lists: { [name]: { prepend, drop } }, variables: {}, terminal: {} })[name];
		if (made === today) return before ?? undefined;
	}
	const entries = entriesOf(host, today);
	const isOurs = (entry: string): boolean => !kept.includes(entry);
	for (const entry of Array.from({ length: times }, () => prepend.filter(isOurs)).flat()) {
		const at = entries.indexOf(entry);
		if (at >= 0) entries.splice(at, 1);
	}
	putBack(entries, entriesOf(host, before ?? undefined), drop.filter(isOurs));
	return entries.length === 0 ? undefined : entries.join(host.path.delimiter);
}

/** Inserts each dropped entry of `before` in front of the entry that followed it, or at the end. */
function putBack(entries: string[], before: readonly string[], drop: readonly string[]): void {
	let at = entries.length;
	for (const entry of before.toReversed()) {
		if (drop.includes(entry)) {
			if (!entries.includes(entry)) entries.splice(at, 0, entry);
			continue;
		}
		const found = entries.lastIndexOf(entry, at);
		if (found >= 0) at = found;
	}
}

function readMark(text: string | undefined): ActiveMark | undefined {
	if (text === undefined) return undefined;
	try {
		const mark: unknown = JSON.parse(text.replace(/%(?:25|5C)/g, decodeURIComponent));
		return isMark(mark) ? mark : isFirstMark(mark) ? withGroups(mark) : undefined;
	} catch {
		return undefined;
	}
}

/** The mark of version 1. */
interface FirstMark extends Pick<ActiveMark, "id" | "lists" | "variables"> {
	/** Those of these variables that leaving another environment changed. */
	readonly left?: readonly string[];
}

/** Treats what was left as one group, because version 1 stored no more. */
function withGroups({ id, lists, variables, left = [] }: FirstMark): ActiveMark {
	const state = Object.fromEntries(left.map((name) => [name, variables[name]?.value ?? null]));
	const entries = Object.fromEntries(Object.entries(lists).map(([name, { drop }]) => [name, drop]));
	return { version: 2, id, lists, variables, groups: [{ state, variables: left, entries }] };
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((part) => typeof part === "string");
const isValue = (value: unknown): boolean => value === null || typeof value === "string";
const isEarlier = (value: unknown): boolean => value === undefined || isValue(value);

function isMark(mark: unknown): mark is ActiveMark {
	if (!isObject(mark) || mark["version"] !== 2 || !isChange(mark)) return false;
	return Array.isArray(mark["groups"]) && mark["groups"].every(isGroup);
}

function isFirstMark(mark: unknown): mark is FirstMark {
	if (!isObject(mark) || mark["version"] !== 1 || !isChange(mark)) return false;
	return mark["left"] === undefined || isTexts(mark["left"]);
}

const isGroup = (group: unknown): boolean =>
	isObject(group) &&
	isTexts(group["variables"]) &&
	isObject(group["state"]) &&
	Object.values(group["state"]).every(isValue) &&
	isObject(group["entries"]) &&
	Object.values(group["entries"]).every(isTexts);

function isChange({ id, lists, variables }: Record<string, unknown>): boolean {
	if (typeof id !== "string" || !isObject(lists) || !isObject(variables)) return false;
	const goodLists = Object.values(lists).every(
		(list) => isObject(list) && isTexts(list["prepend"]) && isTexts(list["drop"]) && isEarlier(list["before"]),
	);
	const goodValues = Object.values(variables).every(
		(entry) => isObject(entry) && isValue(entry["value"]) && isEarlier(entry["before"]),
	);
	return goodLists && goodValues;
}
