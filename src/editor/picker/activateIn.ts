import { type WorkspaceFolder, workspace } from "vscode";
import { activateSelection } from "../../operations/activateSelection.ts";
import { allowBuilds } from "../../operations/allowBuilds.ts";
import { ofFolder } from "../services/boundary.ts";
import type { Services } from "../services/services.ts";

/** Activates what the folder selects, because the user asked for it. Throws as {@link activateSelection}. */
export async function activateIn({ model, run }: Services, folder: WorkspaceFolder): Promise<void> {
	const path = folder.uri.fsPath;
	const operation = activateSelection({
		folder: path,
		state: () => model.folder(path),
		mayActivate: workspace.isTrusted,
		activate: (report, signal) => model.activate(path, report, signal),
	});
	await ofFolder(folder, () => run(operation));
}

/** Lets an environment build while it is evaluated, and activates it if the folder uses it. */
export async function letBuild(services: Services, folder: WorkspaceFolder, reference: string): Promise<void> {
	const { host, model, providers, run } = services;
	const path = folder.uri.fsPath;
	const environment = await ofFolder(folder, () => model.resolved(reference, path));
	if (environment === "inherited") return;
	await ofFolder(folder, () => run(allowBuilds({ host, folder: path, providers, environment })));
	const selection = model.folder(path)?.selection;
	if (selection?.kind === "chosen" && selection.environment.id === environment.id) await activateIn(services, folder);
}
