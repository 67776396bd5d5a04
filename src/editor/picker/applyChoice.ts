import type { WorkspaceFolder } from "vscode";
import { type Action, opening } from "../../core/action.ts";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import type { Report } from "../../core/operation.ts";
import { clearSelection } from "../../operations/clearSelection.ts";
import { useEnvironment, type Wanted } from "../../operations/useEnvironment.ts";
import { clearedText } from "../../present/texts/clearedText.ts";
import { offerOf } from "../services/actions.ts";
import { ofFolder } from "../services/boundary.ts";
import { offer } from "../services/messages.ts";
import type { Services } from "../services/services.ts";

/**
 * Selects something for a folder, or clears the selection for undefined, and waits until it is applied. Throws as {@link
 * useEnvironment}, and the fault of a failed activation.
 */
export async function applyChoice(
	services: Services,
	folder: WorkspaceFolder,
	wanted: Wanted | undefined,
): Promise<void> {
	const { host, knowledge, model, providers, run, settings } = services;
	const path = folder.uri.fsPath;
	const hadSelection = model.folder(path)?.selection.reason.kind === "pick";
	const select = (
		choice: GoEnvironment | "inherited" | undefined,
		signal: AbortSignal,
		report: Report,
	): Promise<void> => model.pick(path, choice, signal, report);
	const operation =
		wanted === undefined
			? clearSelection({ host, folder: path }, (signal, report) => select(undefined, signal, report))
			: useEnvironment({
					place: { host, folder: path, settings: settings(path), providers, knowledge },
					machine: { rows: model.environments, faults: [] },
					rows: async () => environmentsOf(model.environments, model.folder(path)?.environments ?? []),
					base: path,
					wanted,
					select,
				});
	await ofFolder(folder, async () => {
		await run(operation);
		const activation = model.folder(path)?.activation;
		if (activation?.kind === "failed") throw new FaultError(activation.fault);
	});
	if (wanted === undefined) tellDeciding(services, folder, hadSelection);
}

/** What decides without a selection of the user's, with the way to change it. */
function tellDeciding(
	{ host, model, bounds, terminalGos }: Services,
	folder: WorkspaceFolder,
	hadSelection: boolean,
): void {
	const state = model.folder(folder.uri.fsPath);
	const message = state && clearedText(host, folder.name, state, hadSelection, terminalGos.of(state.folder));
	if (state === undefined || message === undefined) return;
	const { kind, file, line } = state.selection.reason;
	const changes = kind === "none" ? [] : [file === undefined ? settingAction : opening(file, line)];
	const buttons = changes.map((action) => offerOf(action, state.folder));
	// not awaited: the message stays until somebody answers it
	void bounds.command("goEnvironments.clear", () => offer("information", message, buttons));
}

const settingAction: Action = { kind: "setting", name: "goEnvironments.environment" };
