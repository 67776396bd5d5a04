import { type Fault, isWrong } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { folderFault } from "../../core/model/goneFolder.ts";
import type { FolderState } from "../../core/state.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { goText, isNamedByVersion, shownName } from "../texts/environmentText.ts";
import { usedGoText } from "../texts/inheritedGo.ts";
import { recommendationOf } from "../texts/recommendation.ts";
import { switchSentence, unmetRequirement, waitingText } from "../texts/selectionText.ts";
import { shortPath } from "../texts/shortPath.ts";
import { type TerminalGo, terminalGoText } from "../texts/terminalGo.ts";
import { contextOf } from "./environmentRow.ts";
import { requirementRows } from "./requirementRows.ts";
import { missingText, selectionRow } from "./selectionRow.ts";
import { disputesOf, shownSpecifications, specificationRows } from "./specificationRows.ts";
import { isShadowed, terminalRow } from "./terminalRow.ts";
import { faultRows, type TreeFolder, type TreeRow } from "./treeRow.ts";

/** More problems are folded into one row, so that the other folders stay visible. */
const maxFaults = 4;

/**
 * A folder: its environment with the reason, the recommendation, requirements, files and problems. `isOpen`: initially
 * expanded.
 */
export function folderRow(
	host: Homed,
	{ folder, name, state: read, runs }: TreeFolder,
	isOpen: boolean,
	isTrusted: boolean,
): TreeRow {
	const id = `folder:${folder}`;
	if (read === undefined) {
		return { id, label: name, description: t("reading…"), mark: "busy", folder, context: "folder" };
	}
	const state = judgedFor(read, runs);
	const problem = folderProblem(state, runs);
	const reach = !isTrusted ? "restricted" : runs === undefined ? "in-use" : "shadowed";
	return {
		id,
		label: name,
		description: usedText(host, state, runs),
		mark: problem ?? "folder",
		...(problem === undefined ? {} : { spoken: t("requires attention") }),
		folder,
		context: state.selection.reason.kind === "pick" ? "folder.picked" : "folder",
		isOpen,
		tooltip: [shortPath(host, folder)],
		children: [
			...(runs === undefined ? [] : [terminalRow(host, state, runs, id)]),
			selectionRow(host, read, id, reach),
			...recommendedRow(host, read, runs, id),
			...switchRow(state, id),
			...requirementRows(host, state, id),
			...specificationRows(host, state, id),
			...problemRows(host, state, id),
		],
	};
}

/** Why a folder requires attention: it is gone, its environment is missing or fails, its requirement is not met, or terminals run another Go. */
export function folderProblem(state: FolderState, runs?: TerminalGo): "error" | "warning" | undefined {
	if (folderFault(state) !== undefined) return "error";
	if (state.selection.kind === "missing" || state.activation.kind === "failed") return "error";
	if (waitingText(state) !== undefined || isShadowed(state, runs)) return "warning";
	return unmetRequirement(judgedFor(state, runs)) === undefined ? undefined : "warning";
}

/** What terminals run is what has to meet the requirements. */
const judgedFor = (state: FolderState, runs: TerminalGo | undefined): FolderState =>
	runs === undefined ? state : { ...state, requirements: runs.requirements };

function usedText(host: Homed, { selection }: FolderState, runs: TerminalGo | undefined): string {
	if (selection.kind === "missing") return missingText(host, selection);
	return runs === undefined ? usedGoText(host, selection) : terminalGoText(host, runs);
}

/** The environment that a file names is shown even if it is not usable yet; the row then says so and has no action. */
function recommendedRow(host: Homed, state: FolderState, runs: TerminalGo | undefined, id: string): readonly TreeRow[] {
	const recommended = recommendationOf(state, runs);
	const base = { id: `${id}/recommended`, folder: state.folder };
	if (recommended === undefined) return [];
	if (recommended.kind === "inherited") return [{ ...base, ...inheritedAdvice(host, state) }];
	const { environment } = recommended;
	const refusal = environment.notActivatable;
	const what =
		refusal !== undefined ? [t("cannot be used here")] : isNamedByVersion(environment) ? [] : [goText(environment)];
	const row: TreeRow = {
		...base,
		label: shownName(environment),
		description: [t("recommended"), ...what, shortPath(host, environment.location)].join(" · "),
		mark: refusal === undefined ? "recommended" : "information",
		context: contextOf(environment),
		...(refusal === undefined
			? { action: { kind: "use", reference: environment.id } as const }
			: { tooltip: [refusal.message, ...remedyTexts(refusal, "editor")] }),
		environment,
	};
	return [row];
}

/** Selected, it comes first in terminals. */
function inheritedAdvice(host: Homed, { selection }: FolderState): Omit<TreeRow, "id"> {
	const go = selection.kind === "missing" ? "" : usedGoText(host, selection);
	return {
		label: go,
		description: [t("recommended"), t("the inherited Go")].join(" · "),
		mark: "recommended",
		context: "selection",
		action: { kind: "use", reference: "inherited" },
		tooltip: [t("If you select the inherited Go, it comes first on PATH in new terminals.")],
	};
}

/** The way out where no installed Go meets the requirement; else it is in the menu of the requirement. */
function switchRow({ selection, wouldSwitchTo, folder }: FolderState, id: string): readonly TreeRow[] {
	if (wouldSwitchTo === undefined || selection.recommended !== undefined) return [];
	return [
		{
			id: `${id}/switch`,
			label: t("Let go switch to Go {0}", wouldSwitchTo),
			description: t("automatically"),
			mark: "recommended",
			tooltip: [switchSentence(wouldSwitchTo)],
			action: { kind: "operation", name: "letGoSwitch" },
			folder,
		},
	];
}

function problemRows(host: Homed, state: FolderState, id: string): readonly TreeRow[] {
	const shown = shownFaults(state);
	const rows = faultRows(host, state.folder, shown.filter(isWrong), id);
	const others = shown.filter((fault) => !isWrong(fault));
	const notes = faultRows(host, state.folder, others, `${id}/notes`);
	if (rows.length <= maxFaults) return [...rows, ...notes];
	const label = t("Problems ({0})", rows.length);
	return [{ id: `${id}/faults`, label, mark: "warning", children: rows }, ...notes];
}

/** Omits faults shown by their own rows: that of a missing selection, and those of files. */
function shownFaults(state: FolderState): readonly Fault[] {
	const { faults, selection } = state;
	const told = new Set(
		shownSpecifications(state).flatMap((specification) => [
			...specification.faults,
			...disputesOf(state, specification),
		]),
	);
	return faults.filter((fault) => !told.has(fault) && !(selection.kind === "missing" && fault === selection.fault));
}
