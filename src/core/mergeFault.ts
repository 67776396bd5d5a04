import { opening } from "./action.ts";
import type { Fault } from "./fault.ts";
import { t } from "./l10n.ts";
import { lineAt } from "./lineAt.ts";

/**
 * The fault of a file with an unresolved merge conflict, or undefined. Only matches lines as git writes them: seven marker
 * characters at the start of the line, then a blank or the line's end.
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
