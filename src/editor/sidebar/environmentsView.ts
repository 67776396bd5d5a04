import { Disposable, window, workspace } from "vscode";
import { verdictsByVersion } from "../../core/requirements/verdicts.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { environmentsView } from "../../present/sidebar/environmentsView.ts";
import type { TreeFolder } from "../../present/sidebar/treeRow.ts";
import type { Services } from "../services/services.ts";
import { foldersWithState } from "../services/workspaceFolders.ts";
import { rowView } from "./rowView.ts";

/**
 * The view Environments: the environments of the machine and the folders, compared with the requirements of the active editor's
 * folder.
 */
export function registerEnvironmentsView(services: Services): Disposable {
	const { host, model, settings, titles, active, filter, setContextKey, terminalGos, providers } = services;
	const rows = rowView(services, "goEnvironments.environments", async () => {
		const folders = foldersWithState(services);
		const folder = folders.find((one) => one.folder === active.current()?.uri.fsPath);
		const shown = environmentsView({
			host,
			machine: model.machine,
			environments: model.environments,
			folders,
			titles,
			...(folder === undefined ? {} : { folder }),
			verdicts: await verdictsFor(services, folder),
			isRemovable: ({ provider }) => providers.find(({ name }) => name === provider)?.remove !== undefined,
			compatibleOnly: filter.compatibleOnly,
			isTrusted: workspace.isTrusted,
			isOff: settings().order.length === 0,
		});
		rows.view.description = labelText(shown.description ?? "");
		rows.view.message = richText(shown.message ?? "");
		setContextKey("environments", shown.state);
		return shown.rows;
	});
	const { update } = rows;
	return Disposable.from(
		rows,
		model.onDidChange(update),
		terminalGos.onDidChange(update),
		workspace.onDidGrantWorkspaceTrust(update),
		filter.onDidChange(update),
		window.onDidChangeActiveTextEditor(update),
		workspace.onDidChangeWorkspaceFolders(update),
	);
}

async function verdictsFor(
	{ host, model, settings, knowledge }: Services,
	folder: TreeFolder | undefined,
): Promise<ReadonlyMap<GoVersion, boolean | null>> {
	if (folder?.state === undefined) return new Map();
	const { requirements, environments } = folder.state;
	const { goToolchain } = settings(folder.folder);
	const all = [...model.environments, ...environments];
	return await verdictsByVersion({ host, knowledge, goToolchain, requirements }, all);
}
