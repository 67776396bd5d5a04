import type { Provider } from "../../core/provider.ts";
import { classifyPrefix } from "./classifyPrefix.ts";
import { discoverFolder, discoverMachine } from "./discoverPrefixes.ts";

/** Environments of conda, mamba, micromamba and pixi: prefixes with a conda-meta. */
export const condaProvider: Provider = {
	name: "conda",
	title: "conda",
	discoverMachine,
	discoverFolder: (host, folder, _options, signal) => discoverFolder(host, folder, signal),
	classify: classifyPrefix,
};
