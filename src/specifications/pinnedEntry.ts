import type { Fault } from "../core/fault.ts";
import type { Demand, Specification } from "../core/specification.ts";
import { pinnedVersion } from "./pinnedVersion.ts";

/** The versions of one entry of a version file, in order of preference, with its line. */
export interface PinnedEntry {
	readonly words: readonly string[];
	readonly line: number;
}

/** The demand of an entry: its readable words; unreadable if there are none. Faults report words in a wrong form. */
export function pinned(
	file: string,
	{ words, line }: PinnedEntry,
): Pick<Specification, "demand" | "unreadable" | "faults"> {
	const meanings = words.map(pinnedVersion);
	const faults = meanings.flatMap(({ note }): Fault[] =>
		note === undefined ? [] : [{ kind: "malformed", message: note, file, line }],
	);
	const alternatives = meanings.flatMap((meaning) => (meaning.kind === "reference" ? [meaning.reference] : []));
	if (alternatives.length === 0) return { unreadable: { text: words.join(" "), line }, faults };
	const demand: Demand = { alternatives, line };
	return { demand, faults };
}

/** The demand of several entries: all their readable words are alternatives, in the order of the file. */
export function pinnedInOrder(
	file: string,
	entries: readonly PinnedEntry[],
): Pick<Specification, "demand" | "unreadable" | "faults"> {
	const each = entries.map((entry) => pinned(file, entry));
	const faults = each.flatMap((one) => one.faults);
	const demands = each.flatMap(({ demand }) => (demand === undefined ? [] : [demand]));
	const [first] = demands;
	if (first !== undefined) {
		const alternatives = demands.flatMap((one) => one.alternatives);
		const lines = demands.flatMap((one) => one.alternatives.map(() => one.line));
		return { demand: { line: first.line, alternatives, ...(demands.length === 1 ? {} : { lines }) }, faults };
	}
	const unreadable = each.find((one) => one.unreadable !== undefined)?.unreadable;
	return unreadable === undefined ? { faults } : { unreadable, faults };
}
