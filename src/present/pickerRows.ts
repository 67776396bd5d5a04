import type { GoEnvironment, ProviderName } from "../core/environment.ts";
import type { GoVersion } from "../core/goVersion.ts";
import type { Host } from "../core/host.ts";
import type { FolderState } from "../core/state.ts";
import { warns } from "../core/verdicts.ts";
import { t } from "../core/words.ts";
import { goText } from "./environmentText.ts";
import { inReadingOrder } from "./rowOrder.ts";
import { environmentInUse, requirementText } from "./selectionText.ts";
import { linePlace, shortenedPaths, shortPath } from "./shortPath.ts";

export type PickerChoice =
	| { readonly kind: "environment"; readonly environment: GoEnvironment }
	| { readonly kind: "inherited" }
	| { readonly kind: "clear" }
	| { readonly kind: "refresh" };

export type PickerRow =
	| { readonly kind: "section"; readonly label: string }
	| {
			readonly kind: "choice";
			readonly choice: PickerChoice;
			readonly label: string;
			readonly description?: string;
			readonly detail?: string;
			readonly mark: "in-use" | "recommended" | "warning" | "error" | "action" | "plain";
	  };

export interface PickerRequest {
	readonly host: Pick<Host, "home" | "path">;
	readonly environments: readonly GoEnvironment[];
	readonly titles: ReadonlyMap<ProviderName, string>;
	readonly state: FolderState;
	/** Whether a version meets what decides; null or absent where that is not known. */
	readonly verdicts: ReadonlyMap<GoVersion, boolean | null>;
}

/** Recommended first with its reason, then by provider, then what is no environment. What has no Go is not there. */
export function pickerRows(request: PickerRequest): readonly PickerRow[] {
	const { titles, state } = request;
	const rows: PickerRow[] = [];
	const add = (label: string, choices: readonly PickerRow[]): void => {
		if (choices.length > 0) rows.push({ kind: "section", label }, ...choices);
	};
	const recommended = state.selection.kind === "chosen" ? undefined : state.selection.recommended;
	if (recommended !== undefined) {
		const why = `${shortPath(request.host, recommended.location)} · ${recommendationText(request)}`;
		add(t("Recommended"), [{ ...environmentChoice(request, recommended), mark: "recommended", detail: why }]);
	}
	const all = [...request.environments, ...state.environments];
	const environments = [...new Map(all.map((row) => [row.id, row])).values()];
	for (const [provider, title] of titles) {
		const own = environments.filter((row) => row.provider === provider && row.toolchain.kind !== "none");
		add(
			title,
			inReadingOrder(own).map((environment) => environmentChoice(request, environment)),
		);
	}
	add(t("Other"), [inheritedChoice(request), ...clearChoice(request), refreshChoice()]);
	return rows;
}

type Choice = Extract<PickerRow, { kind: "choice" }>;

function environmentChoice(request: PickerRequest, environment: GoEnvironment): Choice {
	const { host, state } = request;
	const { toolchain, name, location } = environment;
	const isInUse = state.selection.kind === "chosen" && state.selection.environment.id === environment.id;
	const unmet = unmetText(request, environment);
	const broken = toolchain.kind === "broken" ? toolchain.problem.message : undefined;
	const place = shortPath(host, location);
	const remark = broken === undefined ? unmet : shortenedPaths(host, broken);
	return {
		kind: "choice",
		choice: { kind: "environment", environment },
		label: name,
		description: [goText(environment), ...(isInUse ? [t("in use")] : [])].join(" · "),
		// what is wrong with it mostly says where it is
		detail: remark?.includes(place) ? remark : [place, ...(remark === undefined ? [] : [remark])].join(" · "),
		mark: isInUse ? "in-use" : broken !== undefined ? "error" : unmet !== undefined ? "warning" : "plain",
	};
}

/** What the environment does not meet of what decides; undefined where it does, or where that is not known. */
function unmetText({ host, state, verdicts }: PickerRequest, { toolchain }: GoEnvironment): string | undefined {
	const deciding = state.requirements.find(warns);
	if (deciding === undefined || toolchain.kind !== "known" || verdicts.get(toolchain.version) !== false)
		return undefined;
	return t("does not meet {0}: {1}", linePlace(host, state.folder, deciding), requirementText(deciding));
}

function recommendationText({ host, state }: PickerRequest): string {
	const { selection } = state;
	const deciding = state.requirements.find(warns);
	if (deciding !== undefined) {
		return t("meets {0}: {1}", linePlace(host, state.folder, deciding), requirementText(deciding));
	}
	return selection.kind === "missing"
		? t("instead of {0}, which is missing", selection.reference)
		: t("the newest Go that is installed");
}

function inheritedChoice({ host, state }: PickerRequest): Choice {
	const { selection } = state;
	const inherited = selection.kind === "inherited" ? environmentInUse(selection) : undefined;
	const isInUse = selection.kind === "inherited" && selection.reason.kind === "pick";
	return {
		kind: "choice",
		choice: { kind: "inherited" },
		label: t("Inherited Go"),
		description: [
			...(inherited === undefined ? [] : [goText(inherited)]),
			...(isInUse || selection.kind === "inherited" ? [t("in use")] : []),
		].join(" · "),
		detail:
			inherited === undefined
				? t("whatever the shell and the editor find by themselves")
				: shortPath(host, inherited.location),
		mark: selection.kind === "inherited" ? "in-use" : "plain",
	};
}

function clearChoice({ state }: PickerRequest): readonly Choice[] {
	if (state.selection.reason.kind !== "pick") return [];
	return [
		{
			kind: "choice",
			choice: { kind: "clear" },
			label: t("Clear the choice"),
			detail: t("use what the settings and files of the folder ask for"),
			mark: "action",
		},
	];
}

const refreshChoice = (): Choice => ({
	kind: "choice",
	choice: { kind: "refresh" },
	label: t("Refresh"),
	mark: "action",
});
