import { printable } from "../escaping/printable.ts";

/** A piece of text with how it stands out: its width is that of the text. Whatever it holds, it is shown as one line. */
export interface Cell {
	readonly text: string;
	readonly style?: (text: string) => string;
}

/** Columns that a text fills on a terminal: 2 for most of Chinese. */
export type WidthOf = (text: string) => number;

export interface ColumnOptions {
	readonly widthOf: WidthOf;
	/** Of the whole line; without it lines are as long as they are. */
	readonly width?: number;
	readonly indent?: string;
	/** What becomes of a last cell that is too wide: a path loses its middle, a sentence goes on below. */
	readonly last?: "shortened" | "wrapped";
}

const gap = "  ";
/** A longer cell stands out of its column: one long name shall not push all others apart. */
const defaultWidth = 32;
/** Less room than that is no column any more. */
const minWidth = 16;

/** Lines in which the cells of a column stand below each other; the last one ends where the line does. */
export function columns(given: readonly (readonly Cell[])[], options: ColumnOptions): readonly string[] {
	const { widthOf, width, indent = "", last = "shortened" } = options;
	const rows = given.map((row) => row.map((cell): Cell => ({ ...cell, text: printable(cell.text) })));
	const widths: number[] = [];
	for (const row of rows) {
		for (const [at, { text }] of row.slice(0, -1).entries()) {
			const own = widthOf(text);
			if (own <= defaultWidth) widths[at] = Math.max(widths[at] ?? 0, own);
		}
	}
	return rows.flatMap((row) => {
		const front = row.slice(0, -1);
		const used = front.reduce((sum, { text }, at) => {
			return sum + Math.max(widths[at] ?? 0, widthOf(text)) + gap.length;
		}, widthOf(indent));
		const room = width === undefined ? undefined : Math.max(width - used, minWidth);
		const { text = "", style } = row.at(-1) ?? {};
		const parts = last === "wrapped" ? wrapped(text, room, widthOf) : [shortened(text, room, widthOf)];
		return parts.map((part, line) => {
			const cells = front.map((cell, at) => padded(line === 0 ? cell : { text: "" }, widths[at] ?? 0, widthOf));
			return `${indent}${cells.join("")}${style?.(part) ?? part}`.trimEnd();
		});
	});
}

const padded = ({ text, style }: Cell, width: number, widthOf: WidthOf): string =>
	(style?.(text) ?? text) + " ".repeat(Math.max(width - widthOf(text), 0)) + gap;

/** The text with its middle taken out where it is too wide: of a path both ends tell something. */
export function shortened(text: string, width: number | undefined, widthOf: WidthOf): string {
	if (width === undefined || widthOf(text) <= width) return text;
	const letters = [...text];
	const front = letters.slice(0, Math.floor(letters.length / 2));
	const back = letters.slice(front.length);
	while (widthOf(front.join("")) + widthOf(back.join("")) + 1 > width) {
		if (front.length > back.length / 2) front.pop();
		else back.shift();
	}
	return `${front.join("")}…${back.join("")}`;
}

/**
 * What a line is not broken within: a word, or one letter of Chinese, with the blanks before it, the marks that open at its
 * front and those that close at its end.
 */
const unit =
	/\s*(?:[“‘（《【]*(?:\p{Script=Han}|[^\s\p{Script=Han}“‘（《【，。、；：？！）》】]+)[”’，。、；：？！）》】]*|\S)/gu;

/** The text in lines, broken at spaces and between letters of Chinese; a word that is wider than a line has one of its own. */
export function wrapped(text: string, width: number | undefined, widthOf: WidthOf): readonly string[] {
	if (width === undefined || widthOf(text) <= width) return [text];
	const lines: string[] = [];
	let line = "";
	for (const [part] of text.matchAll(unit)) {
		const longer = line === "" ? part.trimStart() : `${line}${part}`;
		if (line !== "" && widthOf(longer) > width) {
			lines.push(line);
			line = part.trimStart();
		} else line = longer;
	}
	return [...lines, line];
}
