import { type ExtensionContext, l10n, window, workspace } from "vscode";
import type { GoEnvironmentsApi } from "../media/api.d.ts";
import { noteEditor } from "./core/editorRecord.ts";
import { useTranslations } from "./core/l10n.ts";
import { createModel } from "./core/model/model.ts";
import { register as api } from "./editor/api/register.ts";
import { register as create } from "./editor/create/register.ts";
import { register as diagnostics } from "./editor/diagnostics/register.ts";
import { register as goExtension } from "./editor/goExtension/register.ts";
import { register as picker } from "./editor/picker/register.ts";
import { copiedVariables, editorHost } from "./editor/services/editorHost.ts";
import { editorLog } from "./editor/services/editorLog.ts";
import { settingsReader } from "./editor/services/editorSettings.ts";
import { followWorkspace } from "./editor/services/followWorkspace.ts";
import { editorServices } from "./editor/services/services.ts";
import { register as settingsFeature } from "./editor/settings/register.ts";
import { register as sidebar } from "./editor/sidebar/register.ts";
import { register as status } from "./editor/status/register.ts";
import { register as terminals } from "./editor/terminals/register.ts";
import { register as walkthrough } from "./editor/walkthrough/register.ts";
import { providers } from "./providers/index.ts";
import { knowledge } from "./specifications/knowledge.ts";

/** Terminals first: terminals that the editor restores need their variables. */
const features = [terminals, status, sidebar, picker, create, settingsFeature, diagnostics, goExtension, walkthrough];

/** Composes the host, the model, the services and the features. Features do not depend on each other. */
export function activate(extension: ExtensionContext): GoEnvironmentsApi {
	const started = performance.now();
	const variables = copiedVariables();
	if (l10n.bundle !== undefined) useTranslations(l10n.bundle);
	const channel = window.createOutputChannel("Go Environments", { log: true });
	const host = editorHost(variables, editorLog(channel));
	const settings = settingsReader(host, providers);
	const model = createModel({ host, providers, knowledge, settings, mayActivate: () => workspace.isTrusted });
	const services = editorServices({ extension, channel, host, model, providers, knowledge, settings });
	const { bounds } = services;
	const registered = features.map((register) => register(services));
	const exports = api(services);
	extension.subscriptions.push(channel, model, services, ...registered, exports, followWorkspace(services));
	bounds.event("discovery", () => model.reread());
	const record = { storage: extension.globalStorageUri.fsPath, extension: extension.extensionPath };
	bounds.event("the uninstall record", () => noteEditor(host, record));
	host.log.info(`activated in ${(performance.now() - started).toFixed(1)} ms`);
	return exports;
}
