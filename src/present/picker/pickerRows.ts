import { isActivatable } from "../../core/activation/activatable.ts";
import type { EnvironmentId, GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import { goText } from "../texts/environmentText.ts";
import { recommendationOf } from "../texts/recommendation.ts";
import { inReadingOrder } from "../texts/rowOrder.ts";
import { runningRow } from "../texts/runningRow.ts";
import { isInEffect, unmetRequirement } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import { originName, terminalGoText } from "../texts/terminalGo.ts";
import { environmentChoice, inheritedChoice, recommendationText } from "./choiceRows.ts";
import type { ChoiceRow, PickerChoice, PickerRequest, PickerRow } from "./pickerRow.ts";

/**
 * Recommended environment first with its reason, then what terminals run, then what the folder selects beside that, then by
 * provider, then other actions. Omits environments without Go.
 */
export function pickerRows(request: PickerRequest): readonly PickerRow[] {
	const { titles, state } = request;
	const rows: PickerRow[] = [];
	const add = (label: string, choices: readonly PickerRow[]): void => {
		if (choices.length > 0) rows.push({ kind: "section", label }, ...choices);
	};
	const environments = allEnvironments(request);
	const current = currentRows(request, environments);
	const { inUse, selected, inherited } = current;
	const recommended = state === undefined ? [] : recommendedChoice(request, state);
	if (state !== undefined) {
		add(t("Recommended"), [...recommended, ...switchChoice(request, state), ...checkChoice(request, state)]);
	}
	add(t("In use"), inUse === undefined ? [] : [inUse]);
	add(t("Selected"), selected === undefined ? [] : [selected]);
	const shown = new Set([inUse, selected].map(environmentIdOf));
	for (const [provider, title] of titles) {
		const own = environments.filter((row) => row.provider === provider && row.toolchain.kind !== "none");
		const others = own.filter(({ id }) => !shown.has(id));
		add(
			title,
			inReadingOrder(others).map((environment) => environmentChoice(request, environment)),
		);
	}
	add(t("Other"), [...(inherited === undefined ? [] : [inherited]), ...actions(state)]);
	const start = preselected(request, current, recommended);
	return rows.map((row) => (row === start ? { ...row, isPreselected: true } : row));
}

/** The initially active row, else the first usable one. */
export function startOf<Row extends Pick<ChoiceRow, "isPreselected"> & { readonly mark?: ChoiceRow["mark"] }>(
	rows: readonly Row[],
): Row | undefined {
	const preselected = rows.find(({ isPreselected }) => isPreselected === true);
	return preselected ?? rows.find(({ mark }) => mark !== undefined && mark !== "named" && mark !== "absent");
}

/** The current one, else the recommended one: also where the current one does not meet the requirement. */
function preselected(
	{ state, runs }: PickerRequest,
	{ inUse, selected, inherited }: CurrentRows,
	recommended: readonly ChoiceRow[],
): ChoiceRow | undefined {
	// what terminals run is not what Enter keeps where the folder selects another one
	const current = selected ?? inUse ?? (state?.selection.kind === "inherited" ? inherited : undefined);
	const isRunning = runs !== undefined && current === inUse;
	const judged = isRunning ? runs : state;
	const advised = recommended.find(({ mark }) => mark === "recommended");
	const isFit = judged !== undefined && unmetRequirement(judged) === undefined;
	return isFit || advised === undefined ? (current ?? advised) : advised;
}

/** The rows that have a place of their own. `inherited`: the inherited Go where it is neither in use nor selected. */
interface CurrentRows {
	readonly inUse?: ChoiceRow | undefined;
	readonly selected?: ChoiceRow | undefined;
	readonly inherited?: ChoiceRow | undefined;
}

function currentRows(request: PickerRequest, rows: readonly GoEnvironment[]): CurrentRows {
	const { state, runs, isTrusted } = request;
	if (state === undefined) return {};
	const { selection } = state;
	const isActive = isTrusted && runs === undefined && isInEffect(state);
	const use = isActive ? "in-use" : selection.reason.kind === "none" ? "plain" : "selected";
	const running = runs && isTrusted ? runningRow(request.host, request, rows) : undefined;
	const isOwn = selection.kind === "chosen" && running?.id === selection.environment.id;
	const inUse = running === undefined || isOwn ? undefined : environmentChoice(request, running, "in-use");
	if (selection.kind === "missing") return { inUse, inherited: inheritedChoice(request, state, "plain") };
	const own =
		selection.kind === "chosen"
			? environmentChoice(request, selection.environment, use)
			: inheritedChoice(request, state, use);
	const inherited = selection.kind === "chosen" ? inheritedChoice(request, state, "plain") : undefined;
	if (use === "in-use") return { inUse: own, inherited };
	return use === "selected" ? { inUse, selected: own, inherited } : { inUse, inherited: own };
}

const environmentIdOf = (row: ChoiceRow | undefined): EnvironmentId | undefined =>
	row?.choice.kind === "environment" ? row.choice.environment.id : undefined;

/** Environments of the machine and the folder, with the one that only a path leads to. */
function allEnvironments({ environments, state }: PickerRequest): readonly GoEnvironment[] {
	return [...new Map([...environments, ...(state?.environments ?? [])].map((row) => [row.id, row])).values()];
}

function recommendedChoice(request: PickerRequest, state: FolderState): readonly ChoiceRow[] {
	const recommended = recommendationOf(state, request.runs);
	if (recommended === undefined) return [];
	if (recommended.kind === "inherited") {
		const detail = recommendationText(request, state);
		return [{ ...inheritedChoice(request, state, "plain"), mark: "recommended", detail }];
	}
	const choice = environmentChoice(request, recommended.environment);
	// whether it meets the requirement is known once it has been activated
	const isJudged = recommended.environment.toolchain.kind !== "unknown";
	const detail = isJudged ? recommendationText(request, state) : (choice.detail ?? goText(recommended.environment));
	// it cannot be activated, so it is not marked as recommended
	const isUsable = isActivatable(recommended.environment);
	return [isUsable ? { ...choice, mark: "recommended", detail } : { ...choice, mark: "named" }];
}

/** Where terminals do not run what the folder selects: only the check tells what to do. */
function checkChoice({ host, runs }: PickerRequest, { selection }: FolderState): readonly ChoiceRow[] {
	if (runs === undefined || selection.reason.kind === "none" || selection.kind === "missing") return [];
	const detail = t("terminals run {0} because of {1}", terminalGoText(host, runs), originName(host, runs));
	return [action({ kind: "check" }, t("Check what new terminals run"), detail)];
}

function switchChoice({ host }: PickerRequest, state: FolderState): readonly ChoiceRow[] {
	const { wouldSwitchTo, selection } = state;
	const deciding = state.requirements.find(warns);
	if (wouldSwitchTo === undefined || deciding === undefined || selection.kind !== "chosen") return [];
	return [
		{
			kind: "choice",
			choice: { kind: "switch" },
			label: t("Let go switch to Go {0}", wouldSwitchTo),
			detail: t("for {0}; go tries to download it", linePlace(host, state.folder, deciding)),
			mark: "action",
		},
	];
}

function actions(state: FolderState | undefined): readonly ChoiceRow[] {
	const isPicked = state?.selection.reason.kind === "pick";
	const isSavable = isPicked && state.selection.kind !== "missing";
	const clearing = t("use what the folder's settings and files specify");
	const saving = t("share it with colleagues and other machines, by name instead of path");
	return [
		...(state === undefined
			? []
			: [
					action(
						{ kind: "create" },
						t("Create environment…"),
						t("from a file of the folder, from packages, or a Go by its version"),
					),
				]),
		action({ kind: "path" }, t("Add a Go by path…"), t("a GOROOT, a go program, or a conda environment")),
		...(isSavable ? [action({ kind: "save" }, t("Save to workspace settings"), saving)] : []),
		...(isPicked ? [action({ kind: "clear" }, t("Clear selection"), clearing)] : []),
		action({ kind: "refresh" }, t("Refresh")),
		action({ kind: "settings" }, t("Settings")),
	];
}

const action = (choice: PickerChoice, label: string, detail?: string): ChoiceRow => ({
	kind: "choice",
	choice,
	label,
	mark: "action",
	...(detail === undefined ? {} : { detail }),
});
