import { extensions, workspace } from "vscode";
import type { DiagnosticSetting } from "../../present/diagnostics/diagnosticsText.ts";
import { section } from "../services/editorSettings.ts";
import { localFolders } from "../services/workspaceFolders.ts";

/** Which of our settings somebody set, and where. */
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
			// of a window with one folder it is the folder's
			{ name, place: "workspace", value: workspace.workspaceFile === undefined ? undefined : workspaceValue },
			...own.map(({ folder, value }) => ({ name, place: "folder" as const, folder, value })),
		];
		return all.filter(({ value }) => value !== undefined);
	});
}

/** The names of the manifest, without the prefix. */
function ownSettings(): readonly string[] {
	const { packageJSON } = extensions.getExtension("go-environments.go-environments") ?? {};
	const { contributes } = packageJSON as {
		readonly contributes: { readonly configuration: { readonly properties: object } };
	};
	return Object.keys(contributes.configuration.properties).map((name) => name.slice(section.length + 1));
}
