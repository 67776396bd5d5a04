import type { Activated } from "../../core/activation.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { environmentFacts, environmentRemarks } from "../texts/environmentFacts.ts";
import { maskedVariables } from "../texts/maskedVariables.ts";
import { environmentInUse } from "../texts/selectionText.ts";
import { shortenedPaths } from "../texts/shortPath.ts";
import type { TreeFolder, TreeRow } from "./treeRow.ts";

export interface TooltipRequest {
	readonly host: Homed;
	readonly folders: readonly TreeFolder[];
	/** VS Code's kind of the remote window (`ssh-remote`, `wsl`); absent in a local one. */
	readonly remoteName?: string;
}

/** The content of a row's tooltip; the view formats it. */
export interface RowTooltip {
	readonly title?: string;
	readonly sentences: readonly string[];
	readonly facts: readonly (readonly [label: string, value: string])[];
	/** The changes of its activation if it is in use; masked. */
	readonly variables: readonly (readonly [name: string, value: string])[];
}

/** The tooltip of a row, without running anything. */
export function rowTooltip(request: TooltipRequest, { environment, tooltip, label }: TreeRow): RowTooltip {
	if (environment === undefined) return { sentences: tooltip ?? [label], facts: [], variables: [] };
	const machine = request.remoteName === undefined ? [] : [machineText(request.remoteName)];
	return {
		title: environment.name,
		sentences: [
			...environmentRemarks(environment, "editor"),
			...(tooltip ?? []),
			...scriptsText(activatedIn(request, environment)),
			...machine,
		].map((sentence) => shortenedPaths(request.host, sentence)),
		facts: environmentFacts(request.host, environment),
		variables: variablesOf(request, environment),
	};
}

/** The machine of a row: in a remote window it is not the local one. */
function machineText(remoteName: string): string {
	if (remoteName === "wsl") return t("In WSL");
	return /container/.test(remoteName)
		? t("In the container ({0})", remoteName)
		: t("On the remote machine ({0})", remoteName);
}

/** The activation in the first folder that uses the environment. */
function activatedIn({ folders }: TooltipRequest, { id }: GoEnvironment): Activated | undefined {
	for (const { state } of folders) {
		if (state?.activation.kind !== "active" || environmentInUse(state.selection)?.id !== id) continue;
		return state.activation.activated;
	}
	return undefined;
}

/** When its scripts ran: their results are kept until they run again. */
function scriptsText(activated: Activated | undefined): readonly string[] {
	if (activated?.ranAt === undefined) return [];
	const time = new Date(activated.ranAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
	return [t("Its activation scripts ran at {0}. Refresh to run them again.", time)];
}

function variablesOf(request: TooltipRequest, environment: GoEnvironment): RowTooltip["variables"] {
	const activated = activatedIn(request, environment);
	if (activated === undefined) return [];
	const { host } = request;
	return maskedVariables(host, activated.activation).map(([name, value]) => [name, shortenedPaths(host, value)]);
}
