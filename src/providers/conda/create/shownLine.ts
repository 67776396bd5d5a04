import { withoutCredentials } from "../../../conda/withoutCredentials.ts";

/** The rest of a line is neither matched nor shown. */
export const maxLineCharacters = 500;

/** A line of a tool as it may be shown and logged. Cut before patterns are matched, and masked before it is cut to its length. */
export const shownLine = (line: string): string =>
	withoutCredentials(line.slice(0, 4 * maxLineCharacters))
		.slice(0, maxLineCharacters)
		.trim();
