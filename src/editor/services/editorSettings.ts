import { type ConfigurationScope, Uri, type WorkspaceConfiguration, workspace } from "vscode";
import type { Homed } from "../../core/host.ts";
import type { Provider } from "../../core/provider.ts";
import type { FolderSettings } from "../../core/settings/folderSettings.ts";
import { folderSettings, type RawSetting } from "../../core/settings/folderSettings.ts";
import { type SettingName, section, settingsFile } from "../../core/settings/settingNames.ts";

const configuration = (scope?: ConfigurationScope): WorkspaceConfiguration =>
	workspace.getConfiguration(section, scope);

/** Reads the settings of a folder, or of the machine, as they are now. */
export function settingsReader(
	host: Homed,
	providers: readonly Pick<Provider, "name">[],
): (folder?: string) => FolderSettings {
	return (folder) => {
		const settings = configuration(folder === undefined ? undefined : Uri.file(folder));
		return folderSettings(host, providers, {
			base: folder ?? host.home,
			// only a folder uses an environment
			setting: (name) =>
				name === "environment" && folder === undefined ? undefined : rawSetting(host, settings, name, folder),
		});
	};
}

/** Whether new terminals get the folder's environment, or without a folder our command. */
export function activatesTerminals(folder?: Uri): boolean {
	return configuration(folder).get<unknown>("terminal.activateEnvironment") !== false;
}

/** The effective value, with its file if that belongs to the workspace. */
function rawSetting(
	host: Homed,
	settings: WorkspaceConfiguration,
	name: SettingName,
	folder: string | undefined,
): RawSetting {
	const value = settings.get<unknown>(name);
	const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect<unknown>(name) ?? {};
	const own = folder === undefined ? undefined : settingsFile(host, folder);
	const shared = workspace.workspaceFile?.fsPath ?? own;
	if (workspaceFolderValue !== undefined) return inFile(value, own);
	if (workspaceValue !== undefined) return inFile(value, shared);
	return { value, isDefault: globalValue === undefined };
}

const inFile = (value: unknown, file: string | undefined): RawSetting => ({
	value,
	...(file === undefined ? {} : { file }),
});
