/** One directive of a go.mod or go.work: its words as written (strings still quoted), with blocks split into directives. */
export interface GoModStatement {
	readonly words: readonly string[];
	readonly line: number;
	readonly column: number;
	/** The word of the block that contains it: `require ( … )`. */
	readonly block?: string;
}

/** Why go cannot parse the file, in go's own words, and where. */
export interface SyntaxFault {
	readonly message: string;
	readonly line: number;
	readonly column: number;
}

interface Token {
	readonly text: string;
	/** In UTF-16 units, from 0. */
	readonly index: number;
}

/**
 * The directives of a go.mod or go.work, by the rules of golang.org/x/mod/modfile (read.go): `//` starts a comment, `/*` is
 * refused, strings end on their line, a line that ends with `(` starts a block. Linear in the text's length.
 */
export function goModStatements(text: string): readonly GoModStatement[] | SyntaxFault {
	const statements: GoModStatement[] = [];
	let block: { readonly word: string; readonly line: number; readonly column: number } | undefined;
	for (const [index, content] of text.split("\n").entries()) {
		const line = index + 1;
		const tokens = tokensOf(content);
		if ("message" in tokens) return { ...tokens, line };
		const [first] = tokens;
		if (first === undefined) continue;
		const words = tokens.map(({ text }) => text);
		const column = columnAt(content, first.index);
		if (block !== undefined) {
			if (first.text !== ")") statements.push({ words, line, column, block: block.word });
			else if (words.length > 1) {
				return {
					message: "expected newline after closing paren",
					line,
					column: columnAt(content, tokens[1]?.index ?? 0),
				};
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

/**
 * A punctuation character, a string or a word, after optional blanks. A word consists of characters that are printable in
 * Unicode except punctuation tokens, and ends before a comment; quotes start a string only where a word could start.
 */
const token =
	/[ \t\r]*((?<comment>\/\/)|[()[\]{},]|"(?:[^"\\]|\\.)*"|`[^`]*`|(?!["`])(?:(?!\/[/*]|[()[\]{},])[\p{L}\p{M}\p{N}\p{P}\p{S}])+)/uy;

function tokensOf(line: string): readonly Token[] | Omit<SyntaxFault, "line"> {
	const tokens: Token[] = [];
	token.lastIndex = 0;
	while (token.lastIndex < line.length) {
		const from = token.lastIndex;
		const match = token.exec(line);
		if (match === null) {
			const blanks = /^[ \t\r]*/.exec(line.slice(from))?.[0].length ?? 0;
			if (from + blanks === line.length) break;
			return refusalAt(line, from + blanks);
		}
		const [whole, text = ""] = match;
		if (match.groups?.["comment"] !== undefined) break;
		tokens.push({ text, index: match.index + whole.length - text.length });
	}
	return tokens;
}

function refusalAt(line: string, index: number): Omit<SyntaxFault, "line"> {
	const rest = line.slice(index);
	if (/^["`]/.test(rest)) return { message: "unexpected newline in string", column: columnAt(line, line.length) };
	const message = rest.startsWith("/*")
		? "mod files must use // comments (not /* */ comments)"
		: `unexpected input character U+${(rest.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
	return { message, column: columnAt(line, index) };
}

/** In characters, from 1. */
const columnAt = (line: string, index: number): number => [...line.slice(0, index)].length + 1;

/** The value of a word without its quotes; undefined if go refuses it: of strings it only accepts `"…"`. */
export function unquoted(token: string): string | undefined {
	if (!token.startsWith('"')) return /["'`]/.test(token) ? undefined : token;
	try {
		const text: unknown = JSON.parse(token);
		return typeof text === "string" ? text : undefined;
	} catch {
		return undefined;
	}
}
