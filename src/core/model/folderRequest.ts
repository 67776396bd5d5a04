import type { FolderKnowledge } from "../folderKnowledge.ts";
import type { Provider } from "../provider.ts";
import { activeProviders } from "../settings/activeProviders.ts";
import type { FolderSettings } from "../settings/folderSettings.ts";
import type { FolderRequest } from "./readFolder.ts";

export interface FolderRequestParts
	extends Pick<FolderRequest, "host" | "folder" | "machine" | "signal" | "memory" | "argument"> {
	readonly providers: readonly Provider[];
	readonly knowledge: FolderKnowledge;
	readonly settings: FolderSettings;
}

/** The input for reading a folder, from its settings and the environments of the machine. */
export function folderRequest({ settings, providers, ...parts }: FolderRequestParts): FolderRequest {
	const { searchPaths, goToolchain, environment, environmentFault, faults = [] } = settings;
	return {
		...parts,
		providers: activeProviders(providers, settings),
		options: { searchPaths },
		goToolchain,
		settingFaults: faults,
		...(environment === undefined ? {} : { setting: environment }),
		...(environmentFault === undefined ? {} : { settingFault: environmentFault }),
	};
}
