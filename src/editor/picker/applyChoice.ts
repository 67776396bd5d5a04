import type { WorkspaceFolder } from "vscode";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import type { Report } from "../../core/operation.ts";
import { clearSelection } from "../../operations/clearSelection.ts";
import { useEnvironment, type Wanted } from "../../operations/useEnvironment.ts";
import { ofFolder } from "../services/boundary.ts";
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
			? clearSelection(path, (signal, report) => select(undefined, signal, report))
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
}
