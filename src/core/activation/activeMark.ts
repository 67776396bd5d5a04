import { type Activation, applied, entriesOf, type ListChange } from "../activation.ts";
import type { EnvironmentId } from "../environment.ts";
import type { Host, Variables } from "../host.ts";
import { nameIn, variable } from "../variables.ts";

/** The variable by which an environment of ours is known to be active: what we put in front, set and removed. */
export const activeMark = "GO_ENVIRONMENTS_ACTIVE";

/**
 * As many characters as our entries stand in front of each list: VS Code prepends at the start of a terminal's process, and
 * its shell integration prepends once more. Absent: once.
 */
export const activeTimes = "GO_ENVIRONMENTS_TIMES";

/**
 * The folder by which a terminal of the editor finds `go-environments`. It stands in PATH behind our entries, and alone where
 * nothing is active; it goes with the rest, so that a window that is opened from a terminal starts as from outside.
 */
export const launcherFolder = "GO_ENVIRONMENTS_LAUNCHER";

/** `before`: the whole earlier value, null where there was none, absent where it is not known (a terminal's). */
interface MarkedList extends ListChange {
	readonly before?: string | null;
}
interface MarkedValue {
	readonly value: string | null;
	readonly before?: string | null;
}
interface Mark {
	readonly version: 1;
	readonly id: string;
	readonly lists: Readonly<Record<string, MarkedList>>;
	readonly variables: Readonly<Record<string, MarkedValue>>;
	/** Of these variables, those that leaving another environment changed. */
	readonly left?: readonly string[];
}

type Platformed = Pick<Host, "platform" | "path">;

/** The mark's value for an activation. `base` gives the earlier values; without it they are not known. */
export function markFor(host: Platformed, id: EnvironmentId, activation: Activation, base?: Variables): string {
	const before = (name: string): { before?: string | null } =>
		base === undefined ? {} : { before: variable(host, base, name) ?? null };
	const lists = Object.entries(activation.lists).map(([name, change]) => [name, { ...change, ...before(name) }]);
	const variables = Object.entries(activation.variables).map(([name, value]) => [name, { value, ...before(name) }]);
	const mark: Mark = {
		version: 1,
		id,
		lists: Object.fromEntries(lists),
		variables: Object.fromEntries(variables),
		...(activation.left === undefined ? {} : { left: activation.left }),
	};
	// a shell's integration of VS Code passes values through `echo -e`, which would read a backslash
	return JSON.stringify(mark).replace(/[%\\]/g, encodeURIComponent);
}

/** `base` with the activation and its mark: what a program of the environment gets. */
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
 * `variables` without our own activation, so that discovery and a nested `exec` answer as outside. A list variable gets its
 * earlier value back while today's is still the one we made; else our entries go, and those that we took out come back to
 * their neighbours. A variable that somebody changed since keeps its value. What leaving another environment took away comes
 * back as a whole or not at all: half of conda's variables without its entries in PATH is no environment. A mark that cannot
 * be read is dropped alone.
 */
export function withoutActivation(host: Platformed, variables: Variables): Variables {
	const result: Record<string, string> = { ...withoutLauncher(host, variables) };
	const text = variable(host, variables, activeMark);
	if (text === undefined) return result;
	const times = variable(host, variables, activeTimes)?.length || 1;
	for (const name of [activeMark, activeTimes]) delete result[nameIn(host, result, name)];
	const mark = readMark(text);
	if (mark === undefined) return result;
	const isOurs = (name: string): boolean => isAsMade(variable(host, result, name), mark.variables[name]);
	const comesBack = (mark.left ?? []).every(isOurs);
	for (const [name, list] of Object.entries(mark.lists)) {
		const key = nameIn(host, result, name);
		restore(result, key, earlierList(host, result[key], name, list, { times, comesBack }));
	}
	for (const [name, { before }] of Object.entries(mark.variables)) {
		if (!isOurs(name)) continue;
		const isTaken = mark.left?.includes(name) === true;
		restore(result, nameIn(host, result, name), isTaken && !comesBack ? undefined : (before ?? undefined));
	}
	return result;
}

/** An EnvironmentVariableCollection cannot unset: what we removed may be there as an empty value. */
const isAsMade = (today: string | undefined, made: MarkedValue | undefined): boolean =>
	made?.value === null ? (today ?? "") === "" : today === made?.value;

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
	/** How often our entries stand in front. */
	readonly times: number;
	/** Whether the entries that leaving took out come back. */
	readonly comesBack: boolean;
}

function earlierList(
	host: Platformed,
	today: string | undefined,
	name: string,
	{ before, prepend, drop }: MarkedList,
	{ times, comesBack }: Restoring,
): string | undefined {
	if (before !== undefined && comesBack) {
		const base: Variables = before === null ? {} : { [name]: before };
		const made = applied(host, base, { lists: { [name]: { prepend, drop } }, variables: {}, terminal: {} })[name];
		if (made === today) return before ?? undefined;
	}
	const entries = entriesOf(host, today);
	for (const entry of Array.from({ length: times }, () => prepend).flat()) {
		const at = entries.indexOf(entry);
		if (at >= 0) entries.splice(at, 1);
	}
	if (comesBack) putBack(entries, entriesOf(host, before ?? undefined), drop);
	return entries.length === 0 ? undefined : entries.join(host.path.delimiter);
}

/** Puts what was dropped of `before` in front of the entry that it stood in front of, or at the end. */
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

function readMark(text: string | undefined): Mark | undefined {
	if (text === undefined) return undefined;
	try {
		const mark: unknown = JSON.parse(text.replace(/%(?:25|5C)/g, decodeURIComponent));
		return isMark(mark) ? mark : undefined;
	} catch {
		return undefined;
	}
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((part) => typeof part === "string");
const isEarlier = (value: unknown): boolean => value === undefined || value === null || typeof value === "string";

function isMark(mark: unknown): mark is Mark {
	if (!isRecord(mark)) return false;
	const { version, id, lists, variables, left } = mark;
	if (left !== undefined && !isTexts(left)) return false;
	if (version !== 1 || typeof id !== "string" || !isRecord(lists) || !isRecord(variables)) return false;
	const goodLists = Object.values(lists).every(
		(list) => isRecord(list) && isTexts(list["prepend"]) && isTexts(list["drop"]) && isEarlier(list["before"]),
	);
	const goodValues = Object.values(variables).every(
		(entry) =>
			isRecord(entry) && (entry["value"] === null || typeof entry["value"] === "string") && isEarlier(entry["before"]),
	);
	return goodLists && goodValues;
}
