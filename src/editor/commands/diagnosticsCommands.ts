import { type ExtensionContext, env, extensions, type LogOutputChannel, version, window, workspace } from "vscode";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Model } from "../../core/model/model.ts";
import { variable } from "../../core/variables.ts";
import { diagnosticsText } from "../../present/diagnostics/diagnosticsText.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";
import { localFolders } from "../folders/workspaceFolders.ts";
import { settingsThatAreSet } from "../settings/settingsThatAreSet.ts";
import type { Boundary } from "./boundary.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface DiagnosticsContext {
	readonly host: Host;
	readonly model: Model;
	readonly channel: LogOutputChannel;
	readonly bounds: Pick<Boundary, "command">;
	readonly extension: Pick<ExtensionContext, "extension">;
}

/** Extensions that use, choose or activate a Go, or change what terminals get. */
const related =
	/^(?:golang\.|ms-python\.|ms-toolsai\.|mkhl\.direnv|arrterian\.|jnoortheen\.nix|bbenoist\.nix|hverlin\.mise|rubymaniac\.|asdf)/i;

/** Commands for whoever looks for the cause of something. */
export function diagnosticsCommands(context: DiagnosticsContext): CommandTable {
	const { channel, bounds } = context;
	return {
		showLog: () => channel.show(),
		async copyDiagnostics() {
			const content = textOf(context);
			await env.clipboard.writeText(content);
			const open = t("Open");
			// not awaited: the message stays until somebody answers it
			void bounds.command("goEnvironments.copyDiagnostics", async () => {
				const message = t("The diagnostics were copied. They hold no values of variables and not your name.");
				if ((await window.showInformationMessage(notificationText(message), open)) !== open) return;
				await window.showTextDocument(await workspace.openTextDocument({ language: "markdown", content }));
			});
		},
	};
}

function textOf({ host, model, extension: { extension } }: DiagnosticsContext): string {
	const { variables } = host;
	const { version: own } = extension.packageJSON as { readonly version: string };
	return diagnosticsText(host, {
		parts: [
			["Go Environments", own],
			[env.appName, `${version}, Node ${process.versions.node}, ${env.language}`],
			["system", `${host.platform} ${host.architecture}`],
			["remote", env.remoteName ?? "none"],
			["workspace", workspace.isTrusted ? "trusted" : "Restricted Mode"],
			["shell of terminals", env.shell],
		],
		extensions: extensions.all
			.filter(({ id }) => related.test(id))
			.map(({ id, packageJSON, isActive }) => ({
				id,
				version: String((packageJSON as { readonly version?: unknown }).version),
				isActive,
			})),
		settings: settingsThatAreSet(),
		variables: Object.keys(variables)
			.filter((name) => /^(?:GO|CGO_|CONDA_|MAMBA_|gvm_|GVM_|NIX_|IN_NIX_SHELL|ASDF_|MISE_)/i.test(name))
			.sort((a, b) => (a < b ? -1 : 1)),
		machine: model.machine,
		folders: localFolders().map(({ name, uri }) => ({ name, folder: uri.fsPath, state: model.folder(uri.fsPath) })),
		users: ["USER", "USERNAME", "LOGNAME"].map((name) => variable(host, variables, name) ?? ""),
	});
}
