export interface PlainNix {
	/** Has the same length as the original, so that offsets are valid. */
	readonly text: string;
	/** The nesting depth of brackets, strings and interpolations. */
	readonly depth: number;
}

/** The scanner's state. `braces` are those open in this piece of code; `pathFrom` is set in an interpolation in a path. */
interface Mode {
	readonly kind: "code" | "string" | "indented";
	braces: number;
	readonly pathFrom?: number;
}

interface Scanner {
	readonly source: string;
	/** Code units of the result. */
	readonly out: string[];
	readonly modes: Mode[];
	at: number;
	/** The number of open brackets of all kinds. */
	open: number;
	/** The index after the quotes of the outermost indented string. */
	blankFrom: number | undefined;
}

/** A character that no referenceable name contains. */
const unreadable = "\u0001";
const blank = /#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\s+/y;
const word = /[A-Za-z_][A-Za-z0-9_'-]*/y;

/**
 * Replaces what the Lezer grammar misreads, without moving anything: indented strings become blank (it ends them at the escapes
 * `''${`, `'''` and `''\`), `./a/${b}` becomes a path without interpolation, the comma before `}` a space. None of these
 * contains names of attributes. An escape in a string becomes U+0001: a name with one cannot be referenced.
 */
export function plainNix(source: string): PlainNix {
	const scanner: Scanner = {
		source,
		out: source.split(""),
		modes: [{ kind: "code", braces: 0 }],
		at: 0,
		open: 0,
		blankFrom: undefined,
	};
	let depth = 0;
	while (scanner.at < source.length) {
		const mode = scanner.modes[scanner.modes.length - 1];
		if (mode === undefined) break;
		if (mode.kind === "code") code(scanner, mode);
		else if (mode.kind === "string") string(scanner);
		else indented(scanner);
		depth = Math.max(depth, scanner.modes.length + scanner.open);
	}
	if (scanner.blankFrom !== undefined) fill(scanner, scanner.blankFrom, source.length, " ");
	return { text: scanner.out.join(""), depth };
}

function code(scanner: Scanner, mode: Mode): void {
	const { source, modes, at } = scanner;
	const char = source[at] ?? "";
	const passed = matchAt(blank, source, at) || matchAt(word, source, at);
	if (passed > 0) scanner.at += passed;
	else if (char === '"') enter(scanner, "string", 1);
	else if (source.startsWith("''", at)) {
		if (!modes.some(({ kind }) => kind === "indented")) scanner.blankFrom = at + 2;
		enter(scanner, "indented", 2);
	} else if (source.startsWith("${", at)) enter(scanner, "code", 2, isInPath(source, at) ? at : undefined);
	else {
		bracket(scanner, mode, char);
		scanner.at++;
	}
}

function bracket(scanner: Scanner, mode: Mode, char: string): void {
	const { source, out, modes, at } = scanner;
	if (char === "," && source[blankEnd(source, at + 1)] === "}") out[at] = " ";
	else if ("{([".includes(char)) {
		scanner.open++;
		if (char === "{") mode.braces++;
	} else if (char === "}" && mode.braces === 0 && modes.length > 1) {
		modes.pop();
		if (mode.pathFrom !== undefined) fill(scanner, mode.pathFrom, at + 1, "x");
	} else if ("})]".includes(char)) {
		scanner.open = Math.max(0, scanner.open - 1);
		if (char === "}") mode.braces = Math.max(0, mode.braces - 1);
	}
}

/** The index after white space and comments. */
function blankEnd(source: string, from: number): number {
	let at = from;
	for (let passed = -1; passed !== 0; at += passed) passed = matchAt(blank, source, at);
	return at;
}

function string(scanner: Scanner): void {
	const { source, at } = scanner;
	if (source[at] === "\\" || source.startsWith("$$", at)) {
		fill(scanner, at, Math.min(at + 2, source.length), unreadable);
		scanner.at += 2;
	} else if (source[at] === '"') {
		scanner.modes.pop();
		scanner.at++;
	} else if (source.startsWith("${", at)) enter(scanner, "code", 2);
	else scanner.at++;
}

function indented(scanner: Scanner): void {
	const { source, modes, at } = scanner;
	if (source.startsWith("''\\", at)) scanner.at += 4;
	else if (source.startsWith("''$", at) || source.startsWith("'''", at)) scanner.at += 3;
	else if (source.startsWith("$$", at)) scanner.at += 2;
	else if (source.startsWith("${", at)) enter(scanner, "code", 2);
	else if (source.startsWith("''", at)) {
		modes.pop();
		if (scanner.blankFrom !== undefined && !modes.some(({ kind }) => kind === "indented")) {
			fill(scanner, scanner.blankFrom, at, " ");
			scanner.blankFrom = undefined;
		}
		scanner.at += 2;
	} else scanner.at++;
}

function enter(scanner: Scanner, kind: Mode["kind"], length: number, pathFrom?: number): void {
	scanner.modes.push({ kind, braces: 0, ...(pathFrom === undefined ? {} : { pathFrom }) });
	scanner.at += length;
}

function fill({ out }: Scanner, from: number, to: number, char: string): void {
	for (let index = from; index < to; index++) out[index] = char;
}

function matchAt(pattern: RegExp, source: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.exec(source)?.[0].length ?? 0;
}

/** Whether the preceding text is a path, `./a/` or `/a/b`, so that the interpolation belongs to it. */
const isInPath = (source: string, at: number): boolean =>
	/[A-Za-z0-9._+~-]*\/[A-Za-z0-9._+/-]*$/.test(source.slice(Math.max(0, at - 200), at));
