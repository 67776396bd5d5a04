import { opening } from "../../core/action.ts";
import { type Fault, isWrong } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState, JudgedSpecification } from "../../core/state.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { environmentInUse } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import { faultRows, type TreeRow } from "./treeRow.ts";

/** More files are folded into one row. */
const maxFiles = 3;

/** The files that ask for a Go, each with what it asks for and whether that is there. */
export function specificationRows(host: Homed, state: FolderState, id: string): readonly TreeRow[] {
	const shown = shownSpecifications(state);
	const rows = shown.map((specification) => specificationRow(host, state, specification, id));
	if (rows.length <= maxFiles) return rows;
	const worst = (["error", "warning"] as const).find((mark) => rows.some((row) => row.mark === mark));
	const label = t("Files that name a Go ({0})", rows.length);
	const problem = worst === undefined ? {} : { spoken: t("problem"), isOpen: true };
	return [{ id: `${id}/files`, label, mark: worst ?? "file", ...problem, children: rows }];
}

/** The files of the folder; of the folders above only the deciding file. */
export function shownSpecifications(state: FolderState): readonly JudgedSpecification[] {
	return state.specifications.filter((specification) => {
		const { above, demand, unreadable, faults, selection } = specification;
		if (above) return decides(state, specification);
		return [demand, unreadable, selection].some((part) => part !== undefined) || faults.length > 0;
	});
}

const decides = ({ selection: { reason } }: FolderState, { file }: JudgedSpecification): boolean =>
	reason.kind === "specification" && reason.file === file;

function specificationRow(host: Homed, state: FolderState, specification: JudgedSpecification, id: string): TreeRow {
	const { file, demand, unreadable, faults, accepts, namesNoGo, selection } = specification;
	const isDeciding = decides(state, specification);
	const line = demand?.line ?? unreadable?.line;
	const rowId = `${id}/file:${file}`;
	const disputes = disputesOf(state, specification);
	const isUsed = selection?.kind === "chosen" && environmentInUse(state.selection)?.id === selection.environment.id;
	const part = isDeciding ? [t("decides")] : disputes.length > 0 && !isUsed ? [t("not used")] : [];
	const go = namesNoGo === true ? [t("names no Go")] : [];
	const description = [...askedText(specification), ...part, ...go].join(" · ");
	const missing = selection?.kind === "missing" ? selection.fault : undefined;
	const saysNothing = [demand, unreadable, selection].every((part) => part === undefined) && faults.length === 0;
	const isFaulty = saysNothing || [...faults, ...disputes].some(isWrong);
	return {
		id: rowId,
		label: linePlace(host, state.folder, { file }),
		...(description === "" ? {} : { description }),
		mark: missing !== undefined && isDeciding ? "error" : isFaulty ? "warning" : "file",
		...(isFaulty ? { spoken: t("problem") } : {}),
		action: opening(file, line),
		...creationOf(state, specification),
		tooltip: [
			linePlace(host, state.folder, { file, ...(line === undefined ? {} : { line }) }),
			...(accepts === undefined ? [] : [t("Its dependencies require {0}.", accepts.text)]),
			...(missing === undefined ? [] : [missing.message, ...remedyTexts(missing, "editor")]),
			...disputes.flatMap((fault) => [fault.message, ...remedyTexts(fault, "editor")]),
		],
		...(faults.length === 0 ? {} : { isOpen: true, children: faultRows(host, state.folder, faults, rowId) }),
	};
}

/** A file that describes an environment creates it, or updates the one that is there. */
function creationOf(
	{ folder }: FolderState,
	{ creates, file, selection }: JudgedSpecification,
): Pick<TreeRow, "context" | "folder" | "creates"> {
	if (creates !== true) return {};
	const context = selection?.kind === "chosen" ? "file.updatable" : "file.creatable";
	return { context, folder, creates: { file } };
}

/** Why the file has no effect beside another one: told by its own row, so that it has one row and not two. */
export const disputesOf = ({ faults }: FolderState, { file }: JudgedSpecification): readonly Fault[] =>
	faults.filter((fault) => fault.kind === "conflict" && fault.file === file);

/** `1.22.5`, `go-k8s (not created)`: versions are installed, and so is all that version managers read in their files. */
function askedText({ owners, demand, unreadable, selection }: JudgedSpecification): readonly string[] {
	const asked = (demand?.written ?? demand?.alternatives)?.join(" ") ?? unreadable?.text;
	if (asked === undefined) return [];
	if (selection?.kind !== "missing") return [asked];
	switch (selection.fault.kind) {
		case "reference-unknown":
			return [
				owners !== undefined || /^\d/.test(asked) ? t("{0} (not installed)", asked) : t("{0} (not created)", asked),
			];
		case "reference-ambiguous":
			return [t("{0} (ambiguous)", asked)];
		case "malformed":
			return [t("{0} (cannot be read)", asked)];
		default:
			return [t("{0} (cannot be used)", asked)];
	}
}
