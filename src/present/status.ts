import type { Host } from "../core/host.ts";
import { isUnmet } from "../core/requirement.ts";
import type { FolderState } from "../core/state.ts";
import { t } from "../core/words.ts";
import { environmentText } from "./environmentText.ts";
import { environmentInUse, reasonPlace, requirementText, unmetRequirement } from "./selectionText.ts";
import { linePlace } from "./shortPath.ts";

export interface StatusText {
	/** `Go 1.22.5 (go-k8s)` and no more. */
	readonly text: string;
	readonly severity: "ok" | "busy" | "warning" | "error";
	/** Whole sentences, the most important one first. */
	readonly lines: readonly string[];
}

/** The status bar item of a folder; `state` is undefined until the folder was read for the first time. */
export function statusOf(host: Pick<Host, "home" | "path">, name: string, state: FolderState | undefined): StatusText {
	if (state === undefined) {
		return { text: t("Go"), severity: "busy", lines: [t("Looking for the Go of {0}.", name)] };
	}
	const { text, severity, lines } = selected(host, state);
	return { text, severity, lines: [t("Folder: {0}", name), ...lines, ...requirements(host, state)] };
}

function selected(host: Pick<Host, "home" | "path">, state: FolderState): StatusText {
	const { selection, folder } = state;
	if (selection.kind === "missing") {
		const { fault, reference, reason } = selection;
		return {
			text: t("Go: {0} is missing", reference),
			severity: "error",
			lines: [fault.message, ...(fault.remedy === undefined ? [] : [fault.remedy]), why(host, folder, reason)],
		};
	}
	const environment = environmentInUse(selection);
	if (environment === undefined) {
		return { text: t("No Go"), severity: "warning", lines: [t("No Go was inherited, and none is chosen.")] };
	}
	const text = environmentText(environment);
	const failed = state.activation.kind === "failed" ? state.activation.fault : undefined;
	if (failed !== undefined) return { text, severity: "error", lines: [failed.message] };
	const source = selection.kind === "inherited" ? t("Inherited from the shell or the editor.") : undefined;
	return {
		text,
		severity: unmetRequirement(state) !== undefined ? "warning" : "ok",
		lines: [source ?? why(host, folder, selection.reason), t("GOROOT: {0}", gorootOf(environment))],
	};
}

const why = (host: Pick<Host, "home" | "path">, folder: string, reason: FolderState["selection"]["reason"]): string =>
	t("Because of: {0}", reasonPlace(host, folder, reason));

const gorootOf = ({ toolchain }: NonNullable<ReturnType<typeof environmentInUse>>): string =>
	"goroot" in toolchain && toolchain.goroot !== undefined ? toolchain.goroot : t("not known yet");

function requirements(host: Pick<Host, "home" | "path">, state: FolderState): readonly string[] {
	return state.requirements
		.filter(({ decides }) => decides)
		.map((requirement) => {
			const what = requirementText(requirement);
			const where = linePlace(host, state.folder, requirement);
			if (requirement.switchesTo !== undefined && !isUnmet(requirement)) {
				return t("{0} is needed ({1}); go will use {2} by itself.", what, where, requirement.switchesTo);
			}
			return isUnmet(requirement)
				? t("Not met: {0} is needed ({1}).", what, where)
				: t("{0} is needed ({1}).", what, where);
		});
}
