import type { Toolchain } from "./environment.ts";
import type { Problem } from "./fault.ts";
import type { Platformed, Variables } from "./host.ts";
import { nameIn, variable } from "./variables.ts";

/** Variables whose entries an activation prepends or drops; all others are plain values (docs/behaviour.md, Activation). */
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
	/** Every entry equal to one of these is removed. */
	readonly drop: readonly string[];
}

/**
 * What an activation changes for one tool (conda, gvm). If the tool was used since, deactivation leaves the whole group
 * unchanged (core/activation/activeMark).
 */
export interface ToolGroup {
	/** The variables in which the tool records its state. If one differs from the activation's value, the tool was used since. */
	readonly state: readonly string[];
	/** All variables of the group, including the state. */
	readonly variables: readonly string[];
	/** The group's prepended or dropped entries, by list variable. */
	readonly entries: Readonly<Record<string, readonly string[]>>;
}

/** A change of variables, never a whole environment. null removes a variable. */
export interface Activation {
	readonly lists: Readonly<Record<string, ListChange>>;
	readonly variables: Readonly<Record<string, string | null>>;
	/** For terminals only, if a start-up file would undo the rest (CONDA_AUTO_ACTIVATE_BASE=false). */
	readonly terminal: Readonly<Record<string, string | null>>;
	/** Variables that leaving another environment changed; a shell's start-up file may have set them again. */
	readonly left?: readonly string[];
	/** The parts of the activation that belong to a tool. */
	readonly groups?: readonly ToolGroup[];
}

export interface Activated {
	readonly activation: Activation;
	readonly toolchain: Toolchain;
	/** Files and directories that decide the activation; it is computed again if one changes. */
	readonly inputs: readonly string[];
	/** More decides the activation than {@link inputs}: it is valid only in this process, until it is asked for again. */
	readonly hasMoreInputs?: true;
	readonly warnings: readonly Problem[];
	/**
	 * Absolute; includes scripts that left other environments. Scripts may read other files, ask for the date or fetch a token, so
	 * their results are only valid now and never stored.
	 */
	readonly scripts: readonly string[];
	/** The activation without the results of scripts; absent if none ran or if that part is unknown. */
	readonly unscripted?: Activation;
	/** When the scripts ran, in milliseconds since 1970; absent without scripts. */
	readonly ranAt?: number;
}

export const emptyActivation: Activation = { lists: {}, variables: {}, terminal: {} };

/** The entries of a list variable; none if it is empty or missing. */
export function entriesOf(host: Platformed, value: string | undefined): string[] {
	return value === undefined || value === "" ? [] : value.split(host.path.delimiter);
}

const changedList = (host: Platformed, value: string | undefined, { prepend, drop }: ListChange): string => {
	const kept = entriesOf(host, value).filter((entry) => !drop.includes(entry));
	return [...prepend, ...kept].join(host.path.delimiter);
};

/** `base` with the activation applied. Removes lists that end up empty. */
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
 * The activation that turns `before` into `after`. A list variable becomes prepended and dropped entries if the rest kept its
 * order, else a plain value.
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

/** Both activations in sequence: `second` is relative to the result of `first`. */
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
