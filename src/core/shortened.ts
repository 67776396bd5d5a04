/** Characters of a text of a tool in a message; the log has all of it. */
const maxCharacters = 300;

/** The beginning of a text that another program wrote. */
export const shortened = (text: string, max = maxCharacters): string =>
	text.length > max ? `${text.slice(0, max)}…` : text;
