import type { Action, CreateCall } from "../../core/action.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { type Fault, isWrong } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { actionOfRow } from "../faults/offeredActions.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { linePlace, shortenedPaths } from "../texts/shortPath.ts";
import type { TerminalGo } from "../texts/terminalGo.ts";

/** The icon of a row; the view chooses the picture. */
export type RowMark =
	| "folder"
	| "provider"
	| "file"
	| "environment"
	| "meets"
	| "unmet"
	| "in-use"
	/** In use, though it does not meet the requirement. */
	| "in-use-unmet"
	/** Selected, but not what terminals run. */
	| "selected"
	| "selected-unmet"
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
	/** Stays equal while the row represents the same thing. */
	readonly id: string;
	readonly label: string;
	readonly description?: string;
	readonly mark: RowMark;
	/** Text for a screen reader beyond label and description: what only the icon shows. */
	readonly spoken?: string;
	/**
	 * Decides its commands: `folder`, `folder.picked`, `environment.usable`, `environment.refused`, `environment.inUse` (the row
	 * of a folder's environment), `environment.inUse.waiting` (it can be activated), `selection` (the same without an
	 * environment), `terminals` (what they run), `requirement`, `requirement.unmet`, `requirement.switchable`, `file.updatable`;
	 * `.creatable` and `.removable` are added where that is so.
	 */
	readonly context?: string;
	readonly children?: readonly TreeRow[];
	/** Whether it is initially expanded. */
	readonly isOpen?: boolean;
	/** The action of a click or Enter. */
	readonly action?: Action;
	/** The folder for its commands and its action. */
	readonly folder?: string;
	readonly environment?: GoEnvironment;
	/** What *Create Environment* makes for the row. */
	readonly creates?: Creates;
	/** Sentences, if the row is not an environment. */
	readonly tooltip?: readonly string[];
}

/** A file that describes an environment, its name, or the version of a Go. */
export type Creates = Pick<CreateCall, "file" | "version" | "environment">;

export interface TreeFolder {
	readonly folder: string;
	readonly name: string;
	/** Undefined until the folder's first reading has finished. */
	readonly state: FolderState | undefined;
	/** What new terminals run, where it is another Go. */
	readonly runs?: TerminalGo | undefined;
}

/** Faults as rows; a click opens the fault's place or runs a remedy. `folder` is empty for faults of the machine. */
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

/** The line as an optional property, for types that do not allow undefined. */
export const lineOf = ({ line }: { readonly line?: number }): { readonly line?: number } =>
	line === undefined ? {} : { line };
