import type { Action } from "../../core/action.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { type Fault, isWrong } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { actionOfRow } from "../faults/offeredActions.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { type Homed, linePlace, shortenedPaths } from "../texts/shortPath.ts";

/** What a row shows beside its text; the view chooses the picture. */
export type RowMark =
	| "folder"
	| "provider"
	| "file"
	| "environment"
	| "meets"
	| "unmet"
	| "in-use"
	| "recommended"
	| "unknown"
	| "none"
	| "met"
	| "information"
	| "busy"
	| "warning"
	| "restricted"
	| "error";

export interface TreeRow {
	/** The same as long as the row means the same. */
	readonly id: string;
	readonly label: string;
	readonly description?: string;
	readonly mark: RowMark;
	/** What a screen reader says beyond label and description: what only the picture tells. */
	readonly spoken?: string;
	/**
	 * Which commands it has: `folder`, `folder.picked`, `environment.usable`, `environment.refused`,
	 * `environment.inUse` (where a folder says what it uses).
	 */
	readonly context?: string;
	readonly children?: readonly TreeRow[];
	/** Children are shown at first. */
	readonly isOpen?: boolean;
	/** What a click or Enter does. */
	readonly action?: Action;
	/** The one that its commands and its action are for. */
	readonly folder?: string;
	readonly environment?: GoEnvironment;
	/** Sentences, where the row is no environment. */
	readonly tooltip?: readonly string[];
}

export interface TreeFolder {
	readonly folder: string;
	readonly name: string;
	/** Undefined until it was read for the first time. */
	readonly state: FolderState | undefined;
}

/** Faults as rows; a click goes where the fault is, or does something about it. `folder` is empty for those of the machine. */
export function faultRows(host: Homed, folder: string, faults: readonly Fault[], id: string): readonly TreeRow[] {
	return faults.map((fault, index): TreeRow => {
		const { message, file } = fault;
		const action = actionOfRow(fault);
		return {
			id: `${id}/fault:${index}`,
			label: shortenedPaths(host, message),
			mark: isWrong(fault) ? "warning" : "information",
			spoken: isWrong(fault) ? t("problem") : t("note"),
			tooltip: [message, ...remedyTexts(fault, "editor")],
			...(file === undefined ? {} : { description: linePlace(host, folder, { file, ...lineOf(fault) }) }),
			...(action === undefined ? {} : { action }),
			...(folder === "" ? {} : { folder }),
		};
	});
}

/** The line, where there is one: for fields that may be absent, but not undefined. */
export const lineOf = ({ line }: { readonly line?: number }): { readonly line?: number } =>
	line === undefined ? {} : { line };
