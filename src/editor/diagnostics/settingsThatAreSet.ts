import { extensions, workspace } from "vscode";
import { section } from "../../core/settings/settingNames.ts";
import type { DiagnosticSetting } from "../../present/diagnostics/diagnosticsText.ts";
import { localFolders } from "../services/workspaceFolders.ts";

/** Our settings that have a value, with their scope. */
export function settingsThatAreSet(): readonly DiagnosticSetting[] {
	const names = ownSettings();
	const machine = workspace.getConfiguration(section);
	const folders = localFolders().map(({ name, uri }) => ({
		folder: name,
		of: workspace.getConfiguration(section, uri),
	}));
	return names.flatMap((name): readonly DiagnosticSetting[] => {
		const { globalValue, workspaceValue } = machine.inspect<unknown>(name) ?? {};
		const own = folders.map(({ folder, of }) => ({ folder, value: of.inspect<unknown>(name)?.workspaceFolderValue }));
		const all: readonly DiagnosticSetting[] = [
			{ name, place: "user", value: globalValue },
			// without a workspace file these are the settings of the folder
			{ name, place: "workspace", value: workspace.workspaceFile === undefined ? undefined : workspaceValue },
			...own.map(({ folder, value }) => ({ name, place: "folder" as const, folder, value })),
		];
		return all.filter(({ value }) => value !== undefined);
	});
}

/** Names from the manifest, without the prefix. */
function ownSettings(): readonly string[] {
	const { packageJSON } = extensions.getExtension("go-environments.go-environments") ?? {};
	const { contributes } = packageJSON as {
		readonly contributes: { readonly configuration: { readonly properties: object } };
	};
	return Object.keys(contributes.configuration.properties).map((name) => name.slice(section.length + 1));
}
