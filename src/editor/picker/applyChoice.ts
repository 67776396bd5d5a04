import type { WorkspaceFolder } from "vscode";
import { type Action, opening } from "../../core/action.ts";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import type { Report } from "../../core/operation.ts";
import { clearSelection } from "../../operations/clearSelection.ts";
import { useEnvironment, type Wanted } from "../../operations/useEnvironment.ts";
import { environmentText } from "../../present/texts/environmentText.ts";
import { environmentInUse, reasonPlace } from "../../present/texts/selectionText.ts";
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
	if (wanted === undefined) tellDeciding(services, folder);
}

/** What still decides after a selection was cleared, with the way to change it. */
function tellDeciding({ host, model, bounds }: Services, folder: WorkspaceFolder): void {
	const state = model.folder(folder.uri.fsPath);
	if (state === undefined || state.selection.reason.kind === "none") return;
	const { selection } = state;
	const { file, line } = selection.reason;
	const used = environmentInUse(selection);
	const name = used === undefined ? t("no Go") : environmentText(used);
	const place = reasonPlace(host, state.folder, selection.reason);
	const change = file === undefined ? settingAction : opening(file, line);
	const message = t("Your selection is cleared. {0} uses {1} because of {2}.", folder.name, name, place);
	// not awaited: the message stays until somebody answers it
	void bounds.command("goEnvironments.clear", () => offer("information", message, [offerOf(change, state.folder)]));
}

const settingAction: Action = { kind: "setting", name: "goEnvironments.environment" };
