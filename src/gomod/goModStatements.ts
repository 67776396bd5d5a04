/** One directive of a go.mod or go.work: its words as written (strings still quoted), blocks taken apart. */
export interface Statement {
	readonly words: readonly string[];
	readonly line: number;
	readonly column: number;
	/** It stands in a block of this word: `require ( … )`. */
	readonly block?: string;
}

/** Why go cannot take the file apart, in go's own words, and where. */
export interface SyntaxFault {
	readonly message: string;
	readonly line: number;
	readonly column: number;
}

type Token = { readonly text: string; readonly column: number };

/**
 * The directives of a go.mod or go.work, by the rules of golang.org/x/mod/modfile (read.go): `//` begins a comment, `/*` is
 * refused, strings do not go over a line's end, a block begins where `(` ends a line. Linear in the text.
 */
export function goModStatements(text: string): readonly Statement[] | SyntaxFault {
	const statements: Statement[] = [];
	let block: { readonly word: string; readonly line: number; readonly column: number } | undefined;
	for (const [index, content] of text.split("\n").entries()) {
		const line = index + 1;
		const tokens = tokensOf(content);
		if ("message" in tokens) return { ...tokens, line };
		const [first] = tokens;
		if (first === undefined) continue;
		const words = tokens.map((token) => token.text);
		const { column } = first;
		if (block !== undefined) {
			if (first.text !== ")") statements.push({ words, line, column, block: block.word });
			else if (words.length > 1) {
				return { message: "expected newline after closing paren", line, column: tokens[1]?.column ?? 1 };
			} else block = undefined;
		} else if (words.length > 1 && words.at(-1) === "(") {
			block = { word: words.slice(0, -1).join(" "), line, column };
			statements.push({ words: [], line, column, block: block.word });
		} else if (words.length > 2 && words.at(-2) === "(" && words.at(-1) === ")") {
			statements.push({ words: [], line, column, block: words.slice(0, -2).join(" ") });
		} else statements.push({ words, line, column });
	}
	if (block === undefined) return statements;
	return { message: "unterminated block", line: block.line, column: block.column };
}

/** What modfile takes as part of a word: what Unicode calls printable, but for a few signs. */
const word = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;
const signs = "()[]{},";

function tokensOf(line: string): readonly Token[] | Omit<SyntaxFault, "line"> {
	const tokens: Token[] = [];
	const signsOfLine = [...line];
	let at = 0;
	while (at < signsOfLine.length) {
		const sign = signsOfLine[at] ?? "";
		const next = signsOfLine[at + 1];
		const start = at;
		if (sign === " " || sign === "\t" || sign === "\r") {
			at++;
			continue;
		}
		if (sign === "/" && next === "/") break;
		if (signs.includes(sign)) at++;
		else if (sign === '"' || sign === "`") {
			const end = endOfString(signsOfLine, at);
			if (end === undefined) return { message: "unexpected newline in string", column: signsOfLine.length + 1 };
			at = end;
		} else {
			const end = endOfWord(signsOfLine, at);
			if (typeof end !== "number") return end;
			at = end;
		}
		tokens.push({ text: signsOfLine.slice(start, at).join(""), column: start + 1 });
	}
	return tokens;
}

function endOfString(line: readonly string[], start: number): number | undefined {
	const quote = line[start];
	for (let at = start + 1; at < line.length; at++) {
		if (line[at] === quote) return at + 1;
		if (line[at] === "\\" && quote === '"') at++;
	}
	return undefined;
}

function endOfWord(line: readonly string[], start: number): number | Omit<SyntaxFault, "line"> {
	let at = start;
	for (; at < line.length; at++) {
		const sign = line[at] ?? "";
		if (sign === "/" && line[at + 1] === "/") break;
		if (sign === "/" && line[at + 1] === "*") {
			return { message: "mod files must use // comments (not /* */ comments)", column: at + 1 };
		}
		if (signs.includes(sign) || !word.test(sign)) break;
	}
	if (at > start) return at;
	const code = (line[start] ?? "").codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
	return { message: `unexpected input character U+${code ?? ""}`, column: start + 1 };
}

/** The text that a word stands for, its quotes taken off; undefined where go refuses it: of strings it takes only `"…"`. */
export function unquoted(token: string): string | undefined {
	if (!token.startsWith('"')) return /["'`]/.test(token) ? undefined : token;
	try {
		const text: unknown = JSON.parse(token);
		return typeof text === "string" ? text : undefined;
	} catch {
		return undefined;
	}
}
