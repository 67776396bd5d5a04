import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import type { Provider } from "../../core/provider.ts";
import { activateShell } from "./activateShell.ts";
import { flakeFolders } from "./flakeFolders.ts";
import { flakeInputs } from "./flakeInputs.ts";
import { flakeKind } from "./flakeKind.ts";
import { flakeRows } from "./flakeRows.ts";
import { agreeToBuilds, forgetShell, recordOf, validShell } from "./shellStore.ts";

/**
 * The devShells of flakes, read from flake.nix without evaluation; an activation evaluates one. Nix runs on Linux and macOS; on
 * Windows the rows show what the flake would provide in WSL.
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
	activate: activateShell,
	/** Throws too-large for a flake with more files than are read: an approval could not cover it. */
	async inputs(host, { name, location }) {
		const { files, isCut } = await flakeInputs(host, location);
		if (!isCut) return files;
		const message = t("“{0}” has more Nix files or folders than are read.", name);
		const remedies = [{ text: t("Move the flake to a folder of its own.") }];
		throw new FaultError({ kind: "too-large", message, remedies, file: location });
	},
	// folders of the Nix store, which nobody can change; known only after the evaluation
	pathFolders: () => Promise.resolve([]),
	isEvaluated: async (host, environment) => (await validShell(host, environment)) !== undefined,
	forget: forgetShell,
	storedAt: recordOf,
	allowBuilds: agreeToBuilds,
};
