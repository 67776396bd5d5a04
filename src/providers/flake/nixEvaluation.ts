import { called } from "./nixCalls.ts";
import type { NixBinding, NixExpression, NixKey, NixNode } from "./nixNode.ts";
import { attribute, either, type Lazy, lazily, type NixValue, once, setOf, unknown, updated } from "./nixValue.ts";

/** A flake takes some hundred steps; a malicious one ends here as unknown. */
const maxSteps = 50_000;
const maxDepth = 150;

interface Scope {
	readonly names: ReadonlyMap<string, Lazy>;
	/** Set for the scope of a `with`, which has the lowest precedence. */
	readonly from?: Lazy;
	readonly outer: Scope | undefined;
}

interface Evaluation {
	steps: number;
	depth: number;
}

/**
 * Evaluates as much of a Nix file as possible without inputs, other files and the store. Lazy, as Nix is; anything else is
 * `unknown`, never an error.
 */
export function evaluated(root: NixNode): NixValue {
	return value(root, undefined, { steps: 0, depth: 0 });
}

function value(node: NixNode, scope: Scope | undefined, run: Evaluation): NixValue {
	if (run.steps >= maxSteps || run.depth >= maxDepth) return unknown;
	run.steps++;
	run.depth++;
	const result = valueFrom(node.expression(), scope, run);
	run.depth--;
	return result;
}

const later = (node: NixNode, scope: Scope | undefined, run: Evaluation): Lazy => once(() => value(node, scope, run));

function valueFrom(expression: NixExpression, scope: Scope | undefined, run: Evaluation): NixValue {
	switch (expression.kind) {
		case "set":
			return setFrom(expression, scope, run);
		case "let":
			return value(expression.body, scopeOf(expression.bindings, scope, run), run);
		case "function":
			return functionFrom(expression, scope, run);
		case "call":
			return called(value(expression.callee, scope, run), later(expression.argument, scope, run));
		case "select":
			return selected(expression, scope, run);
		case "name":
			return lookedUp(expression.name, scope);
		case "text":
			return textFrom(expression.parts, scope, run);
		case "list":
			return { kind: "list", items: expression.items.map((item) => later(item, scope, run)), isOpen: false };
		case "update":
			return updated(value(expression.left, scope, run), value(expression.right, scope, run));
		case "concat":
			return concatenated(value(expression.left, scope, run), value(expression.right, scope, run));
		case "with": {
			const from = later(expression.scope, scope, run);
			return value(expression.body, { names: new Map(), from, outer: scope }, run);
		}
		case "if":
			return either(value(expression.yes, scope, run), value(expression.no, scope, run));
		case "plain":
			return { kind: "plain" };
		case "other":
			return unknown;
	}
}

function lookedUp(name: string, scope: Scope | undefined): NixValue {
	for (let at = scope; at !== undefined; at = at.outer) {
		const found = at.names.get(name);
		if (found !== undefined) return named(found(), name);
	}
	for (let at = scope; at !== undefined; at = at.outer) {
		const from = at.from?.();
		if (from?.kind === "set" && from.entries.has(name)) return attribute(from, name) ?? unknown;
	}
	return { kind: "unknown", name };
}

/** A name bound to an unknown value may still be that of a nixpkgs function: `inherit (lib) genAttrs`. */
const named = (found: NixValue, name: string): NixValue =>
	found.kind === "unknown" && found.name === undefined ? { kind: "unknown", name } : found;

function selected(
	{ target, path, fallback }: NixExpression & { kind: "select" },
	scope: Scope | undefined,
	run: Evaluation,
): NixValue {
	let result = value(target, scope, run);
	for (const key of path) {
		const name = textOfKey(key, scope, run);
		if (name === undefined) return unknown;
		const next = attribute(result, name);
		if (next === undefined) return fallback === undefined ? unknown : value(fallback, scope, run);
		result = next;
	}
	if (fallback === undefined) return result;
	return result.kind === "unknown" ? either(result, value(fallback, scope, run)) : result;
}

function textFrom(parts: readonly NixKey[], scope: Scope | undefined, run: Evaluation): NixValue {
	const texts = parts.map((part) => textOfKey(part, scope, run));
	return texts.every((text) => text !== undefined) ? { kind: "text", text: texts.join("") } : unknown;
}

function textOfKey(key: NixKey, scope: Scope | undefined, run: Evaluation): string | undefined {
	if (typeof key === "string") return key;
	const found = value(key, scope, run);
	return found.kind === "text" ? found.text : undefined;
}

function concatenated(left: NixValue, right: NixValue): NixValue {
	const lists = [left, right].flatMap((side) => (side.kind === "list" ? [side] : []));
	if (lists.length === 0) return unknown;
	return {
		kind: "list",
		items: lists.flatMap(({ items }) => items),
		isOpen: lists.length < 2 || lists.some(({ isOpen }) => isOpen),
	};
}

function functionFrom(
	{ whole, formals, body }: NixExpression & { kind: "function" },
	scope: Scope | undefined,
	run: Evaluation,
): NixValue {
	return {
		kind: "function",
		call(argument) {
			const names = new Map<string, Lazy>();
			const inner: Scope = { names, outer: scope };
			for (const { name, fallback } of formals) {
				const missing = fallback === undefined ? lazily({ kind: "unknown", name }) : later(fallback, inner, run);
				names.set(
					name,
					once(() => attribute(argument(), name) ?? missing()),
				);
			}
			if (whole !== undefined) names.set(whole, argument);
			return value(body, inner, run);
		},
	};
}

function setFrom(
	{ isRecursive, bindings }: NixExpression & { kind: "set" },
	scope: Scope | undefined,
	run: Evaluation,
): NixValue {
	if (!isRecursive) return boundSet(bindings, scope, scope, run);
	const names = new Map<string, Lazy>();
	return boundSet(bindings, { names, outer: scope }, scope, run, names);
}

function scopeOf(bindings: readonly NixBinding[], scope: Scope | undefined, run: Evaluation): Scope {
	const names = new Map<string, Lazy>();
	const inner: Scope = { names, outer: scope };
	boundSet(bindings, inner, scope, run, names);
	return inner;
}

/**
 * `a.b = 1; a.c = 2;` define one set `a`. Values are computed in `inner`; a plain `inherit` reads from `outer`. `names` are
 * added to the set before computed names (`${system} = …`) are evaluated, because those may depend on them.
 */
function boundSet(
	bindings: readonly NixBinding[],
	inner: Scope | undefined,
	outer: Scope | undefined,
	run: Evaluation,
	names: Map<string, Lazy> = new Map(),
): NixValue {
	const parts = new Map<string, Lazy[]>();
	const deeper = new Map<string, NixBinding[]>();
	const any: Lazy[] = [];
	const add = (name: string, binding: NixBinding & { kind: "value" }): void => {
		const [, ...rest] = binding.path;
		if (rest.length === 0) define(name, later(binding.value, inner, run));
		else {
			const nested = deeper.get(name) ?? [];
			if (nested.length === 0)
				define(
					name,
					once(() => boundSet(nested, inner, inner, run)),
				);
			nested.push({ ...binding, path: rest });
			deeper.set(name, nested);
		}
	};
	const define = (name: string, part: Lazy): void => {
		const all = parts.get(name) ?? [];
		if (all.length === 0)
			names.set(
				name,
				once(() => all.map((one) => one()).reduce(joined)),
			);
		all.push(part);
		parts.set(name, all);
	};
	for (const binding of bindings) {
		if (binding.kind === "inherit") {
			const from = binding.from === undefined ? undefined : later(binding.from, inner, run);
			for (const name of binding.names)
				define(
					name,
					once(() => inherited(name, from, outer)),
				);
		} else if (typeof binding.path[0] === "string") add(binding.path[0], binding);
	}
	for (const binding of bindings) {
		if (binding.kind !== "value" || binding.path[0] === undefined || typeof binding.path[0] === "string") continue;
		const name = textOfKey(binding.path[0], inner, run);
		if (name !== undefined) add(name, binding);
		else if (binding.path.length === 1) any.push(later(binding.value, inner, run));
		else any.push(once(() => boundSet([{ ...binding, path: binding.path.slice(1) }], inner, inner, run)));
	}
	return setOf(names, any);
}

function inherited(name: string, from: Lazy | undefined, outer: Scope | undefined): NixValue {
	return from === undefined ? lookedUp(name, outer) : (attribute(from(), name) ?? unknown);
}

const joined = (a: NixValue, b: NixValue): NixValue => updated(a, b, true);
