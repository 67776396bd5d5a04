import { t } from "../../core/l10n.ts";
import type { Provider } from "../../core/provider.ts";
import { activateSdk, sdkInputs, sdkPathFolders } from "./activate.ts";
import { classifySdk } from "./classify.ts";
import { discoverSdks } from "./discover.ts";
import { discoverFolderSdks } from "./folderGos.ts";
import { sdkKind } from "./sdkKind.ts";

/** Plain Gos: archives, packages, and installations by version managers and go itself. */
export const sdkProvider: Provider = {
	name: "sdk",
	get title() {
		return t("Go SDKs");
	},
	kind: sdkKind,
	discoverMachine: (host, options, signal) => discoverSdks(host, options, signal),
	discoverFolder: (host, folder, _options, signal) => discoverFolderSdks(host, folder, signal),
	classify: classifySdk,
	activate: activateSdk,
	inputs: sdkInputs,
	pathFolders: sdkPathFolders,
	create: async (...request) => (await import("./fetchGo.ts")).planFetch(...request),
};
