import { parser } from "@replit/codemirror-lang-nix";
import type { NixBinding, NixExpression, NixFile, NixFormal, NixKey, NixNode } from "./nixNode.ts";

/** The only user of the Lezer grammar of Nix: a separate bundle, loaded when a flake.nix was found. */

type Syntax = NonNullable<ReturnType<ReturnType<typeof parser.parse>["resolve"]>>;

/** Parsing time without a break. */
const sliceMs = 8;

/**
 * Parses a Nix file that `plainNix` has simplified. The grammar recovers from errors, so there is always a tree. Undefined if
 * it takes longer than `timeoutMs`.
 */
export async function parseNix(text: string, timeoutMs: number): Promise<NixFile | undefined> {
	const parsing = parser.startParse(text);
	const started = performance.now();
	let sliceEnd = started + sliceMs;
	let tree = parsing.advance();
	while (tree === null) {
		const now = performance.now();
		if (now - started > timeoutMs) return undefined;
		if (now > sliceEnd) {
			await new Promise((done) => setTimeout(done, 0));
			sliceEnd = performance.now() + sliceMs;
		}
		tree = parsing.advance();
	}
	let error: number | undefined;
	const cursor = tree.cursor();
	do {
		if (cursor.type.isError) error = cursor.from;
	} while (error === undefined && cursor.next());
	const [first] = childrenOf(tree.topNode);
	return { root: nodeOf(first, text), error };
}

const other: NixNode = { expression: () => ({ kind: "other" }) };

/** Children without errors, comments and bracket tokens. */
function childrenOf(syntax: Syntax): Syntax[] {
	const children: Syntax[] = [];
	for (let child = syntax.firstChild; child !== null; child = child.nextSibling) {
		if (!child.type.isError && !/^(?:LineComment|BlockComment|[{}()[\]])$/.test(child.name)) children.push(child);
	}
	return children;
}

function nodeOf(syntax: Syntax | undefined, text: string): NixNode {
	if (syntax === undefined) return other;
	let expression: NixExpression | undefined;
	return {
		expression() {
			expression ??= expressionOf(syntax, text);
			return expression;
		},
	};
}

function expressionOf(syntax: Syntax, text: string): NixExpression {
	const children = childrenOf(syntax);
	const node = (child: Syntax | undefined): NixNode => nodeOf(child, text);
	const [first, second, third] = children;
	switch (syntax.name) {
		case "Parenthesized":
			return first === undefined ? { kind: "other" } : expressionOf(first, text);
		case "AttrSet":
			return { kind: "set", isRecursive: false, bindings: bindingsOf(children, text) };
		case "RecAttrSet":
			return {
				kind: "set",
				isRecursive: true,
				bindings: second === undefined ? [] : bindingsOf(childrenOf(second), text),
			};
		case "Let":
			return letOf(children, text);
		case "Function":
			return functionOf(children, text);
		case "App":
			return { kind: "call", callee: node(first), argument: node(second) };
		case "Select": {
			const path = second === undefined ? [] : keysOf(childrenOf(second), text);
			// the third child is the word `or`
			return {
				kind: "select",
				target: node(first),
				path,
				fallback: third === undefined ? undefined : node(children[3]),
			};
		}
		case "Identifier":
		case "builtins":
			return { kind: "name", name: text.slice(syntax.from, syntax.to) };
		case "String":
			return { kind: "text", parts: partsOf(syntax, children, text) };
		case "List":
			return { kind: "list", items: children.map(node) };
		case "BinaryExpr":
			return binaryOf(first, second, text);
		case "With":
			return { kind: "with", scope: node(second), body: node(third) };
		case "Assert":
			return third === undefined ? { kind: "other" } : expressionOf(third, text);
		case "IfExpr":
			return { kind: "if", yes: node(children[3]), no: node(children[5]) };
		case "Integer":
		case "Float":
		case "Boolean":
		case "Null":
		case "Path":
		case "HPath":
		case "SPath":
		case "URI":
		case "IndentedString":
			return { kind: "plain" };
		default:
			return { kind: "other" };
	}
}

function binaryOf(left: Syntax | undefined, right: Syntax | undefined, text: string): NixExpression {
	if (left === undefined || right === undefined) return { kind: "other" };
	const operator = text
		.slice(left.to, right.from)
		.replace(/#[^\n]*|\/\*[\s\S]*?\*\//g, "")
		.trim();
	const kind = operator === "//" ? "update" : operator === "++" ? "concat" : undefined;
	return kind === undefined ? { kind: "other" } : { kind, left: nodeOf(left, text), right: nodeOf(right, text) };
}

function letOf(children: readonly Syntax[], text: string): NixExpression {
	const at = children.findIndex(({ name }) => name === "in");
	if (at < 0) return { kind: "other" };
	return { kind: "let", bindings: bindingsOf(children.slice(1, at), text), body: nodeOf(children[at + 1], text) };
}

function functionOf(children: readonly Syntax[], text: string): NixExpression {
	const formals = children.filter(({ name }) => name === "Formal").map((formal) => formalOf(formal, text));
	const others = children.filter(({ name }) => name !== "Formal" && name !== "Ellipses");
	const body = others[others.length - 1];
	const [whole] = others.length > 1 ? others : [];
	return {
		kind: "function",
		whole: whole === undefined ? undefined : text.slice(whole.from, whole.to),
		formals: formals.filter(({ name }) => name !== ""),
		body: nodeOf(body, text),
	};
}

function formalOf(formal: Syntax, text: string): NixFormal {
	const [name, fallback] = childrenOf(formal);
	return {
		name: name === undefined ? "" : text.slice(name.from, name.to),
		fallback: fallback === undefined ? undefined : nodeOf(fallback, text),
	};
}

/** `inherit` has no node of its own: its words are among those of the set. */
function bindingsOf(children: readonly Syntax[], text: string): NixBinding[] {
	const bindings: NixBinding[] = [];
	let words: Syntax[] | undefined;
	const inherited = (): void => {
		if (words !== undefined) bindings.push(inheritOf(words, text));
		words = undefined;
	};
	for (const child of children) {
		if (child.name !== "Bind" && child.name !== "inherit") {
			words?.push(child);
			continue;
		}
		inherited();
		if (child.name === "inherit") words = [];
		else {
			const [path, value] = childrenOf(child);
			if (path?.name !== "AttrPath") continue;
			bindings.push({ kind: "value", path: keysOf(childrenOf(path), text), value: nodeOf(value, text) });
		}
	}
	inherited();
	return bindings;
}

function inheritOf(words: readonly Syntax[], text: string): NixBinding {
	const [first] = words;
	// the source of `inherit (source)` is between brackets, which are not children here
	const isFrom = first?.prevSibling?.name === "(";
	const names = keysOf(isFrom ? words.slice(1) : words, text).filter((key) => typeof key === "string");
	return { kind: "inherit", from: isFrom ? nodeOf(first, text) : undefined, names };
}

function keysOf(children: readonly Syntax[], text: string): NixKey[] {
	return children.map((child) => {
		if (child.name === "Identifier") return text.slice(child.from, child.to);
		if (child.name === "Interpolation") return nodeOf(childrenOf(child)[0], text);
		const parts = partsOf(child, childrenOf(child), text);
		const [only = "", ...more] = parts;
		return typeof only === "string" && more.length === 0 ? only : nodeOf(child, text);
	});
}

/** The text of a string between its interpolations. */
function partsOf(syntax: Syntax, children: readonly Syntax[], text: string): NixKey[] {
	const parts: NixKey[] = [];
	let from = syntax.from + 1;
	for (const child of children) {
		if (child.from > from) parts.push(text.slice(from, child.from));
		parts.push(nodeOf(childrenOf(child)[0], text));
		from = child.to;
	}
	const end = text[syntax.to - 1] === '"' ? syntax.to - 1 : syntax.to;
	if (end > from) parts.push(text.slice(from, end));
	return parts;
}
