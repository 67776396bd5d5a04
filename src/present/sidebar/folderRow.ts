import { opening } from "../../core/action.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { type Fault, isWrong } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { folderFault } from "../../core/model/goneFolder.ts";
import type { FolderState, Selection } from "../../core/state.ts";
import { actionOfRow } from "../faults/offeredActions.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { environmentText, goText } from "../texts/environmentText.ts";
import { referenceName } from "../texts/referenceName.ts";
import {
	environmentInUse,
	reasonPlace,
	switchSentence,
	unmetRequirement,
	waitingText,
	waitingWords,
} from "../texts/selectionText.ts";
import { shortenedPaths, shortPath } from "../texts/shortPath.ts";
import { originName, originText, type TerminalGo, terminalGoText } from "../texts/terminalGo.ts";
import { contextOf } from "./environmentRow.ts";
import { requirementRows } from "./requirementRows.ts";
import { shownSpecifications, specificationRows } from "./specificationRows.ts";
import { faultRows, type RowMark, type TreeFolder, type TreeRow } from "./treeRow.ts";

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
	return {
		id,
		label: name,
		description:
			runs === undefined || state.selection.kind === "missing" ? usedText(host, state) : terminalGoText(host, runs),
		mark: folderProblem(state, runs) ?? "folder",
		folder,
		context: state.selection.reason.kind === "pick" ? "folder.picked" : "folder",
		isOpen,
		tooltip: [shortPath(host, folder)],
		children: [
			...(runs === undefined ? [] : [terminalRow(host, state, runs, id)]),
			isTrusted ? selectionRow(host, state, id) : inactiveRow(selectionRow(host, state, id), state),
			...recommendedRow(host, state, id),
			...switchRow(state, id),
			...requirementRows(host, state, id),
			...specificationRows(host, state, id),
			...problemRows(host, state, id),
		],
	};
}

/** Whether the Go that the folder asks for is not what its terminals run. */
const isShadowed = ({ selection }: FolderState, runs: TerminalGo | undefined): boolean =>
	runs !== undefined && selection.reason.kind !== "none";

/** The Go of new terminals, and who puts it there. */
function terminalRow(host: Homed, state: FolderState, runs: TerminalGo, id: string): TreeRow {
	const { origin } = runs;
	return {
		id: `${id}/terminals`,
		folder: state.folder,
		label: t("Terminals run {0}", terminalGoText(host, runs)),
		description: originName(host, runs),
		mark: isShadowed(state, runs) ? "warning" : "in-use",
		tooltip: [originText(host, runs)],
		...(origin.kind === "line" ? { action: opening(origin.file, origin.line) } : {}),
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

function missingText(host: Homed, { reference, isUnread }: Extract<Selection, { kind: "missing" }>): string {
	if (isUnread === true) return t("The selection cannot be read");
	return t("{0} is missing", referenceName(host, reference));
}

function usedText(host: Homed, { selection }: FolderState): string {
	if (selection.kind === "missing") return missingText(host, selection);
	const environment = environmentInUse(selection);
	return environment === undefined ? t("No Go") : environmentText(environment);
}

function selectionRow(host: Homed, state: FolderState, id: string): TreeRow {
	const { selection, folder, activation } = state;
	const { reason } = selection;
	const opens = reason.file === undefined ? {} : { action: opening(reason.file, reason.line) };
	const base = { id: `${id}/selection`, folder, ...opens };
	const why = reasonPlace(host, folder, reason);
	if (selection.kind === "missing") {
		const { fault } = selection;
		const action = actionOfRow(fault);
		return {
			...(action === undefined ? {} : { action }),
			...base,
			label: missingText(host, selection),
			description: why,
			mark: "error",
			tooltip: [fault.message, ...remedyTexts(fault, "editor")],
		};
	}
	const { environment } = selection;
	if (environment === undefined) {
		return { ...base, label: t("No Go"), description: t("no inherited Go, no selection"), mark: "warning" };
	}
	const failed = activation.kind === "failed" ? activation.fault : undefined;
	const waiting = waitingText(state);
	const where = reason.kind === "none" ? shortPath(host, environment.location) : why;
	const isInherited = selection.kind === "inherited";
	return {
		...base,
		label: isInherited ? t("Uses the inherited Go") : t("Uses {0}", environment.name),
		description:
			failed === undefined
				? [...(waiting === undefined ? [] : [waitingWords(state)]), where].join(" · ")
				: shortenedPaths(host, failed.message),
		...(failed === undefined ? {} : { tooltip: [failed.message, ...remedyTexts(failed, "editor")] }),
		...(waiting === undefined ? {} : { tooltip: [waiting], action: { kind: "operation", name: "activate" } }),
		mark: selectionMark(state),
		context: usedContext(state, environment),
		environment,
	};
}

/** With a command of its own where it can be activated, again or for the first time. */
function usedContext(state: FolderState, environment: GoEnvironment): string {
	if (contextOf(environment) !== "environment.usable") return "environment.refused";
	const isWaiting = waitingText(state) !== undefined || state.activation.kind === "failed";
	return isWaiting ? "environment.inUse.waiting" : "environment.inUse";
}

/** In Restricted Mode nothing is activated: what is selected is not in use. */
function inactiveRow(row: TreeRow, { selection }: FolderState): TreeRow {
	if (selection.kind !== "chosen") return row;
	const { name } = selection.environment;
	return { ...row, label: t("Selected: {0}", name), description: t("not active"), mark: "restricted" };
}

/** In use and fit are two things: the icon says the first, its colour the worse of both. */
function selectionMark(state: FolderState): RowMark {
	const { activation } = state;
	if (activation.kind === "failed") return "error";
	if (waitingText(state) !== undefined) return "warning";
	if (activation.kind === "running") return "busy";
	return unmetRequirement(state) === undefined ? "in-use" : "in-use-unmet";
}

/** The environment that a file names is shown even if it is not usable yet; the row then says so and has no action. */
function recommendedRow(host: Homed, { selection, folder }: FolderState, id: string): readonly TreeRow[] {
	if (selection.recommended === undefined) return [];
	const environment = selection.recommended;
	const refusal = environment.notActivatable;
	const what = refusal === undefined ? goText(environment) : t("cannot be used here");
	const row: TreeRow = {
		id: `${id}/recommended`,
		label: t("Recommended: {0}", environment.name),
		description: `${what} · ${shortPath(host, environment.location)}`,
		mark: refusal === undefined ? "recommended" : "information",
		context: contextOf(environment),
		...(refusal === undefined
			? { action: { kind: "use", reference: environment.id } as const }
			: { tooltip: [refusal.message, ...remedyTexts(refusal, "editor")] }),
		environment,
		folder,
	};
	return [row];
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
	const told = new Set(shownSpecifications(state).flatMap((specification) => specification.faults));
	return faults.filter((fault) => !told.has(fault) && !(selection.kind === "missing" && fault === selection.fault));
}
