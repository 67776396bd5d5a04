/** Quotes one word for a POSIX shell. Inside single quotes only the quote itself is special; line breaks are kept. */
export const posixQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
