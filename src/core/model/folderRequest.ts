import type { ProviderName } from "../environment.ts";
import type { Fault } from "../fault.ts";
import type { FolderKnowledge, GoToolchainSetting } from "../folderKnowledge.ts";
import type { Provider } from "../provider.ts";
import type { WrittenReference } from "../selection/selectionOf.ts";
import type { FolderRequest } from "./folderState.ts";

/** The effective settings of a folder, or of the machine if no folder is named. */
export interface FolderSettings {
	readonly order: readonly ProviderName[];
	/** Absolute. */
	readonly searchPaths: readonly string[];
	readonly goToolchain: GoToolchainSetting;
	readonly environment?: WrittenReference;
	/** Set if it is unknown whether the settings name an environment; also one of the faults. */
	readonly environmentFault?: Fault;
	/** Problems of the settings themselves. */
	readonly faults?: readonly Fault[];
}

/** The providers that the settings enable, in their order. */
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
