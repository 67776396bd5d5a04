/** A part of a shell word: `""/usr/lib/"go"` has quoted and bare parts. */
export interface WordPart {
	readonly quote: "none" | "single" | "double";
	readonly text: string;
}

export interface ShellStatement {
	/** Counted from 1. */
	readonly line: number;
	readonly words: readonly (readonly WordPart[])[];
	/** Set if it contains what only a shell can do (a pipe, a test, a command substitution); `words` is incomplete then. */
	readonly needsShell: boolean;
}

const needsShell = /[\s&|()<>`]|\$\(/y;
/** Characters of a bare word without special meaning. */
const bareRun = /[^\s'"\\;&|()<>`$]+/y;
const doubleRun = /[^"\\]+/y;

/**
 * The simple commands of a shell file, without comments. Only parses: expands and runs nothing. CR LF is read as LF, and an
 * unclosed quote ends with the file. Never throws.
 */
export function shellStatements(text: string): readonly ShellStatement[] {
	const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
	const statements: ShellStatement[] = [];
	let at = 0;
	let line = 1;
	while (at < source.length) {
		const { statement, end } = nextStatement(source, at, line);
		if (statement.words.length > 0 || statement.needsShell) statements.push(statement);
		for (let next = source.indexOf("\n", at); next >= 0 && next < end; next = source.indexOf("\n", next + 1)) line++;
		at = end;
	}
	return statements;
}

/** Reads from `start` to after the newline or `;` that ends the statement; to after the line if it needs a shell. */
function nextStatement(source: string, start: number, line: number): { statement: ShellStatement; end: number } {
	const words: WordPart[][] = [];
	let word: WordPart[] | undefined;
	const add = (quote: WordPart["quote"], text: string): void => {
		const part = { quote, text };
		if (word !== undefined) word.push(part);
		else {
			word = [part];
			words.push(word);
		}
	};
	let at = start;
	while (at < source.length) {
		const char = source[at] ?? "";
		if (char === "\n" || char === ";") return { statement: { line, words, needsShell: false }, end: at + 1 };
		if (char === " " || char === "\t") {
			word = undefined;
			at++;
		} else if (char === "#" && word === undefined) at = endOfLine(source, at);
		else if (char === "'") {
			const end = source.indexOf("'", at + 1);
			add("single", source.slice(at + 1, end < 0 ? undefined : end));
			at = end < 0 ? source.length : end + 1;
		} else if (char === '"') {
			const end = endOfDouble(source, at + 1);
			add("double", source.slice(at + 1, end));
			at = end + 1;
		} else if (char === "\\") {
			if (source[at + 1] !== "\n") add("single", source.slice(at + 1, at + 2));
			at += 2;
		} else if (runAt(needsShell, source, at) > 0) {
			return { statement: { line, words, needsShell: true }, end: endOfLine(source, at) + 1 };
		} else {
			const end = endOfBareText(source, at);
			add("none", source.slice(at, end));
			at = end;
		}
	}
	return { statement: { line, words, needsShell: false }, end: source.length };
}

function endOfLine(source: string, from: number): number {
	const end = source.indexOf("\n", from);
	return end < 0 ? source.length : end;
}

function endOfDouble(source: string, from: number): number {
	let at = from;
	while (at < source.length && source[at] !== '"') at += source[at] === "\\" ? 2 : runAt(doubleRun, source, at);
	return Math.min(at, source.length);
}

function endOfBareText(source: string, from: number): number {
	let at = from;
	while (at < source.length) {
		const run = runAt(bareRun, source, at);
		if (run > 0) at += run;
		else if (source[at] !== "$" || source[at + 1] === "(") break;
		else at = source[at + 1] === "{" ? endOfBraces(source, at) : at + 1;
	}
	return at;
}

/** The length of a sticky pattern's match. */
function runAt(pattern: RegExp, source: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(source) ? pattern.lastIndex - at : 0;
}

/** The index after the `}` that closes the `${` at `from`: gvm nests them, `${A:+:${A}}`. */
export function endOfBraces(source: string, from: number): number {
	let depth = 0;
	let at = from;
	while (at < source.length) {
		if (source.startsWith("${", at)) {
			depth++;
			at += 2;
		} else if (source[at] === "}") {
			depth--;
			at++;
			if (depth === 0) return at;
		} else at += source[at] === "\\" ? 2 : 1;
	}
	return source.length;
}
