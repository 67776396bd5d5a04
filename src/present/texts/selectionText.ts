import type { GoEnvironment } from "../../core/environment.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { isUnmet, type JudgedRequirement } from "../../core/requirements/requirement.ts";
import type { ActivationState, FolderState, Reason, Selection } from "../../core/state.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { progressText } from "./progressText.ts";
import { linePlace } from "./shortPath.ts";

/** What decided the folder's environment: `.go-version:1`, `your choice for this folder`. */
export function reasonPlace(host: Homed, folder: string, { kind, file, line }: Reason): string {
	if (file !== undefined) return linePlace(host, folder, { file, ...(line === undefined ? {} : { line }) });
	switch (kind) {
		case "pick":
			return t("your selection for this folder");
		case "setting":
			return t("the setting goEnvironments.environment");
		case "argument":
			return t("the option --environment");
		default:
			return t("no other Go is required");
	}
}

/** What an environment that is activated only on request waits for; undefined where it waits for nothing. */
export function waitingText({ selection, activation }: FolderState): string | undefined {
	if (activation.kind === "outdated") {
		if (activation.activated.hasMoreInputs === true) {
			return t("Files of this environment may have changed since it was activated. Activate it again to use them.");
		}
		return t("The files of this environment have changed since it was activated. Activate it again to use them.");
	}
	const isOnRequest = selection.kind === "chosen" && selection.environment.kind.activation === "on-request";
	const isWaiting = isOnRequest && activation.kind === "none";
	return isWaiting ? t("This environment is not activated yet.") : undefined;
}

/** Whether terminals get what the folder selects: not what failed, or waits for a request. */
export function isInEffect(state: FolderState): boolean {
	const { activation } = state;
	if (activation.kind === "failed") return activation.previous !== undefined;
	return activation.kind === "outdated" || waitingText(state) === undefined;
}
/** The same in a few words, for a row. */
export function waitingWords({ activation }: FolderState): string {
	if (activation.kind !== "outdated") return t("not activated yet");
	const isUnsure = activation.activated.hasMoreInputs === true;
	return isUnsure ? t("activated earlier, files may have changed") : t("changed since it was activated");
}

/** How far an activation is. */
export const activatingText = ({ progress }: Extract<ActivationState, { kind: "running" }>): string =>
	progress === undefined ? t("Activating…") : progressText(progress);

/** `Go 1.22 or later`, or the range as it was written. */
export function requirementText({ range, version, source }: JudgedRequirement): string {
	if (version === undefined) return t("Go {0}", range);
	return source === "toolchain" ? t("toolchain Go {0}", version) : t("Go {0} or later", version);
}

/** What letting go switch by itself would do. */
export const switchSentence = (version: GoVersion): string =>
	t("With goEnvironments.goToolchain set to auto, go tries to download {0} and to switch to it.", version);

/** The requirement that warns: the first deciding one that the finally running Go does not meet. */
export function unmetRequirement({ requirements }: Pick<FolderState, "requirements">): JudgedRequirement | undefined {
	return requirements.find((requirement) => requirement.decides && isUnmet(requirement));
}

/** The environment of programs in the folder; undefined if it is missing or nothing was inherited. */
export function environmentInUse(selection: Selection): GoEnvironment | undefined {
	return selection.kind === "missing" ? undefined : selection.environment;
}
