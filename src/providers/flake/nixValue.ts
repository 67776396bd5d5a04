/** A value that is computed once, on first use. */
export type Lazy = () => NixValue;

export interface NixSet {
	readonly kind: "set";
	readonly entries: ReadonlyMap<string, Lazy>;
	/** Values under names that are unknown without evaluation. */
	readonly any: readonly Lazy[];
	/** Whether it may have further attributes. */
	readonly isOpen: boolean;
}

export interface NixList {
	readonly kind: "list";
	readonly items: readonly Lazy[];
	readonly isOpen: boolean;
}

/** The part of a value that names of attributes depend on. */
export type NixValue =
	| NixSet
	| NixList
	| { readonly kind: "function"; readonly call: (argument: Lazy) => NixValue }
	| { readonly kind: "text"; readonly text: string }
	/** A value without attributes. */
	| { readonly kind: "plain" }
	/** `name` is the last part of its path: `genAttrs` of `nixpkgs.lib.genAttrs`. */
	| { readonly kind: "unknown"; readonly name?: string };

export const unknown: NixValue = { kind: "unknown" };
export const emptySet: NixSet = { kind: "set", entries: new Map(), any: [], isOpen: false };
export const lazily =
	(value: NixValue): Lazy =>
	() =>
		value;

/** A value that depends on itself is unknown. */
export function once(compute: Lazy): Lazy {
	let value: NixValue | undefined;
	let isRunning = false;
	return () => {
		if (value !== undefined) return value;
		if (isRunning) return unknown;
		isRunning = true;
		value = compute();
		isRunning = false;
		return value;
	};
}

export const setOf = (
	entries: Iterable<readonly [string, Lazy]>,
	any: readonly Lazy[] = [],
	isOpen = false,
): NixSet => ({
	kind: "set",
	entries: new Map(entries),
	any,
	isOpen,
});

/** The value as a set; an unknown value is a set with unknown attributes. */
const asSet = (value: NixValue): NixSet => (value.kind === "set" ? value : { ...emptySet, isOpen: true });

/** `left // right`; `deep` as in recursiveUpdate. */
export function updated(left: NixValue, right: NixValue, deep = false): NixValue {
	if (right.kind !== "set" && right.kind !== "unknown") return right;
	if (left.kind !== "set" && (left.kind !== "unknown" || right.kind !== "set")) return right;
	const [a, b] = [asSet(left), asSet(right)];
	const entries = new Map(a.entries);
	for (const [name, value] of b.entries) {
		const earlier = a.entries.get(name);
		entries.set(name, deep && earlier !== undefined ? once(() => merged(earlier(), value())) : value);
	}
	return { kind: "set", entries, any: [...a.any, ...b.any], isOpen: a.isOpen || b.isOpen };
}

/** Two definitions of one attribute, as in modules and nested paths. */
export function merged(a: NixValue, b: NixValue): NixValue {
	return a.kind === "set" && b.kind === "set" ? updated(a, b, true) : b.kind === "unknown" ? a : b;
}

/** One of the two values; it is unknown which. */
export function either(a: NixValue, b: NixValue): NixValue {
	if (a.kind === "set" || b.kind === "set") return updated(a, b, true);
	if (a.kind === "list" && b.kind === "list") {
		return { kind: "list", items: [...a.items, ...b.items], isOpen: true };
	}
	return a.kind === "text" && b.kind === "text" && a.text === b.text ? a : unknown;
}

/** The attribute, or undefined if the set certainly does not have it. */
export function attribute(value: NixValue, name: string): NixValue | undefined {
	if (value.kind === "unknown") return { kind: "unknown", name };
	if (value.kind !== "set") return undefined;
	const known = value.entries.get(name)?.();
	if (value.any.length === 0) return known ?? (value.isOpen ? { kind: "unknown", name } : undefined);
	const possible = value.any.map((one) => one());
	return known === undefined ? possible.reduce(either) : possible.reduce(either, known);
}

/** The texts of a list; undefined if one is unknown. */
export function textsOf(value: NixValue): readonly string[] | undefined {
	if (value.kind !== "list" || value.isOpen) return undefined;
	const items = value.items.map((item) => item());
	return items.every((item) => item.kind === "text") ? items.map((item) => item.text) : undefined;
}
