import type { Fault } from "../../../core/fault.ts";
import type { ExpectedGo, TerminalVerdict } from "../../../present/terminals/terminalVerdict.ts";
import type { FoundGo } from "../../../present/texts/terminalGo.ts";

/** What new terminals of a folder should find. */
export interface Expected extends ExpectedGo {
	/** The folder selects it; else it is only inherited. */
	readonly isWanted: boolean;
}

/** What `go` is in new terminals of a folder. */
export interface Finding {
	/** What it is about. */
	readonly key: string;
	readonly verdict: TerminalVerdict;
	readonly fault: Fault | undefined;
	/** The Go that is not the folder's. */
	readonly runs: FoundGo | undefined;
	/** No message of its own accord: the folder does not ask for a certain Go. */
	readonly isToldOnRequest: boolean;
}

/** Why there is no finding. */
export type NoFinding =
	| "silent"
	| "gone"
	| "unknown shell"
	/** The folder got another Go during the check, again and again. */
	| "changed"
	/** The Go of the folder is not known. */
	| "unknown Go";

/** The finding beside the status of its folder, which itself names another Go and who puts it there. */
export const findingRemark = ({ verdict, fault }: Finding): string | undefined =>
	verdict.kind === "other" ? undefined : fault?.message;
