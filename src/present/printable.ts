/** Control characters of terminals, line breaks, and the marks that turn the direction of writing. */
const unprintable = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/**
 * Text of the machine (a folder's name, a file's content) for one line of a terminal: what would move the cursor, break the
 * line or reorder the text is shown as an escape, so that a name cannot pretend to be something else.
 */
export function printable(text: string): string {
	return text.replace(unprintable, (character) => {
		if (character === "\n") return "\\n";
		if (character === "\t") return "\\t";
		if (character === "\r") return "\\r";
		return `\\u{${character.codePointAt(0)?.toString(16).padStart(4, "0")}}`;
	});
}
