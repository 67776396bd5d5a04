import type { Fault } from "../core/fault.ts";
import { isUnmet } from "../core/requirement.ts";
import type { FolderState, JudgedRequirement } from "../core/state.ts";
import { t } from "../core/words.ts";
import { environmentText, goText } from "./environmentText.ts";
import { environmentInUse, reasonPlace, requirementText, unmetRequirement } from "./selectionText.ts";
import { linePlace, shortenedPaths, shortPath } from "./shortPath.ts";
import { faultRows, lineOf, type TreeFolder, type TreeRequest, type TreeRow } from "./treeRow.ts";

/** A folder with what it uses and why, what is recommended, what it needs, and what is wrong. */
export function folderRow({ host }: TreeRequest, { folder, name, state }: TreeFolder): TreeRow {
	const id = `folder:${folder}`;
	if (state === undefined) return { id, label: name, mark: "busy", folder, context: "folder" };
	const isMissing = state.selection.kind === "missing" || state.activation.kind === "failed";
	const mark = isMissing ? "error" : unmetRequirement(state) === undefined ? "folder" : "warning";
	return {
		id,
		label: name,
		description: usedText(state),
		mark,
		folder,
		context: state.selection.reason.kind === "pick" ? "folder.picked" : "folder",
		isOpen: true,
		tooltip: [shortPath(host, folder)],
		children: [
			selectionRow(host, state, id),
			...recommendedRow(host, state, id),
			...requirementRows(host, state, id),
			...faultRows(host, state.folder, shownFaults(state), id),
		],
	};
}

function usedText({ selection }: FolderState): string {
	if (selection.kind === "missing") return t("{0} is missing", selection.reference);
	const environment = environmentInUse(selection);
	return environment === undefined ? t("No Go") : environmentText(environment);
}

function selectionRow(host: TreeRequest["host"], state: FolderState, id: string): TreeRow {
	const { selection, folder, activation } = state;
	const { reason } = selection;
	const opens = reason.file === undefined ? undefined : { file: reason.file, ...lineOf(reason) };
	const base = { id: `${id}/selection`, folder, ...(opens === undefined ? {} : { opens }) };
	const why = reasonPlace(host, folder, reason);
	if (selection.kind === "missing") {
		const { message, remedy } = selection.fault;
		const tooltip = remedy === undefined ? [message] : [message, remedy];
		return { ...base, label: t("{0} is missing", selection.reference), description: why, mark: "error", tooltip };
	}
	const { environment } = selection;
	if (environment === undefined) {
		return { ...base, label: t("No Go"), description: t("none is inherited, and none is chosen"), mark: "warning" };
	}
	const failed = activation.kind === "failed" ? activation.fault : undefined;
	const where = reason.kind === "none" ? shortPath(host, environment.location) : why;
	const isInherited = selection.kind === "inherited";
	return {
		...base,
		label: isInherited ? t("Uses the inherited Go") : t("Uses {0}", environment.name),
		description: failed === undefined ? where : shortenedPaths(host, failed.message),
		mark: failed !== undefined ? "error" : activation.kind === "running" ? "busy" : "in-use",
		environment,
	};
}

function recommendedRow(host: TreeRequest["host"], { selection, folder }: FolderState, id: string): readonly TreeRow[] {
	if (selection.kind === "chosen" || selection.recommended === undefined) return [];
	const environment = selection.recommended;
	const row: TreeRow = {
		id: `${id}/recommended`,
		label: t("Recommended: {0}", environment.name),
		description: `${goText(environment)} · ${shortPath(host, environment.location)}`,
		mark: "recommended",
		context: "environment.usable",
		environment,
		folder,
	};
	return [row];
}

/** What decides, and of nested modules only those whose requirement needs a look, folded. */
function requirementRows(host: TreeRequest["host"], state: FolderState, id: string): readonly TreeRow[] {
	const row = (requirement: JudgedRequirement): TreeRow => requirementRow(host, state, requirement, id);
	const nested = state.requirements.filter(
		(requirement) => !requirement.decides && (isUnmet(requirement) || requirement.switchesTo !== undefined),
	);
	const deciding = state.requirements.filter(({ decides }) => decides).map(row);
	if (nested.length === 0) return deciding;
	const group: TreeRow = {
		id: `${id}/nested`,
		label: t("Modules inside that need another Go ({0})", nested.length),
		mark: "information",
		children: nested.map(row),
	};
	return [...deciding, group];
}

function requirementRow(
	host: TreeRequest["host"],
	{ folder }: FolderState,
	requirement: JudgedRequirement,
	id: string,
): TreeRow {
	const { file, line, met, switchesTo } = requirement;
	const where = linePlace(host, folder, requirement);
	const what = requirementText(requirement);
	const base = { id: `${id}/requirement:${file}:${line}`, opens: { file, line } };
	if (switchesTo !== undefined && !isUnmet(requirement)) {
		const description = t("{0} · go will use {1} by itself", where, switchesTo);
		return { ...base, label: t("Needs {0}", what), description, mark: "information" };
	}
	if (isUnmet(requirement)) {
		return { ...base, label: t("Needs {0}", what), description: t("{0} · not met", where), mark: "warning" };
	}
	return { ...base, label: t("Needs {0}", what), description: where, mark: met === null ? "unknown" : "met" };
}

/** The fault of a missing selection is told by its own row. */
function shownFaults({ faults, selection }: FolderState): readonly Fault[] {
	return selection.kind === "missing" ? faults.filter((fault) => fault !== selection.fault) : faults;
}
