import {
	attribute,
	either,
	emptySet,
	type Lazy,
	lazily,
	merged,
	type NixSet,
	type NixValue,
	once,
	setOf,
	textsOf,
	unknown,
	updated,
} from "./nixValue.ts";

export type Call = (callee: NixValue, argument: Lazy) => NixValue;

/** A function that is known only by its name, because nixpkgs is not read. It gets `arity` arguments, or fewer at the end. */
export interface NixFunction {
	readonly arity: number;
	readonly apply: (call: Call, ...parameters: readonly Lazy[]) => NixValue;
}

const none: Lazy = lazily(unknown);
const first: NixFunction = { arity: 1, apply: (_, value = none) => value() };
const second: NixFunction = { arity: 2, apply: (_, __, value = none) => value() };

/** Functions of builtins and nixpkgs' lib that names of shells depend on. */
export const nixLibrary: Readonly<Record<string, NixFunction>> = {
	genAttrs: { arity: 2, apply: (call, names = none, make = none) => generated(call, names(), make) },
	listToAttrs: { arity: 1, apply: (_, list = none) => fromPairs(list()) },
	map: { arity: 2, apply: (call, make = none, list = none) => mapped(list(), (item) => call(make(), item)) },
	mapAttrs: {
		arity: 2,
		apply: (call, make = none, set = none) => withValues(set(), (name, value) => call(call(make(), name), value)),
	},
	"mapAttrs'": {
		arity: 2,
		apply: (call, make = none, set = none) => fromPairs(pairs(set(), (name, value) => call(call(make(), name), value))),
	},
	nameValuePair: {
		arity: 2,
		apply: (_, name = none, value = none) =>
			setOf([
				["name", name],
				["value", value],
			]),
	},
	attrNames: { arity: 1, apply: (_, set = none) => pairs(set(), (name) => name()) },
	attrValues: { arity: 1, apply: (_, set = none) => pairs(set(), (__, value) => value()) },
	removeAttrs: { arity: 2, apply: (_, set = none, names = none) => without(set(), textsOf(names()) ?? []) },
	recursiveUpdate: { arity: 2, apply: (_, left = none, right = none) => updated(left(), right(), true) },
	mergeAttrs: { arity: 2, apply: (_, left = none, right = none) => updated(left(), right()) },
	mergeAttrsList: { arity: 1, apply: (_, list = none) => folded(list(), emptySet, updated) },
	mkMerge: { arity: 1, apply: (_, list = none) => folded(list(), emptySet, merged) },
	"foldl'": fold((call, step, sum, item) => call(call(step, lazily(sum)), lazily(item))),
	foldl: fold((call, step, sum, item) => call(call(step, lazily(sum)), lazily(item))),
	foldr: fold((call, step, sum, item) => call(call(step, lazily(item)), lazily(sum))),
	// the condition is unknown: assume that it is true
	optionalAttrs: second,
	mkIf: second,
	optionals: second,
	filterAttrs: second,
	filter: second,
	mkOverride: second,
	mkDefault: first,
	mkForce: first,
	unique: first,
};

function fold(step: (call: Call, step: NixValue, sum: NixValue, item: NixValue) => NixValue): NixFunction {
	return {
		arity: 3,
		apply: (call, operator = none, start = none, list = none) =>
			folded(list(), start(), (sum, item) => step(call, operator(), sum, item)),
	};
}

function folded(list: NixValue, start: NixValue, step: (sum: NixValue, item: NixValue) => NixValue): NixValue {
	if (list.kind !== "list") return either(start, unknown);
	const result = list.items.map((item) => item()).reduce(step, start);
	return list.isOpen ? either(result, unknown) : result;
}

/** One attribute per name; if the names are unknown, one value under any name. */
export function generated(call: Call, names: NixValue, make: Lazy): NixSet {
	const texts = textsOf(names);
	if (texts === undefined) return { ...emptySet, any: [once(() => call(make(), none))] };
	return setOf(texts.map((text) => [text, once(() => call(make(), lazily({ kind: "text", text })))] as const));
}

function mapped(list: NixValue, make: (item: Lazy) => NixValue): NixValue {
	if (list.kind !== "list") return { kind: "list", items: [once(() => make(none))], isOpen: true };
	return { ...list, items: list.items.map((item) => once(() => make(item))) };
}

function withValues(value: NixValue, make: (name: Lazy, value: Lazy) => NixValue): NixSet {
	if (value.kind !== "set") return { ...emptySet, any: [once(() => make(none, none))], isOpen: true };
	return setOf(
		[...value.entries].map(([name, entry]) => [name, once(() => make(lazily({ kind: "text", text: name }), entry))]),
		value.any.map((entry) => once(() => make(none, entry))),
		value.isOpen,
	);
}

/** A list with one item for each attribute. */
function pairs(value: NixValue, make: (name: Lazy, value: Lazy) => NixValue): NixValue {
	const { entries, any, isOpen } = withValues(value, make);
	return { kind: "list", items: [...entries.values(), ...any], isOpen: isOpen || any.length > 0 };
}

/** The set of a list of `{ name; value; }`. */
function fromPairs(list: NixValue): NixSet {
	if (list.kind !== "list") return { ...emptySet, isOpen: true };
	const entries = new Map<string, Lazy>();
	const any: Lazy[] = [];
	for (const item of list.items) {
		const pair = item();
		const name = attribute(pair, "name");
		const value = once(() => attribute(pair, "value") ?? unknown);
		if (name?.kind === "text") entries.set(name.text, value);
		else any.push(value);
	}
	return { kind: "set", entries, any, isOpen: list.isOpen && any.length === 0 };
}

function without(value: NixValue, names: readonly string[]): NixValue {
	if (value.kind !== "set") return value;
	return { ...value, entries: new Map([...value.entries].filter(([name]) => !names.includes(name))) };
}
