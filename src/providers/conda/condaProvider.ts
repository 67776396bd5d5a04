import type { Provider } from "../../core/provider.ts";
import { activatePrefix, inputsOf } from "./activatePrefix.ts";
import { classifyPrefix } from "./classifyPrefix.ts";
import { condaKind } from "./condaKind.ts";
import { discoverFolder, discoverMachine } from "./discoverPrefixes.ts";
import { leavePrefixes } from "./leavePrefixes.ts";
import { pathEntries } from "./prefixVariables.ts";

/** Environments of conda, mamba, micromamba and pixi: prefixes with a conda-meta. */
export const condaProvider: Provider = {
	name: "conda",
	title: "conda",
	kind: condaKind,
	discoverMachine,
	discoverFolder: (host, folder, _options, signal) => discoverFolder(host, folder, signal),
	classify: classifyPrefix,
	activate: activatePrefix,
	inputs: (host, { location }) => Promise.resolve(inputsOf(host, location)),
	pathFolders: (host, { location }) => pathEntries(host, location),
	leave: leavePrefixes,
	create: async (...request) => (await changes()).planPrefix(...request),
	update: async (...request) => (await changes()).planUpdate(...request),
	remove: async (host, environment) => (await changes()).planRemoval(host, environment),
	keepsStateIn: (name) => /^CONDA_(?:PREFIX|SHLVL|PREFIX_\d+|STACKED_\d+)$/i.test(name),
};

const changes = () => import("./create/condaChanges.ts");
