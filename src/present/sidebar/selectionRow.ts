import { createCallOf, opening } from "../../core/action.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { type Fault, remediesOf } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState, Selection } from "../../core/state.ts";
import { actionOfRow } from "../faults/offeredActions.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { shownName } from "../texts/environmentText.ts";
import { inheritedPlace, usedGoText } from "../texts/inheritedGo.ts";
import { referenceName } from "../texts/referenceName.ts";
import { activatingText, reasonPlace, unmetRequirement, waitingText, waitingWords } from "../texts/selectionText.ts";
import { linePlace, shortenedPaths, shortPath } from "../texts/shortPath.ts";
import { contextOf } from "./environmentRow.ts";
import type { RowMark, TreeRow } from "./treeRow.ts";

/** How the selection of a folder reaches its terminals: not in Restricted Mode, nor where they run another Go. */
export type Reach = "in-use" | "restricted" | "shadowed";

type Present = Exclude<Selection, { kind: "missing" }>;

export function missingText(host: Homed, { reference, isUnread }: Extract<Selection, { kind: "missing" }>): string {
	if (isUnread === true) return t("The selection cannot be read");
	return t("{0} is missing", referenceName(host, reference));
}

/** What the folder selects or inherits. It is judged by its own Go, even if terminals run another one. */
export function selectionRow(host: Homed, state: FolderState, id: string, reach: Reach): TreeRow {
	const { selection, folder } = state;
	const { reason } = selection;
	const opens = reason.file === undefined ? {} : { action: opening(reason.file, reason.line) };
	const base = { id: `${id}/selection`, folder, ...opens };
	if (selection.kind === "missing") {
		const { fault } = selection;
		const action = actionOfRow(fault);
		return {
			...(action === undefined ? {} : { action }),
			...base,
			label: missingText(host, selection),
			description: reasonPlace(host, folder, reason),
			mark: "error",
			...createsOf(fault),
			tooltip: [fault.message, ...remedyTexts(fault, "editor")],
		};
	}
	if (selection.kind === "inherited" && selection.inherited.kind === "none") {
		return {
			action: { kind: "select" },
			...base,
			label: t("No Go"),
			description: t("no inherited Go, no selection"),
			mark: "warning",
			context: "selection",
		};
	}
	return { ...base, ...presentRow(host, state, selection, reach), ...problemOf(state) };
}

/** Where what is missing can be created, the row has a button for it. */
function createsOf(fault: Fault): Pick<TreeRow, "context" | "creates"> {
	const call = remediesOf(fault)
		.map(({ action }) => createCallOf(action))
		.find((one) => one !== undefined);
	if (call === undefined) return { context: "selection" };
	const { file, version, environment } = call;
	return {
		context: "selection.creatable",
		creates: {
			...(file === undefined ? {} : { file }),
			...(version === undefined ? {} : { version }),
			...(environment === undefined ? {} : { environment }),
		},
	};
}

function presentRow(
	host: Homed,
	state: FolderState,
	selection: Present,
	reach: Reach,
): Pick<TreeRow, "label" | "description" | "mark" | "spoken" | "context" | "environment"> {
	const { environment } = selection;
	const spoken = spokenOf(host, state);
	const inactive = reach === "restricted" && selection.kind === "chosen";
	return {
		label: labelOf(host, selection, reach),
		description: inactive ? t("not active") : [...waitingPart(state), whereText(host, state, selection)].join(" · "),
		mark: inactive ? "restricted" : markOf(state, reach),
		...(spoken === undefined ? {} : { spoken }),
		...(environment === undefined
			? { context: "selection" }
			: {
					context: usedContext(state, environment),
					environment,
				}),
	};
}

const waitingPart = (state: FolderState): readonly string[] =>
	waitingText(state) === undefined ? [] : [waitingWords(state)];

/** With a command of its own where it can be activated, again or for the first time. */
function usedContext(state: FolderState, environment: GoEnvironment): string {
	if (contextOf(environment) !== "environment.usable") return "environment.refused";
	const isWaiting = waitingText(state) !== undefined || state.activation.kind === "failed";
	return isWaiting ? "environment.inUse.waiting" : "environment.inUse";
}

function labelOf(host: Homed, selection: Present, reach: Reach): string {
	if (selection.kind === "chosen") {
		const name = shownName(selection.environment);
		return reach === "in-use" ? t("Uses {0}", name) : t("Selected: {0}", name);
	}
	const go = usedGoText(host, selection);
	return reach === "shadowed" ? t("Inherited: {0}", go) : t("Inherits {0}", go);
}

function whereText(host: Homed, { folder, activation }: FolderState, selection: Present): string {
	if (activation.kind === "failed") return shortenedPaths(host, activation.fault.message);
	if (selection.reason.kind !== "none") return reasonPlace(host, folder, selection.reason);
	if (selection.environment !== undefined) return shortPath(host, selection.environment.location);
	return (selection.kind === "inherited" ? inheritedPlace(host, selection.inherited) : undefined) ?? "";
}

/** The way out of a failure, or to an activation that waits for a request. */
function problemOf(state: FolderState): Pick<TreeRow, "tooltip" | "action"> {
	const { activation } = state;
	if (activation.kind === "failed") {
		const action = actionOfRow(activation.fault);
		return {
			tooltip: [activation.fault.message, ...remedyTexts(activation.fault, "editor")],
			...(action === undefined ? {} : { action }),
		};
	}
	const waiting = waitingText(state);
	return waiting === undefined ? {} : { tooltip: [waiting], action: { kind: "operation", name: "activate" } };
}

/** In use and fit are two things: the icon says the first, its colour the worse of both. */
function markOf(state: FolderState, reach: Reach): RowMark {
	const { activation } = state;
	if (activation.kind === "failed") return "error";
	if (waitingText(state) !== undefined) return "warning";
	if (activation.kind === "running") return "busy";
	const use = reach === "in-use" ? "in-use" : "selected";
	return unmetRequirement(state) === undefined ? use : `${use}-unmet`;
}

/** What only the icon says. */
function spokenOf(host: Homed, state: FolderState): string | undefined {
	const { activation, folder } = state;
	if (activation.kind === "failed") return t("problem");
	const waiting = waitingText(state);
	if (waiting !== undefined) return waiting;
	if (activation.kind === "running") return activatingText(activation);
	const unmet = unmetRequirement(state);
	return unmet && t("does not meet {0}", linePlace(host, folder, unmet));
}
