import { isActivatable } from "../../core/activation/activatable.ts";
import { type GoEnvironment, type ProviderName, versionOf } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { problemText } from "../faults/remedyTexts.ts";
import { environmentLabel, goText } from "../texts/environmentText.ts";
import { inReadingOrder } from "../texts/rowOrder.ts";
import { environmentInUse, requirementText } from "../texts/selectionText.ts";
import { linePlace, shortenedPaths, shortPath } from "../texts/shortPath.ts";
import { originName, type TerminalGo, terminalGoText } from "../texts/terminalGo.ts";

export type PickerChoice =
	| { readonly kind: "environment"; readonly environment: GoEnvironment }
	| { readonly kind: "inherited"; readonly environment?: GoEnvironment }
	| { readonly kind: "clear" }
	/** Reports that a version is not installed; selects nothing. */
	| { readonly kind: "absent" }
	/** Lets go switch by itself to a version that meets the requirement. */
	| { readonly kind: "switch" }
	/** Shows the environments that are hidden because they do not meet the requirement. */
	| { readonly kind: "all" }
	/** Lets the user enter a path. */
	| { readonly kind: "path" }
	/** Saves the user's selection as the folder's setting. */
	| { readonly kind: "save" }
	| { readonly kind: "refresh" }
	| { readonly kind: "settings" };

export type PickerRow =
	| { readonly kind: "section"; readonly label: string }
	| {
			readonly kind: "choice";
			readonly choice: PickerChoice;
			readonly label: string;
			/** Searched in addition to the label: only version and path. */
			readonly description?: string;
			/** Further information; not searched, because it may mention versions that are not installed. */
			readonly detail?: string;
			/** Always shown, because {@link foundRows} has already filtered. */
			readonly isFound?: true;
			/** `named`: recommended by a file, but not usable yet. */
			readonly mark: "absent" | "in-use" | "named" | "recommended" | "warning" | "error" | "action" | "plain";
	  };

export interface PickerRequest {
	readonly host: Pick<Host, "home" | "path">;
	readonly environments: readonly GoEnvironment[];
	readonly titles: ReadonlyMap<ProviderName, string>;
	/** Absent if no folder is open: the list of the machine. */
	readonly state?: FolderState;
	/** What new terminals of the folder run, where it is another Go. */
	readonly runs?: TerminalGo | undefined;
	/** Whether a version meets the deciding requirements; null or absent if unknown. */
	readonly verdicts: ReadonlyMap<GoVersion, boolean | null>;
}

/**
 * Recommended environment first with its reason, then the one in use, then by provider, then other actions. Omits environments
 * without Go.
 */
export function pickerRows(request: PickerRequest): readonly PickerRow[] {
	const { titles, state } = request;
	const rows: PickerRow[] = [];
	const add = (label: string, choices: readonly PickerRow[]): void => {
		if (choices.length > 0) rows.push({ kind: "section", label }, ...choices);
	};
	if (state !== undefined)
		add(t("Recommended"), [...recommendedChoice(request, state), ...switchChoice(request, state)]);
	const inUse = state?.selection.kind === "chosen" ? state.selection.environment : undefined;
	if (inUse !== undefined) add(t("In use"), [environmentChoice(request, inUse)]);
	const environments = otherEnvironments(request, inUse);
	for (const [provider, title] of titles) {
		const own = environments.filter((row) => row.provider === provider && row.toolchain.kind !== "none");
		add(
			title,
			inReadingOrder(own).map((environment) => environmentChoice(request, environment)),
		);
	}
	add(t("Other"), [...(state === undefined ? [] : [inheritedChoice(request, state)]), ...actions(state)]);
	return rows;
}

/** The initially active row: the recommended one, else the one in use, else the first usable one. */
export function startOf<Row extends { readonly mark?: ChoiceRow["mark"] }>(rows: readonly Row[]): Row | undefined {
	const marked = rows.find(({ mark }) => mark === "recommended" || mark === "in-use");
	return marked ?? rows.find(({ mark }) => mark !== undefined && mark !== "named" && mark !== "absent");
}

/** Environments of the machine and the folder without the one in use, which has a section of its own. */
function otherEnvironments(
	{ environments, state }: PickerRequest,
	inUse: GoEnvironment | undefined,
): readonly GoEnvironment[] {
	const all = new Map([...environments, ...(state?.environments ?? [])].map((row) => [row.id, row]));
	if (inUse !== undefined) all.delete(inUse.id);
	return [...all.values()];
}

export type ChoiceRow = Extract<PickerRow, { kind: "choice" }>;

function recommendedChoice(request: PickerRequest, state: FolderState): readonly ChoiceRow[] {
	const { recommended } = state.selection;
	if (recommended === undefined) return [];
	const choice = environmentChoice(request, recommended);
	// whether it meets the requirement is known once it has been activated
	const isJudged = recommended.toolchain.kind !== "unknown";
	const detail = isJudged ? recommendationText(request, state) : (choice.detail ?? goText(recommended));
	// it cannot be activated, so it is not marked as recommended
	return [isActivatable(recommended) ? { ...choice, mark: "recommended", detail } : { ...choice, mark: "named" }];
}

function switchChoice({ host }: PickerRequest, state: FolderState): readonly ChoiceRow[] {
	const { wouldSwitchTo, selection } = state;
	const deciding = state.requirements.find(warns);
	if (wouldSwitchTo === undefined || deciding === undefined || selection.kind !== "chosen") return [];
	const what = requirementText(deciding);
	return [
		{
			kind: "choice",
			choice: { kind: "switch" },
			label: t("Let go switch to Go {0}", wouldSwitchTo),
			detail: t("meets {0}: {1}; go downloads it if needed", linePlace(host, state.folder, deciding), what),
			mark: "action",
		},
	];
}

function environmentChoice(request: PickerRequest, environment: GoEnvironment): ChoiceRow {
	const { host, state } = request;
	const { toolchain } = environment;
	const isInUse = state?.selection.kind === "chosen" && state.selection.environment.id === environment.id;
	const unmet = unmetText(request, environment);
	const broken = toolchain.kind === "broken" ? problemText(toolchain.problem, "editor") : undefined;
	const remark = broken === undefined ? unmet : shortenedPaths(host, broken);
	const detail = [
		...(isInUse ? useWords(request) : []),
		...stateWords(environment),
		...(remark === undefined ? [] : [remark]),
	];
	return {
		kind: "choice",
		choice: { kind: "environment", environment },
		label: environmentLabel(environment),
		description: shortPath(host, environment.location),
		...detailOf(detail),
		mark: isInUse ? "in-use" : broken !== undefined ? "error" : unmet !== undefined ? "warning" : "plain",
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
	return t("does not meet {0}: {1}", linePlace(host, state.folder, deciding), requirementText(deciding));
}

function recommendationText({ host }: PickerRequest, state: FolderState): string {
	const { selection } = state;
	const deciding = state.requirements.find(warns);
	if (deciding !== undefined) {
		return t("meets {0}: {1}", linePlace(host, state.folder, deciding), requirementText(deciding));
	}
	return selection.kind === "missing"
		? t("instead of {0}, which is missing", selection.reference)
		: t("the newest Go that is installed");
}

/** Whether terminals run it too: another extension or a startup file may put another Go first. */
function useWords({ host, runs }: PickerRequest): readonly string[] {
	if (runs === undefined) return [t("in use")];
	return [t("terminals run {0}: {1}", terminalGoText(host, runs), originName(host, runs))];
}

function inheritedChoice(request: PickerRequest, state: FolderState): ChoiceRow {
	const { host } = request;
	const { selection } = state;
	const inherited = selection.kind === "inherited" ? environmentInUse(selection) : undefined;
	const isInUse = selection.kind === "inherited";
	return {
		kind: "choice",
		choice: { kind: "inherited", ...(inherited === undefined ? {} : { environment: inherited }) },
		label: t("Inherited Go"),
		...(inherited === undefined
			? {}
			: { description: `${goText(inherited)} · ${shortPath(host, inherited.location)}` }),
		...detailOf([
			...(isInUse ? useWords(request) : []),
			...(inherited === undefined ? [t("the Go of the shell or the editor")] : stateWords(inherited)),
		]),
		mark: isInUse ? "in-use" : "plain",
	};
}

function actions(state: FolderState | undefined): readonly ChoiceRow[] {
	const isPicked = state?.selection.reason.kind === "pick";
	const isSavable = isPicked && state.selection.kind !== "missing";
	const clearing = t("use what the folder's settings and files specify");
	const saving = t("share it with colleagues and other machines, by name instead of path");
	return [
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
