import type { Provider } from "../../core/provider.ts";
import { flakeFolders } from "./flakeFolders.ts";
import { flakeKind } from "./flakeKind.ts";
import { flakeRows } from "./flakeRows.ts";

/**
 * The devShells of flakes, read from flake.nix without evaluation. Nix runs on Linux and macOS; on Windows the rows show what
 * the flake would provide in WSL. There is no `activate` yet.
 */
export const flakeProvider: Provider = {
	name: "flake",
	title: "Nix flakes",
	kind: flakeKind,
	shellFile: "flake.nix",
	// flakes belong to projects
	async *discoverMachine() {},
	async *discoverFolder(host, folder, _options, signal) {
		yield { kind: "place", path: folder };
		for await (const found of flakeFolders(host, folder, signal)) {
			if (found.kind === "fault") {
				yield found;
				continue;
			}
			for (const name of ["flake.nix", "flake.lock"]) yield { kind: "place", path: host.path.join(found.folder, name) };
			for (const environment of await flakeRows(host, found.folder, folder)) yield { kind: "environment", environment };
		}
	},
	/** Accepts a folder with a flake.nix, or that file. */
	async classify(host, path) {
		const folder = host.path.basename(path) === "flake.nix" ? host.path.dirname(path) : path;
		const found = await host.stat(host.path.join(folder, "flake.nix")).catch(() => undefined);
		return found?.kind === "file" ? (await flakeRows(host, folder))[0] : undefined;
	},
};
