import type { WidthOf } from "../present/cli/columns.ts";

/** ASCII, and what our own words and marks are made of: one column each. */
const narrow = /^[\x20-\x7E●✓✗⚠·–…→“”]*$/;

/**
 * What `draw` draws with the columns that each text fills. string-width knows East Asian letters and emoji; it costs 20 ms, and
 * is loaded only where a text has letters for which it is needed.
 */
export async function withWidths<T>(draw: (widthOf: WidthOf) => T): Promise<T> {
	let isNarrow = true;
	const drawn = draw((text) => {
		isNarrow &&= narrow.test(text);
		return text.length;
	});
	if (isNarrow) return drawn;
	const { default: stringWidth } = await import("string-width");
	return draw((text) => (narrow.test(text) ? text.length : stringWidth(text)));
}
