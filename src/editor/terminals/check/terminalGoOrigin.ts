import type { TerminalVerdict } from "../../../present/terminals/terminalVerdict.ts";
import type { TerminalGoOrigin } from "../../../present/texts/terminalGo.ts";
import type { FileLine } from "../../../shell/startUpLine.ts";

/**
 * Who puts a Go first on PATH in new terminals. The Go extension puts its own Go there, unless it found it on PATH itself, as
 * the inherited one: then a line of a start-up file that names it is more likely.
 */
export function terminalGoOrigin({
	line,
	isOfGoExtension,
	isInherited,
}: {
	readonly line: FileLine | undefined;
	readonly isOfGoExtension: boolean;
	readonly isInherited: boolean;
}): TerminalGoOrigin {
	if (isOfGoExtension && (line === undefined || !isInherited)) return { kind: "go-extension" };
	return line === undefined ? { kind: "unknown" } : { kind: "line", ...line };
}

/**
 * Whether the other arrangement of our variables may put the folder's Go first: another extension may override ours. A line of
 * a start-up file takes effect after all variables, unless shell integration puts ours first again.
 */
export const mayArrangementHelp = (verdict: TerminalVerdict, origin: TerminalGoOrigin | undefined): boolean =>
	verdict.kind === "other" && !(verdict.cause === "start-up" && origin?.kind === "line");
