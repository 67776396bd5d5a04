import { choiceRefusal } from "../core/activation/activatable.ts";
import { activatedInUse } from "../core/activation/activatedInUse.ts";
import { inheritedFirst } from "../core/activation/inheritedFirst.ts";
import type { Activated, Activation } from "../core/activation.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { FaultError } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Operation, Report } from "../core/operation.ts";
import type { FolderState, Selection } from "../core/state.ts";
import { missingFault } from "./missingFault.ts";

export interface TerminalRequest {
	/** Undefined in a window without a folder, or before the folder was read. */
	readonly state: FolderState | undefined;
	/** Another environment than that of the folder. */
	readonly other?: GoEnvironment | undefined;
	/** What an environment changes. Throws as activateEnvironment. */
	activated(environment: GoEnvironment, signal: AbortSignal, report: Report): Promise<Activated>;
}

/** What a terminal gets that is opened with exactly one environment. */
export interface TerminalActivation {
	readonly environment: GoEnvironment;
	readonly activation: Activation;
	/** It is the environment that the folder uses. */
	readonly isOwn: boolean;
	/** It is the inherited Go, which was selected: its program comes first on PATH, and nothing else changes. */
	readonly isInherited?: true;
}

/**
 * Activates the environment of a folder, or another one, for a terminal that has exactly that. Resolves to undefined where the
 * folder uses the inherited Go without selecting it. Throws the fault of a missing selection, reference-refused, not-supported, cancelled, and what
 * an activation throws: no other Go replaces the one that was asked for.
 */
export function activateForTerminal(
	host: Pick<Host, "path">,
	{ state, other, activated }: TerminalRequest,
): Operation<TerminalActivation | undefined> {
	const selection = state?.selection;
	const chosen = selection?.kind === "chosen" ? selection.environment : undefined;
	const environment = other ?? chosen;
	return {
		id: "activate",
		title: environment === undefined ? t("Open a terminal") : t("Activate “{0}”", environment.name),
		origin: environment?.folder === undefined ? { kind: "machine" } : { kind: "folder", folder: environment.folder },
		exclusive: `activation of ${environment?.id} for a terminal of ${state?.folder}`,
		async run(report, signal) {
			if (other === undefined && selection?.kind === "missing") throw new FaultError(missingFault(selection));
			if (environment === undefined) return selection?.kind === "inherited" ? inherited(host, selection) : undefined;
			const refusal = choiceRefusal(environment);
			if (refusal !== undefined) throw new FaultError(refusal);
			const isOwn = environment.id === chosen?.id;
			const inUse = isOwn && state !== undefined ? activatedInUse(state.activation) : undefined;
			const { activation } = inUse ?? (await activated(environment, signal, report));
			return { environment, activation, isOwn };
		},
	};
}

function inherited(
	host: Pick<Host, "path">,
	selection: Extract<Selection, { kind: "inherited" }>,
): TerminalActivation | undefined {
	const first = inheritedFirst(host, selection);
	if (first === undefined || selection.environment === undefined) return undefined;
	const { activation } = first.activated;
	return { environment: selection.environment, activation, isOwn: true, isInherited: true };
}
