import { Disposable, window, workspace } from "vscode";
import type { ProviderName } from "../../core/environment.ts";
import type { FolderKnowledge } from "../../core/folderKnowledge.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model/model.ts";
import { verdictsByVersion } from "../../core/requirements/verdicts.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { type EnvironmentsView, environmentsView } from "../../present/sidebar/environmentsView.ts";
import type { TreeFolder } from "../../present/sidebar/treeRow.ts";
import { contextKey } from "../contextKey.ts";
import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import { editorSettings } from "../settings/editorSettings.ts";
import type { EnvironmentFilter } from "./environmentFilter.ts";
import { rowView } from "./rowView.ts";
import { tooltipOf, treeFolders } from "./treeFolders.ts";

export interface EnvironmentsViewContext {
	readonly host: Host;
	readonly model: Model;
	readonly titles: ReadonlyMap<ProviderName, string>;
	readonly knowledge: Pick<FolderKnowledge, "judged">;
	readonly active: Pick<ActiveFolder, "current">;
	readonly filter: EnvironmentFilter;
}

/** The view Environments: what the machine and the folders have, judged by what the active editor's folder needs. */
export function registerEnvironmentsView(context: EnvironmentsViewContext): Disposable {
	const { host, model, titles, active, filter } = context;
	const show = contextKey<EnvironmentsView["state"]>("environments");
	const rows = rowView("goEnvironments.environments", {
		log: host.log,
		async rows() {
			const folders = treeFolders(model);
			const folder = folders.find((one) => one.folder === active.current()?.uri.fsPath);
			const shown = environmentsView({
				host,
				machine: model.machine,
				environments: model.environments,
				folders,
				titles,
				...(folder === undefined ? {} : { folder }),
				verdicts: await verdictsFor(context, folder),
				onlyMeeting: filter.onlyMeeting,
				isOff: editorSettings(host).order.length === 0,
			});
			rows.view.description = labelText(shown.description ?? "");
			rows.view.message = richText(shown.message ?? "");
			show(shown.state);
			return shown.rows;
		},
		tooltip: tooltipOf(host, model),
	});
	const { update } = rows;
	return Disposable.from(
		rows,
		model.onDidChange(update),
		filter.onDidChange(update),
		window.onDidChangeActiveTextEditor(update),
		workspace.onDidChangeWorkspaceFolders(update),
	);
}

async function verdictsFor(
	{ host, model, knowledge }: EnvironmentsViewContext,
	folder: TreeFolder | undefined,
): Promise<ReadonlyMap<GoVersion, boolean | null>> {
	if (folder?.state === undefined) return new Map();
	const { requirements, environments } = folder.state;
	const { goToolchain } = editorSettings(host, folder.folder);
	const all = [...model.environments, ...environments];
	return await verdictsByVersion({ host, knowledge, goToolchain, requirements }, all);
}
