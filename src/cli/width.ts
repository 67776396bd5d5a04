import type { WidthOf } from "../present/cli/columns.ts";

/** ASCII and the symbols of our own texts: one column each. */
const narrow = /^[\x20-\x7E●✓✗⚠·–…→“”]*$/;

/**
 * Calls `draw` with a function that returns the columns of a text. string-width handles East Asian letters and emoji, but takes
 * 20 ms to load, so it is loaded only if a text needs it.
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
