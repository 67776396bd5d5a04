import { type Disposable, env, extensions, version, window, workspace } from "vscode";
import { t } from "../../core/l10n.ts";
import { variable } from "../../core/variables.ts";
import { diagnosticsText } from "../../present/diagnostics/diagnosticsText.ts";
import { offer } from "../services/messages.ts";
import { registerCommands } from "../services/registerCommands.ts";
import type { Services } from "../services/services.ts";
import { foldersWithState } from "../services/workspaceFolders.ts";
import { checkGoSetup } from "./doctor.ts";
import { settingsThatAreSet } from "./settingsThatAreSet.ts";

/** Extensions that use, select or activate a Go, or change the variables of terminals. */
const related =
	/^(?:golang\.|ms-python\.|ms-toolsai\.|mkhl\.direnv|arrterian\.|jnoortheen\.nix|bbenoist\.nix|hverlin\.mise|rubymaniac\.|asdf)/i;

/** Commands for diagnosing problems. */
export function register(services: Services): Disposable {
	const { channel, bounds } = services;
	return registerCommands(bounds, {
		showLog: () => channel.show(),
		doctor: (row) => checkGoSetup(services, row),
		async copyDiagnostics() {
			const content = textOf(services);
			await env.clipboard.writeText(content);
			const message = t("The diagnostics were copied. They contain neither values of variables nor your name.");
			const show = async () =>
				await window.showTextDocument(await workspace.openTextDocument({ language: "markdown", content }));
			// not awaited: the message stays until the user closes it
			void bounds.command("goEnvironments.copyDiagnostics", () =>
				offer("information", message, [{ title: t("Open"), run: show }]),
			);
		},
	});
}

function textOf(services: Services): string {
	const { host, model, extension } = services;
	const { variables } = host;
	const { version: own } = extension.extension.packageJSON as { readonly version: string };
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
		folders: foldersWithState(services),
		users: ["USER", "USERNAME", "LOGNAME"].map((name) => variable(host, variables, name) ?? ""),
	});
}
