import type { WidthOf } from "../present/columns.ts";

/** The columns that a text fills; string-width knows East Asian letters and emoji, and loads only for a table. */
export async function displayWidth(): Promise<WidthOf> {
	const { default: stringWidth } = await import("string-width");
	return (text) => (/^[\x20-\x7E]*$/.test(text) ? text.length : stringWidth(text));
}
