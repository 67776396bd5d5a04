import { printable } from "../escaping/printable.ts";

/** A text with its style, which does not change its width. Shown as one line, whatever it contains. */
export interface Cell {
	readonly text: string;
	readonly style?: (text: string) => string;
}

/** Columns of a text on a terminal: 2 for most Chinese characters. */
export type WidthOf = (text: string) => number;

export interface ColumnOptions {
	readonly widthOf: WidthOf;
	/** Of the whole line; by default lines are not limited. */
	readonly width?: number;
	readonly indent?: string;
	/** How to fit a last cell that is too wide: a path loses its middle, a sentence is wrapped. */
	readonly last?: "shortened" | "wrapped";
}

const gap = "  ";
/** A longer cell overflows its column, so that one long name does not widen the column for all. */
const defaultColumns = 32;
/** A narrower column is not usable. */
const minColumns = 16;

/** Aligns the cells of rows in columns; the last cell extends to the end of the line. */
export function columns(given: readonly (readonly Cell[])[], options: ColumnOptions): readonly string[] {
	const { widthOf, width, indent = "", last = "shortened" } = options;
	const rows = given.map((row) => row.map((cell): Cell => ({ ...cell, text: printable(cell.text) })));
	const widths: number[] = [];
	for (const row of rows) {
		for (const [at, { text }] of row.slice(0, -1).entries()) {
			const own = widthOf(text);
			if (own <= defaultColumns) widths[at] = Math.max(widths[at] ?? 0, own);
		}
	}
	return rows.flatMap((row) => {
		const front = row.slice(0, -1);
		const used = front.reduce((sum, { text }, at) => {
			return sum + Math.max(widths[at] ?? 0, widthOf(text)) + gap.length;
		}, widthOf(indent));
		const room = width === undefined ? undefined : Math.max(width - used, minColumns);
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

/** The text without its middle if it is too wide, because both ends of a path are informative. */
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
 * A unit that is never broken: a word or one Chinese character, with blanks before it, opening punctuation in front and closing
 * punctuation at its end.
 */
const unit =
	/\s*(?:[“‘（《【]*(?:\p{Script=Han}|[^\s\p{Script=Han}“‘（《【，。、；：？！）》】]+)[”’，。、；：？！）》】]*|\S)/gu;

/** The text in lines, broken at spaces and between Chinese characters; a word that is wider than a line has its own line. */
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
