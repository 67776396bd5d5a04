/** A piece of text with how it stands out: its width is that of the text. */
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
}

const gap = "  ";

/** Lines in which the cells of a column stand below each other; the last one ends where the line does. */
export function columns(rows: readonly (readonly Cell[])[], options: ColumnOptions): readonly string[] {
	const { widthOf, width, indent = "" } = options;
	const widths: number[] = [];
	for (const row of rows) {
		for (const [at, { text }] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(text));
	}
	return rows.map((row) => {
		let line = indent;
		let used = widthOf(indent);
		for (const [at, { text, style }] of row.entries()) {
			const isLast = at === row.length - 1;
			const shown = isLast && width !== undefined ? shortened(text, width - used, widthOf) : text;
			const padding = isLast ? "" : " ".repeat((widths[at] ?? 0) - widthOf(shown)) + gap;
			line += (style?.(shown) ?? shown) + padding;
			used += widthOf(shown) + padding.length;
		}
		return line.trimEnd();
	});
}

/** The text with its middle taken out where it is too wide: of a path both ends tell something. */
export function shortened(text: string, width: number, widthOf: WidthOf): string {
	if (widthOf(text) <= width || width < 8) return text;
	const letters = [...text];
	const front = letters.slice(0, Math.floor(letters.length / 2));
	const back = letters.slice(front.length);
	while (widthOf(front.join("")) + widthOf(back.join("")) + 1 > width) {
		if (front.length > back.length / 2) front.pop();
		else back.shift();
	}
	return `${front.join("")}…${back.join("")}`;
}

/** The text in lines, broken at spaces; a word that is wider than a line has one of its own. */
export function wrapped(text: string, width: number | undefined, widthOf: WidthOf): readonly string[] {
	if (width === undefined || widthOf(text) <= width) return [text];
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		const longer = line === "" ? word : `${line} ${word}`;
		if (line !== "" && widthOf(longer) > width) {
			lines.push(line);
			line = word;
		} else line = longer;
	}
	return [...lines, line];
}
