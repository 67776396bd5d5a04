import type { ProviderName } from "../environment.ts";
import type { Fault } from "../fault.ts";
import type { FolderKnowledge, GoToolchainSetting } from "../folderKnowledge.ts";
import type { Provider } from "../provider.ts";
import type { WrittenReference } from "../selection/selectionOf.ts";
import type { FolderRequest } from "./folderState.ts";

/** The settings as they hold for a folder, or for the machine where no folder is named. */
export interface FolderSettings {
	readonly order: readonly ProviderName[];
	/** Absolute. */
	readonly searchPaths: readonly string[];
	readonly goToolchain: GoToolchainSetting;
	readonly environment?: WrittenReference;
	/** Why nobody knows whether they name an environment; it stands among the faults too. */
	readonly environmentFault?: Fault;
	/** What is wrong with the settings themselves. */
	readonly faults?: readonly Fault[];
}

/** The providers that the settings want, in their order. */
export const activeProviders = (
	providers: readonly Provider[],
	{ order }: Pick<FolderSettings, "order">,
): readonly Provider[] => order.flatMap((name) => providers.find((provider) => provider.name === name) ?? []);

export interface FolderRequestParts
	extends Pick<FolderRequest, "host" | "folder" | "machine" | "signal" | "memory" | "argument"> {
	readonly providers: readonly Provider[];
	readonly knowledge: FolderKnowledge;
	readonly settings: FolderSettings;
}

/** What reading a folder takes, from its settings and what the machine has. */
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
