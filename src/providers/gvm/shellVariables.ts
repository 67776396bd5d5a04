import { endOfBraces, type ShellStatement, type WordPart } from "./shellStatements.ts";

/** Linux's limit for one variable; `A="$A$A"` in 40 lines would need a terabyte. */
const maxValueLength = 128 * 1024;
/** Nesting of `${A:+${B:+…}}`. */
const maxNestedDepth = 40;

/** The variables of a shell while it sources a file. */
export interface ShellVariables {
	readonly values: Map<string, string>;
	/** Names that are exported to programs. */
	readonly exported: Set<string>;
	/** Names that were assigned a value. */
	readonly assigned: Set<string>;
}

/** The variables of a shell that was started with `base`. */
export function shellVariables(base: Readonly<Record<string, string>>): ShellVariables {
	const values = new Map(Object.entries(base));
	return { values, exported: new Set(values.keys()), assigned: new Set() };
}

/** The variables of programs started from the shell. */
export function exportedVariables({ values, exported }: ShellVariables): Record<string, string> {
	const result: Record<string, string> = {};
	for (const name of exported) {
		const value = values.get(name);
		if (value !== undefined) result[name] = value;
	}
	return result;
}

export type Effect = { readonly kind: "done" | "needs-shell" } | { readonly kind: "sources"; readonly file: string };

/**
 * Applies a statement to `variables` as the shell would: assignments, `export` (gvm writes both `export K; K="v"` and `export
 * K="v"`) and `unset`. Returns a file to be sourced; everything else needs a shell and changes nothing.
 */
export function execute({ words, needsShell }: ShellStatement, variables: ShellVariables): Effect {
	if (needsShell) return { kind: "needs-shell" };
	const command = literal(words[0]);
	if (command === "." || command === "source") {
		const file = words[1] === undefined ? undefined : expanded(words[1], variables);
		return file === undefined ? { kind: "needs-shell" } : { kind: "sources", file };
	}
	if (command === "unset") {
		for (const name of words.slice(1).map(literal)) remove(name, variables);
		return { kind: "done" };
	}
	// `A=b program` sets A only for that program
	if (command !== "export" && !words.every(isAssignment)) return { kind: "needs-shell" };
	const done = command === "export" ? exportAll(words.slice(1), variables) : assignAll(words, variables);
	return { kind: done ? "done" : "needs-shell" };
}

function assignAll(words: ShellStatement["words"], variables: ShellVariables): boolean {
	return words.every((word) => {
		const read = assignmentOf(word, variables);
		if (read !== undefined) set(read, variables);
		return read !== undefined;
	});
}

/** The shell expands all words of a command before it runs: in `export A=1 B=$A` B gets the earlier A. */
function exportAll(words: ShellStatement["words"], variables: ShellVariables): boolean {
	const read = words.map((word) => assignmentOf(word, variables) ?? { name: literal(word) ?? "" });
	if (!read.every(({ name }) => /^[A-Za-z_]\w*$/.test(name))) return false;
	for (const one of read) {
		variables.exported.add(one.name);
		if ("value" in one) set(one, variables);
	}
	return true;
}

function set({ name, value, appends }: Assignment, { values, assigned }: ShellVariables): void {
	assigned.add(name);
	values.set(name, appends ? (values.get(name) ?? "") + value : value);
}

function remove(name: string | undefined, { values, exported, assigned: names }: ShellVariables): void {
	if (name === undefined) return;
	for (const set of [values, exported, names]) set.delete(name);
}

/** The text of a word without quotes and expansions. */
function literal(word: readonly WordPart[] | undefined): string | undefined {
	const part = word?.length === 1 ? word[0] : undefined;
	return part?.quote === "none" && !part.text.includes("$") ? part.text : undefined;
}

const assignment = /^([A-Za-z_]\w*)(\+?)=/;

const isAssignment = ([first]: readonly WordPart[]): boolean => first?.quote === "none" && assignment.test(first.text);

interface Assignment {
	readonly name: string;
	readonly value: string;
	readonly appends: boolean;
}

/** Undefined if the word is not an assignment, or needs a shell. */
function assignmentOf(word: readonly WordPart[], variables: ShellVariables): Assignment | undefined {
	const first = word[0];
	const match = first?.quote === "none" ? assignment.exec(first.text) : null;
	if (first === undefined || match === null) return undefined;
	const value = expanded(word, variables, match[0].length);
	return value === undefined ? undefined : { name: match[1] ?? "", value, appends: match[2] === "+" };
}

/** The value of a word from index `from`; undefined if it needs a shell or would exceed the length limit of a variable. */
function expanded(word: readonly WordPart[], variables: ShellVariables, from = 0): string | undefined {
	let value = "";
	for (let index = 0; index < word.length; index++) {
		const { quote, text: whole } = word[index] as WordPart;
		const text = index === 0 ? whole.slice(from) : whole;
		const part = quote === "single" ? text : expandedText(withHome(quote, value, text, variables), variables, 0);
		if (part === undefined || value.length + part.length > maxValueLength) return undefined;
		value += part;
	}
	return value;
}

/** A tilde means the home folder at the start of a bare value, and after a colon in it. */
function withHome(quote: WordPart["quote"], before: string, text: string, { values }: ShellVariables): string {
	const home = values.get("HOME");
	if (quote !== "none" || home === undefined || !text.includes("~")) return text;
	return text.replace(/(^|:)~(?=[/:]|$)/g, (tilde, start: string) =>
		start === "" && before !== "" ? tilde : start + home.replaceAll(/[\\$]/g, "\\$&"),
	);
}

function expandedText(text: string, variables: ShellVariables, depth: number): string | undefined {
	if (depth > maxNestedDepth) return undefined;
	let value = "";
	let at = 0;
	while (at < text.length) {
		commonPart.lastIndex = at;
		const common = commonPart.exec(text);
		const { part, end } =
			common === null
				? otherPart(text, at, variables, depth)
				: { part: common[1] ?? variables.values.get(common[2] ?? common[3] ?? "") ?? "", end: commonPart.lastIndex };
		if (part === undefined || value.length + part.length > maxValueLength) return undefined;
		value += part;
		at = end;
	}
	return value;
}

interface Part {
	/** Undefined if only a shell can determine it. */
	readonly part: string | undefined;
	readonly end: number;
}

/** Text, `$A`, `${A}`: the parts of nearly all values. */
const commonPart = /([^\\`$]+)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/y;

function otherPart(text: string, at: number, variables: ShellVariables, depth: number): Part {
	const char = text[at];
	if (char === "\\") {
		const next = text[at + 1] ?? "";
		if (next === "\n") return { part: "", end: at + 2 };
		return { part: /[$`"\\]/.test(next) ? next : `\\${next}`, end: at + 2 };
	}
	if (char === "`") return { part: undefined, end: text.length };
	if (text[at + 1] === "{") {
		const end = endOfBraces(text, at);
		return { part: parameter(text.slice(at + 2, end - 1), variables, depth), end };
	}
	// `$(`, `$1`, `$$` need a running shell; a lone `$` is literal
	return { part: /[(\w$?!#@*-]/.test(text[at + 1] ?? "") ? undefined : "$", end: at + 1 };
}

/** `A`, `A:+word`, `A+word`, `A:-word`, `A-word`; with a colon an empty value counts as unset. */
function parameter(inside: string, variables: ShellVariables, depth: number): string | undefined {
	const match = /^([A-Za-z_]\w*)(?:(:?)([+-]))?/.exec(inside);
	if (match === null) return undefined;
	const [start, name = "", colon, operator] = match;
	const word = inside.slice(start.length);
	const value = variables.values.get(name);
	if (operator === undefined) return word === "" ? (value ?? "") : undefined;
	const isThere = value !== undefined && !(colon === ":" && value === "");
	if (operator === "-") return isThere ? value : expandedText(word, variables, depth + 1);
	return isThere ? expandedText(word, variables, depth + 1) : "";
}
