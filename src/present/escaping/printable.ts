/** Control characters of terminals, line breaks, and the marks that turn the direction of writing. */
const unprintable = /[\u0000-\u001F\u007F-\u009F\u061C\u2028-\u202E\u2066-\u2069]/g;

/**
 * What Unicode lets nobody see: blanks without width, joiners, marks of direction, the soft hyphen, the mark of byte order,
 * tags, fillers, selectors of variants. The selectors U+FE00 to U+FE0F stay: emoji are written with them.
 */
export const invisible = /(?![\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}/gu;

/**
 * Text of the machine (a folder's name, a file's content) for one line of a terminal: what would move the cursor, break the
 * line or reorder the text is shown as an escape, and what nobody sees is left out, so that a name cannot pretend to be
 * something else or carry a text of its own.
 */
export function printable(text: string): string {
	const shown = text.replace(unprintable, (character) => {
		if (character === "\n") return "\\n";
		if (character === "\t") return "\\t";
		if (character === "\r") return "\\r";
		return `\\u{${character.codePointAt(0)?.toString(16).padStart(4, "0")}}`;
	});
	return shown.replace(invisible, "");
}
