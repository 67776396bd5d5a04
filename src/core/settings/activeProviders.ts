import type { Provider } from "../provider.ts";
import type { FolderSettings } from "./folderSettings.ts";

/** The providers that the settings enable, in their order. */
export const activeProviders = (
	providers: readonly Provider[],
	{ order }: Pick<FolderSettings, "order">,
): readonly Provider[] => order.flatMap((name) => providers.find((provider) => provider.name === name) ?? []);
