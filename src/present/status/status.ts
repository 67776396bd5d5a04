import type { GoEnvironment } from "../../core/environment.ts";
import type { InheritedGo } from "../../core/folderKnowledge.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { folderFault } from "../../core/model/goneFolder.ts";
import { isUnmet, type JudgedRequirement } from "../../core/requirements/requirement.ts";
import type { FolderState } from "../../core/state.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { environmentText } from "../texts/environmentText.ts";
import { fileRequirements } from "../texts/fileRequirements.ts";
import { inheritedGoText, inheritedSentence, usedGoText } from "../texts/inheritedGo.ts";
import { referenceName } from "../texts/referenceName.ts";
import { activatingText, reasonPlace, requirementText, waitingText } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import { originText, type TerminalGo, terminalGoName } from "../texts/terminalGo.ts";

export interface StatusText {
	/** Only `Go 1.22.5 (go-k8s)`. */
	readonly text: string;
	readonly severity: "ok" | "busy" | "warning" | "error";
	/** One sentence: the problem, else why this Go is used. */
	readonly detail: string;
	/** Whole sentences, most important first. */
	readonly lines: readonly string[];
	/** One click away: the environment waits for it. */
	readonly canActivate?: true;
}

interface StatusOptions {
	/** The active file, if it is inside the folder. */
	readonly file?: string | undefined;
	/** What new terminals run, where it is another Go. */
	readonly runs?: TerminalGo | undefined;
	/** False in Restricted Mode. */
	readonly isTrusted?: boolean;
}

/**
 * The status of a folder, or of one of its files: a nested module only warns for its own files. `state` is undefined until the
 * folder's first reading has finished.
 */
export function statusOf(
	host: Homed,
	name: string,
	state: FolderState | undefined,
	{ file, runs, isTrusted = true }: StatusOptions = {},
): StatusText {
	if (state === undefined) {
		const detail = t("Looking for the Go of {0}…", name);
		return { text: t("Go"), severity: "busy", detail, lines: [detail] };
	}
	const needs = fileRequirements(host, runs?.requirements ?? state.requirements, file);
	const isPlain = runs === undefined || hasProblem(state);
	const status = isPlain ? selected(host, state, needs) : running(host, state, needs, runs);
	const origin = isPlain && runs !== undefined ? [originText(host, runs)] : [];
	const told = needs.map((requirement) => requirementLine(host, state.folder, requirement));
	const isInactive = !isTrusted && state.selection.kind === "chosen";
	const inactive = isInactive
		? [t("In Restricted Mode, the selected Go is not active: terminals keep the Go that they had.")]
		: [];
	const text = isInactive ? t("{0}, not active", status.text) : status.text;
	return { ...status, text, lines: [t("Folder: {0}", name), ...inactive, ...status.lines, ...origin, ...told] };
}

function selected(host: Homed, state: FolderState, needs: readonly JudgedRequirement[]): StatusText {
	const { selection, folder, activation } = state;
	const gone = folderFault(state);
	if (gone !== undefined) {
		const { message } = gone;
		return {
			text: t("Go: no folder"),
			severity: "error",
			detail: message,
			lines: [message, ...remedyTexts(gone, "editor")],
		};
	}
	if (selection.kind === "missing") {
		const { fault, reference, reason } = selection;
		return {
			text:
				selection.isUnread === true
					? t("Go: selection cannot be read")
					: t("Go: {0} is missing", referenceName(host, reference)),
			severity: "error",
			detail: fault.message,
			lines: [fault.message, ...remedyTexts(fault, "editor"), why(host, folder, reason)],
		};
	}
	if (hasNoGo(selection)) return noGo();
	const text = usedGoText(host, selection);
	if (activation.kind === "failed") {
		const { fault } = activation;
		return { text, severity: "error", detail: fault.message, lines: [fault.message, ...remedyTexts(fault, "editor")] };
	}
	const source = selection.kind === "inherited" ? inheritedWords() : why(host, folder, selection.reason);
	const unmet = needs.find(isUnmet);
	const detail = unmet === undefined ? source : requirementLine(host, folder, unmet);
	const lines = [source, ...placeLines(selection)];
	const waiting = waitingText(state);
	if (waiting !== undefined) {
		return { text, severity: "warning", detail: waiting, lines: [...lines, waiting], canActivate: true };
	}
	if (activation.kind === "running") {
		return { text, severity: "busy", detail, lines: [...lines, activatingText(activation)] };
	}
	return { text, severity: unmet === undefined ? "ok" : "warning", detail, lines };
}

/** What is gone, missing, fails or waits is more important than what terminals run. */
const hasProblem = (state: FolderState): boolean =>
	folderFault(state) !== undefined ||
	state.selection.kind === "missing" ||
	state.activation.kind === "failed" ||
	waitingText(state) !== undefined;

/** What new terminals run is named, whoever put it there: as a problem where the folder selects another Go. */
function running(
	host: Homed,
	{ selection, folder, activation }: FolderState,
	needs: readonly JudgedRequirement[],
	runs: TerminalGo,
): StatusText {
	const origin = originText(host, runs);
	const unmet = needs.find(isUnmet);
	const isSelected = selection.reason.kind !== "none";
	const lines = [
		origin,
		...(isSelected && selection.kind !== "missing"
			? [t("Selected: {0}. {1}", usedGoText(host, selection), why(host, folder, selection.reason))]
			: []),
	];
	const detail = unmet === undefined ? origin : requirementLine(host, folder, unmet);
	const text = terminalGoName(runs);
	if (activation.kind === "running") {
		return { text, severity: "busy", detail, lines: [...lines, activatingText(activation)] };
	}
	const isRight = !isSelected && unmet === undefined;
	return { text, severity: isRight ? "ok" : "warning", detail, lines };
}

/**
 * The status of a file outside every folder of the window: no folder's selection applies to it. `environment` is the row of the
 * inherited Go, if listed; `inherited` is undefined until known.
 */
export function outsideStatus(
	host: Homed,
	inherited: InheritedGo | undefined,
	environment: GoEnvironment | undefined,
): StatusText {
	const detail = t(
		"This file is outside the folders of this window. It uses the Go inherited from the shell or the editor.",
	);
	if (inherited === undefined) return { text: t("Go"), severity: "busy", detail, lines: [detail] };
	if (inherited.kind === "none") return noGo();
	if (environment !== undefined) {
		const goroot = t("GOROOT: {0}", gorootOf(environment));
		return { text: environmentText(environment), severity: "ok", detail, lines: [detail, goroot] };
	}
	const text = inheritedGoText(host, inherited);
	return { text, severity: "ok", detail, lines: [detail, inheritedSentence(inherited)] };
}

/** Nothing is inherited, and the folder does not select another Go either. */
const hasNoGo = (selection: FolderState["selection"]): boolean =>
	selection.kind === "inherited" && selection.inherited.kind === "none";

function placeLines(selection: Exclude<FolderState["selection"], { kind: "missing" }>): readonly string[] {
	if (selection.environment !== undefined) return [t("GOROOT: {0}", gorootOf(selection.environment))];
	if (selection.kind === "chosen" || selection.inherited.kind === "none") return [];
	return [inheritedSentence(selection.inherited)];
}

function noGo(): StatusText {
	const detail = t("No Go is inherited, and no environment is selected.");
	return { text: t("No Go"), severity: "warning", detail, lines: [detail] };
}

const inheritedWords = (): string => t("Inherited from the shell or the editor.");

const why = (host: Homed, folder: string, reason: FolderState["selection"]["reason"]): string =>
	t("Because of: {0}", reasonPlace(host, folder, reason));

const gorootOf = ({ toolchain }: GoEnvironment): string =>
	"goroot" in toolchain && toolchain.goroot !== undefined ? toolchain.goroot : t("not known yet");

function requirementLine(host: Homed, folder: string, requirement: JudgedRequirement): string {
	const what = requirementText(requirement);
	const where = linePlace(host, folder, requirement);
	if (requirement.source === "toolchain") {
		return requirement.switchesTo === undefined
			? t("{0} is suggested ({1}).", what, where)
			: t("{0} is suggested ({1}). go will switch to {2}.", what, where, requirement.switchesTo);
	}
	if (isUnmet(requirement)) return t("Not met: {0} is required ({1}).", what, where);
	return requirement.switchesTo === undefined
		? t("{0} is required ({1}).", what, where)
		: t("{0} is required ({1}). go will switch to {2}.", what, where, requirement.switchesTo);
}
