/** The line, counted from 1, of an index in a text. */
export function lineAt(text: string, index: number): number {
	let line = 1;
	for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
	return line;
}
