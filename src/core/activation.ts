import type { Toolchain } from "./environment.ts";
import type { Problem } from "./fault.ts";
import type { Host, Variables } from "./host.ts";
import { nameIn, variable } from "./variables.ts";

/** Variables whose entries an activation puts in front or drops; all others are values (docs/behaviour.md, Activation). */
export const listVariables = [
	"PATH",
	"LD_LIBRARY_PATH",
	"DYLD_LIBRARY_PATH",
	"PKG_CONFIG_PATH",
	"XDG_DATA_DIRS",
] as const;

export interface ListChange {
	/** First entry first. */
	readonly prepend: readonly string[];
	/** Entries of which every equal one is taken out. */
	readonly drop: readonly string[];
}

/**
 * What an activation changes of one tool (conda, gvm): where the tool was used since, nothing of it is the activation's any
 * more, and taking the activation back leaves all of it alone (core/activation/activeMark).
 */
export interface ToolGroup {
	/** The variables in which the tool notes what is active. One that is not as it was made says that the tool was used. */
	readonly state: readonly string[];
	/** All variables of the group, the state among them. */
	readonly variables: readonly string[];
	/** By list variable, the entries of the group, put in front or dropped. */
	readonly entries: Readonly<Record<string, readonly string[]>>;
}

/** A change of variables, never a whole environment. null removes. */
export interface Activation {
	readonly lists: Readonly<Record<string, ListChange>>;
	readonly variables: Readonly<Record<string, string | null>>;
	/** For terminals only, where a start-up file would undo the rest (CONDA_AUTO_ACTIVATE_BASE=false). */
	readonly terminal: Readonly<Record<string, string | null>>;
	/** Variables that leaving another environment changed: what a shell's start-up file may have put there again. */
	readonly left?: readonly string[];
	/** What of all this is a tool's of its own. */
	readonly groups?: readonly ToolGroup[];
}

export interface Activated {
	readonly activation: Activation;
	readonly toolchain: Toolchain;
	/** Files and directories that decided it; when one changes the activation is computed again. */
	readonly inputs: readonly string[];
	readonly warnings: readonly Problem[];
	/**
	 * Absolute, those that left other environments among them. Scripts may read other files, ask for the date or fetch a token,
	 * so what they answered holds for now and is never stored.
	 */
	readonly scripts: readonly string[];
	/** The activation without what scripts answered; absent where none ran, and where that part is not known. */
	readonly unscripted?: Activation;
	/** When the scripts ran, in milliseconds since 1970; absent where there are none. */
	readonly ranAt?: number;
}

export const emptyActivation: Activation = { lists: {}, variables: {}, terminal: {} };

type Platformed = Pick<Host, "platform" | "path">;

/** The entries of a list variable; an empty or missing one has none. */
export function entriesOf(host: Platformed, value: string | undefined): string[] {
	return value === undefined || value === "" ? [] : value.split(host.path.delimiter);
}

const changedList = (host: Platformed, value: string | undefined, { prepend, drop }: ListChange): string => {
	const kept = entriesOf(host, value).filter((entry) => !drop.includes(entry));
	return [...prepend, ...kept].join(host.path.delimiter);
};

/** `base` with the activation applied. A list that ends up without entries is removed. */
export function applied(host: Platformed, base: Variables, { lists, variables }: Activation): Variables {
	const result: Record<string, string> = { ...base };
	for (const [name, change] of Object.entries(lists)) {
		const key = nameIn(host, result, name);
		const value = changedList(host, result[key], change);
		if (value === "") delete result[key];
		else result[key] = value;
	}
	for (const [name, value] of Object.entries(variables)) {
		const key = nameIn(host, result, name);
		if (value === null) delete result[key];
		else result[key] = value;
	}
	return result;
}

/**
 * The activation that turns `before` into `after`. A list variable becomes entries in front and entries dropped where the
 * rest kept its order, and a plain value where it did not.
 */
export function activationBetween(host: Platformed, before: Variables, after: Variables): Activation {
	const lists: Record<string, ListChange> = {};
	const variables: Record<string, string | null> = {};
	for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
		const old = before[name];
		const now = after[name];
		if (old === now) continue;
		const list = listVariables.find((candidate) => nameIn(host, after, candidate) === name);
		const change = list === undefined ? undefined : listChange(host, old, now);
		if (list !== undefined && change !== undefined) lists[list] = change;
		else variables[name] = now ?? null;
	}
	return { lists, variables, terminal: {} };
}

function listChange(host: Platformed, before: string | undefined, after: string | undefined): ListChange | undefined {
	const old = entriesOf(host, before);
	const now = entriesOf(host, after);
	for (let front = 0; front <= now.length; front++) {
		const change = { prepend: now.slice(0, front), drop: old.filter((entry) => !now.slice(front).includes(entry)) };
		if (changedList(host, before, change) === (after ?? "")) return { ...change, drop: [...new Set(change.drop)] };
	}
	return undefined;
}

/** The two one after the other: `second` is relative to what `first` leaves. */
export function composed(first: Activation, second: Activation): Activation {
	const lists: Record<string, ListChange> = { ...first.lists };
	for (const [name, { prepend, drop }] of Object.entries(second.lists)) {
		const earlier = lists[name] ?? { prepend: [], drop: [] };
		const kept = earlier.prepend.filter((entry) => !drop.includes(entry));
		lists[name] = { prepend: [...prepend, ...kept], drop: [...new Set([...earlier.drop, ...drop])] };
	}
	return {
		lists,
		variables: { ...first.variables, ...second.variables },
		terminal: { ...first.terminal, ...second.terminal },
	};
}

/** The value of PATH. */
export function pathOf(host: Platformed, variables: Variables): string {
	return variable(host, variables, "PATH") ?? "";
}
