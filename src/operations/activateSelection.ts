import { FaultError } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { Operation, Report } from "../core/operation.ts";
import type { FolderState } from "../core/state.ts";
import { missingFault } from "./missingFault.ts";

export interface ActivateRequest {
	readonly folder: string;
	state(): FolderState | undefined;
	/** Whether processes may run: not in Restricted Mode. */
	readonly mayActivate: boolean;
	/** Activates what the folder selects, and waits for it. Throws cancelled; the activation before stays in use then. */
	activate(report: Report, signal: AbortSignal): Promise<void>;
}

/**
 * Activates the environment of a folder because the user asked for it: it waits for that, its files have changed, or it failed.
 * Throws not-allowed in Restricted Mode, the fault of a missing selection, selection-missing where nothing is selected, cancelled,
 * and the fault of the activation.
 */
export function activateSelection({ folder, state, mayActivate, activate }: ActivateRequest): Operation<void> {
	const selection = state()?.selection;
	const name = selection?.kind === "chosen" ? selection.environment.name : folder;
	return {
		id: "activate",
		title: t("Activate “{0}”", name),
		origin: { kind: "folder", folder },
		// not that of a selection, which may be made meanwhile and replaces this
		exclusive: `activation ${folder}`,
		async run(report, signal) {
			if (!mayActivate) throw new FaultError(restricted());
			if (selection?.kind === "missing") throw new FaultError(missingFault(selection));
			if (selection?.kind !== "chosen") throw new FaultError(nothingSelected(folder));
			await activate(report, signal);
			const activation = state()?.activation;
			if (activation?.kind === "failed") throw new FaultError(activation.fault);
		},
	};
}

const restricted = () =>
	({
		kind: "not-allowed",
		message: t("In Restricted Mode no environment is activated."),
		remedies: [{ text: t("Trust the workspace to use its environments."), action: { kind: "trust" } }],
	}) as const;

const nothingSelected = (folder: string) =>
	({
		kind: "selection-missing",
		message: t("{0} uses the inherited Go, which needs no activation.", folder),
		remedies: [{ text: t("Select an environment first."), action: { kind: "select" } }],
	}) as const;
