import { type ExtensionContext, l10n, window, workspace } from "vscode";
import type { GoEnvironmentsApi } from "../media/api.d.ts";
import { useTranslations } from "./core/l10n.ts";
import { noteEditor } from "./core/model/editorRecord.ts";
import { createModel } from "./core/model/model.ts";
import { publicApi } from "./editor/api/publicApi.ts";
import { boundary } from "./editor/commands/boundary.ts";
import { commandTable } from "./editor/commands/commandTable.ts";
import { registerCommands } from "./editor/commands/registerCommands.ts";
import { followWorkspace } from "./editor/folders/modelFolders.ts";
import { activeFolder, folderAt } from "./editor/folders/workspaceFolders.ts";
import { copiedVariables, editorHost } from "./editor/host/editorHost.ts";
import { editorLog } from "./editor/host/editorLog.ts";
import { editorSettings } from "./editor/settings/editorSettings.ts";
import { registerStatusItem } from "./editor/status/statusItem.ts";
import { registerTerminals } from "./editor/terminals/registerTerminals.ts";
import { environmentFilter } from "./editor/tree/environmentFilter.ts";
import { registerViews } from "./editor/tree/registerViews.ts";
import { providers } from "./providers/index.ts";
import { knowledge } from "./specifications/knowledge.ts";

/** Composition: the host, the model, and each feature, which knows the model and none of the others. */
export function activate(context: ExtensionContext): GoEnvironmentsApi {
	const started = performance.now();
	const variables = copiedVariables();
	if (l10n.bundle !== undefined) useTranslations(l10n.bundle);
	const channel = window.createOutputChannel("Go Environments", { log: true });
	const log = editorLog(channel);
	const host = editorHost(variables, log);
	const model = createModel({
		host,
		providers,
		knowledge,
		settings: (folder) => editorSettings(host, folder),
		mayActivate: () => workspace.isTrusted,
	});
	const bounds = boundary(log);
	const titles = new Map(providers.map(({ name, title }) => [name, title]));
	const active = activeFolder(() => status.update());
	const terminals = registerTerminals({ host, model, extension: context, active, bounds });
	const status = registerStatusItem({ host, model, active, knowledge, terminals });
	const filter = environmentFilter(context.workspaceState);
	const shared = { host, model, titles, knowledge, active, terminals, filter, channel, bounds, extension: context };
	const api = publicApi(model, (folder) => folderAt(folder)?.uri);
	context.subscriptions.push(
		channel,
		model,
		terminals,
		active,
		status,
		registerViews(shared),
		registerCommands(commandTable(shared), bounds),
		followWorkspace(model, (act) => bounds.event("a change of the workspace", act)),
		api,
	);
	bounds.event("discovery", () => model.refresh());
	const record = { storage: context.globalStorageUri.fsPath, extension: context.extensionPath };
	bounds.event("the uninstall record", () => noteEditor(host, record));
	log.info(`activated in ${(performance.now() - started).toFixed(1)} ms`);
	return api;
}
