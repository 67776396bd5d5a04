import { type ConfigurationScope, Uri, type WorkspaceConfiguration, workspace } from "vscode";
import type { GoToolchainSetting } from "../../core/folderKnowledge.ts";
import type { Host } from "../../core/host.ts";
import type { FolderSettings } from "../../core/model/folderRequest.ts";
import { providerOrder } from "../../core/model/providerOrder.ts";
import { pathOfReference } from "../../core/selection/reference.ts";
import type { WrittenReference } from "../../core/selection/selectionOf.ts";
import { providers } from "../../providers/index.ts";

export const section = "goEnvironments";

const configuration = (scope?: ConfigurationScope): WorkspaceConfiguration =>
	workspace.getConfiguration(section, scope);

/** The settings of a folder, or of the machine; values of a wrong type are treated as not set. */
export function editorSettings(host: Pick<Host, "path" | "home">, folder?: string): FolderSettings {
	const settings = configuration(folder === undefined ? undefined : Uri.file(folder));
	const environment = folder === undefined ? undefined : writtenReference(host, settings, folder);
	const listed = settings.get<unknown>("providers");
	const names = Array.isArray(listed) ? texts(listed) : providers.map(({ name }) => name);
	const { order, problem } = providerOrder(names, providers);
	return {
		order,
		faults: problem === undefined ? [] : [problem],
		searchPaths: texts(settings.get<unknown>("searchPaths"))
			.map((path) => path.trim())
			.filter((path) => path !== "")
			.map((path) => pathOfReference(host, path, folder ?? host.home)),
		goToolchain: goToolchainOf(settings),
		...(environment === undefined ? {} : { environment }),
	};
}

/** Whether new terminals get the folder's environment, or without a folder our command. */
export function activatesTerminals(folder?: Uri): boolean {
	return configuration(folder).get<unknown>("terminal.activateEnvironment") !== false;
}

const texts = (value: unknown): readonly string[] =>
	Array.isArray(value) ? value.filter((part): part is string => typeof part === "string") : [];

function goToolchainOf(settings: WorkspaceConfiguration): GoToolchainSetting {
	const value = settings.get<unknown>("goToolchain");
	const known = (["local", "auto", "inherit"] as const).find((name) => name === value);
	return { value: known ?? "local", isDefault: known === undefined || !isSet(settings, "goToolchain") };
}

function isSet(settings: WorkspaceConfiguration, name: string): boolean {
	const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(name) ?? {};
	return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
}

/** The reference with its file, if that belongs to the workspace. */
function writtenReference(
	{ path }: Pick<Host, "path">,
	settings: WorkspaceConfiguration,
	folder: string,
): WrittenReference | undefined {
	const reference = settings.get<unknown>("environment");
	if (typeof reference !== "string" || reference.trim() === "") return undefined;
	const { workspaceValue, workspaceFolderValue } = settings.inspect("environment") ?? {};
	const own = path.join(folder, ".vscode", "settings.json");
	if (workspaceFolderValue !== undefined) return { reference, file: own };
	if (workspaceValue !== undefined) return { reference, file: workspace.workspaceFile?.fsPath ?? own };
	return { reference };
}
