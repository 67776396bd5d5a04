import { opening } from "../action.ts";
import type { Fault } from "../fault.ts";
import { t } from "../l10n.ts";

/**
 * The fault of a file in which a merge was left unfinished, or undefined. Only lines that git writes count: seven signs at
 * the line's start, then a blank or the line's end.
 */
export function mergeFault(file: string, text: string): Fault | undefined {
	const marker = /^\uFEFF?(?:<{7}|>{7})(?: .*)?\r?$/m.exec(text);
	if (marker === null) return undefined;
	const line = lineAt(text, marker.index);
	return {
		kind: "malformed",
		message: t("This file still has conflict markers of an unfinished merge."),
		file,
		line,
		remedies: [{ text: t("Finish the merge, then save the file."), action: opening(file, line) }],
	};
}

/** The line, counted from 1, of a place in a text. */
export function lineAt(text: string, index: number): number {
	let line = 1;
	for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
	return line;
}
