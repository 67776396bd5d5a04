import { opening } from "../../core/action.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { isUnmet, type JudgedRequirement } from "../../core/requirements/requirement.ts";
import type { FolderState } from "../../core/state.ts";
import { requirementText, switchSentence } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import type { RowMark, TreeRow } from "./treeRow.ts";

/** The deciding requirements, one row each; then, folded, nested modules whose own line differs. */
export function requirementRows(host: Homed, state: FolderState, id: string): readonly TreeRow[] {
	const deciding = state.requirements.filter(({ decides }) => decides);
	return [
		...deciding.map((requirement) => decidingRow(host, state, requirement, id)),
		...nestedRows(host, state, deciding, id),
	];
}

const rowId = (id: string, { file, line }: JudgedRequirement): string => `${id}/requirement:${file}:${line}`;

/** How a requirement is met, as an icon and words; no words if there is nothing to report. */
function verdictOf(requirement: JudgedRequirement): { readonly mark: RowMark; readonly words: readonly string[] } {
	const { met, switchesTo } = requirement;
	if (isUnmet(requirement)) return { mark: "warning", words: [t("not met")] };
	if (switchesTo !== undefined) return { mark: "information", words: [t("go switches to {0}", switchesTo)] };
	return { mark: met === null ? "unknown" : "met", words: [] };
}

/** `Needs 1.25+`: short, so that the verdict behind it is not cut. */
function neededText(requirement: JudgedRequirement): string {
	const { version, source } = requirement;
	const isLowerBound = version !== undefined && source !== "toolchain";
	return isLowerBound ? t("Needs {0}+", version) : t("Needs {0}", requirementText(requirement));
}

/** What only the icon says. */
function spokenOf(mark: RowMark): { readonly spoken?: string } {
	if (mark === "met") return { spoken: t("met") };
	return mark === "unknown" ? { spoken: t("not known yet") } : {};
}

function decidingRow(
	host: Homed,
	{ folder, wouldSwitchTo }: FolderState,
	requirement: JudgedRequirement,
	id: string,
): TreeRow {
	const { file, line } = requirement;
	const canSwitch = wouldSwitchTo !== undefined && isUnmet(requirement);
	const { mark, words } = verdictOf(requirement);
	return {
		id: rowId(id, requirement),
		label: neededText(requirement),
		description: [...words, linePlace(host, folder, requirement)].join(" · "),
		mark,
		...spokenOf(mark),
		tooltip: [
			t("{0} is required ({1}).", requirementText(requirement), linePlace(host, folder, requirement)),
			...(canSwitch ? [switchSentence(wouldSwitchTo)] : []),
		],
		action: opening(file, line),
		context: !isUnmet(requirement) ? "requirement" : canSwitch ? "requirement.switchable" : "requirement.unmet",
		...(isUnmet(requirement) && requirement.version !== undefined ? { creates: { version: requirement.version } } : {}),
		folder,
	};
}

/** Modules whose `go` line differs from the deciding one, and lines that require attention, the latter first. */
function nestedRows(
	host: Homed,
	{ folder, requirements }: FolderState,
	deciding: readonly JudgedRequirement[],
	id: string,
): readonly TreeRow[] {
	const ranges = new Set(deciding.filter(({ source }) => source !== "toolchain").map(({ range }) => range));
	const needsLook = (requirement: JudgedRequirement): boolean =>
		isUnmet(requirement) || requirement.switchesTo !== undefined;
	const nested = requirements.filter((requirement) => {
		const { decides, without, source, range } = requirement;
		if (decides || without !== undefined) return false;
		return needsLook(requirement) || (source === "go" && !ranges.has(range));
	});
	if (nested.length === 0) return [];
	const unmet = nested.filter(isUnmet);
	const switching = nested.filter((requirement) => !isUnmet(requirement) && requirement.switchesTo !== undefined);
	const rest = nested.filter((requirement) => !needsLook(requirement));
	const files = (of: readonly JudgedRequirement[]): number => new Set(of.map(({ file }) => file)).size;
	const remarks = [
		...(unmet.length === 0 ? [] : [t("{0} not met", files(unmet))]),
		...(switching.length === 0 ? [] : [t("{0} where go switches", files(switching))]),
	];
	const group: TreeRow = {
		id: `${id}/nested`,
		label: t("Modules inside ({0})", files(nested)),
		...(remarks.length === 0 ? {} : { description: remarks.join(", ") }),
		...(deciding.length === 0 ? {} : { tooltip: [t("Their go line differs from that of the folder.")] }),
		mark: unmet.length > 0 ? "warning" : "information",
		children: [...unmet, ...switching, ...rest].map((requirement) => nestedRow(host, folder, requirement, id)),
	};
	return [group];
}

/** Labelled by its folder, which is how users know a module. */
function nestedRow(host: Homed, folder: string, requirement: JudgedRequirement, id: string): TreeRow {
	const { file, line } = requirement;
	const { mark, words } = verdictOf(requirement);
	const isModule = host.path.basename(file) === "go.mod";
	return {
		id: rowId(id, requirement),
		label: linePlace(host, folder, { file: isModule ? host.path.dirname(file) : file }),
		description: [...words, requirementText(requirement)].join(" · "),
		mark,
		...spokenOf(mark),
		action: opening(file, line),
	};
}
