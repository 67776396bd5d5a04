import { isActivatable } from "../../core/activation/activatable.ts";
import { type GoEnvironment, versionOf } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import type { JudgedRequirement } from "../../core/requirements/requirement.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import { problemText } from "../faults/remedyTexts.ts";
import { environmentLabel, goText } from "../texts/environmentText.ts";
import { inheritedGoText, inheritedPlace } from "../texts/inheritedGo.ts";
import { requirementText, unmetRequirement, waitingWords } from "../texts/selectionText.ts";
import { linePlace, shortenedPaths, shortPath } from "../texts/shortPath.ts";
import { originName, terminalGoText } from "../texts/terminalGo.ts";
import type { ChoiceRow, PickerRequest } from "./pickerRow.ts";

/** What a row is for the folder: what its terminals run, or only what it selects. */
type ChoiceUse = "in-use" | "selected" | "plain";

export function environmentChoice(
	request: PickerRequest,
	environment: GoEnvironment,
	use: ChoiceUse = "plain",
): ChoiceRow {
	const { host } = request;
	const { toolchain } = environment;
	const unmet = unmetText(request, environment);
	const broken = toolchain.kind === "broken" ? problemText(toolchain.problem, "editor") : undefined;
	const remark = broken === undefined ? unmet : shortenedPaths(host, broken);
	const detail = [...useWords(request, use), ...stateWords(environment), ...(remark === undefined ? [] : [remark])];
	return {
		kind: "choice",
		choice: { kind: "environment", environment },
		label: environmentLabel(environment),
		description: shortPath(host, environment.location),
		...detailOf(detail),
		mark: use !== "plain" ? use : broken !== undefined ? "error" : unmet !== undefined ? "warning" : "plain",
	};
}

/** What replaces a version, or why the row cannot be selected. */
function stateWords(environment: GoEnvironment): readonly string[] {
	if (!isActivatable(environment)) return [t("cannot be used here")];
	return versionOf(environment) === undefined ? [goText(environment)] : [];
}

const detailOf = (words: readonly string[]): { readonly detail?: string } =>
	words.length === 0 ? {} : { detail: words.join(" · ") };

/** Which deciding requirement the environment does not meet; undefined if it meets all, or if unknown. */
function unmetText({ host, state, verdicts }: PickerRequest, { toolchain }: GoEnvironment): string | undefined {
	const deciding = state?.requirements.find(warns);
	if (
		state === undefined ||
		deciding === undefined ||
		toolchain.kind !== "known" ||
		verdicts.get(toolchain.version) !== false
	)
		return undefined;
	return doesNotMeet({ host }, state, deciding);
}

const doesNotMeet = ({ host }: Pick<PickerRequest, "host">, { folder }: FolderState, one: JudgedRequirement): string =>
	t("does not meet {0}: {1}", linePlace(host, folder, one), requirementText(one));

export function recommendationText({ host }: PickerRequest, state: FolderState): string {
	const { selection } = state;
	const deciding = state.requirements.find(warns);
	if (deciding !== undefined) {
		return t("meets {0}: {1}", linePlace(host, state.folder, deciding), requirementText(deciding));
	}
	return selection.kind === "missing"
		? t("instead of {0}, which is missing", selection.reference)
		: t("the newest Go that is installed");
}

/** What the section of the row does not say: what puts it there, or why terminals do not run it. */
function useWords({ host, runs, isTrusted, state }: PickerRequest, use: ChoiceUse): readonly string[] {
	if (use === "plain") return [];
	if (use === "in-use") {
		const changed = state?.activation.kind === "outdated" ? [waitingWords(state)] : [];
		return [...(runs === undefined ? [] : [originName(host, runs)]), ...changed];
	}
	if (!isTrusted) return [t("not active")];
	return runs === undefined
		? []
		: [t("terminals run {0} because of {1}", terminalGoText(host, runs), originName(host, runs))];
}

/** The inherited Go; only a folder that uses it tells which one that is. */
export function inheritedChoice(request: PickerRequest, state: FolderState, use: ChoiceUse): ChoiceRow {
	const { host, runs, isTrusted } = request;
	const { selection } = state;
	const base = { kind: "choice", label: t("Inherited Go") } as const;
	if (selection.kind !== "inherited") {
		const detail = t("the Go of the shell or the editor");
		return { ...base, choice: { kind: "inherited" }, detail, mark: use };
	}
	const { environment, inherited } = selection;
	const unmet = unmetRequirement(state);
	const isOther = use === "plain" && isTrusted && runs !== undefined;
	const place = environment === undefined ? inheritedPlace(host, inherited) : shortPath(host, environment.location);
	const go = environment === undefined ? inheritedGoText(host, inherited) : goText(environment);
	return {
		...base,
		choice: { kind: "inherited", ...(environment === undefined ? {} : { environment }) },
		...(place === undefined ? {} : { description: `${go} · ${place}` }),
		...detailOf([
			...useWords(request, use),
			...(isOther ? [t("terminals run {0} because of {1}", terminalGoText(host, runs), originName(host, runs))] : []),
			...(inherited.kind === "none" ? [t("no Go")] : environment === undefined ? [] : stateWords(environment)),
			...(unmet === undefined ? [] : [doesNotMeet(request, state, unmet)]),
		]),
		mark: use === "plain" && unmet !== undefined ? "warning" : use,
	};
}
