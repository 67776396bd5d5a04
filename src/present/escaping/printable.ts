/** Control characters of terminals, line breaks, and marks that change the writing direction. */
const unprintable = /[\u0000-\u001F\u007F-\u009F\u061C\u2028-\u202E\u2066-\u2069]/g;

/**
 * Characters that Unicode does not display: zero-width spaces, joiners, direction marks, soft hyphens, byte order marks, tags,
 * fillers, variation selectors. Keeps the selectors U+FE00 to U+FE0F, which emoji use.
 */
export const invisible = /(?![\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}/gu;

/**
 * Text of the machine (a folder's name, a file's content) for one line of a terminal: characters that would move the cursor,
 * break the line or reorder the text are escaped, and invisible ones are removed, so that a name cannot imitate another or
 * contain hidden text.
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
