import type { Problem, Remedy } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { setting } from "../../core/variables.ts";
import { cacheFolder } from "../../goroot/managerFolders.ts";

/**
 * golang.org/dl unpacks an archive that it saves in the folder itself, `go1.22.5.linux-amd64.tar.gz`, and writes
 * `.unpacked-success` last (golang/dl internal/version). Users also unpack archives there manually, so without that file the
 * parts are checked. `gotip` is a git checkout.
 */
export async function interruptedDownload(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	const missing = await missingPartOf(host, folder, name);
	if (missing === undefined) return undefined;
	return partlyUnpacked(folder, missing, repeating(name));
}

/** A command for a shell must not contain an arbitrary folder name. */
function repeating(name: string): Remedy {
	if (!/^[\w.]+$/.test(name)) return installAgain();
	return {
		text: t("Run `{0} download` to download it again.", name),
		action: { kind: "copy", text: `${name} download` },
	};
}

/** goup (owenthereal) and goup-rs (thinkgos) unpack as golang.org/dl does, with its `.unpacked-success`. */
export async function interruptedUnpacking(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	const missing = await missingPartOf(host, folder, name);
	return missing === undefined ? undefined : partlyUnpacked(folder, missing, installAgain());
}

function partlyUnpacked(folder: string, missing: MissingPart, remedy: Remedy): Problem {
	const message =
		"archive" in missing
			? t("{0} is only partly unpacked: the archive {1} is still there.", folder, missing.archive)
			: t("{0} is only partly unpacked: {1} is missing.", folder, missing.part);
	return { kind: "toolchain-incomplete", message, remedies: [remedy] };
}

const installAgain = (): Remedy => ({ text: t("Install it again.") });

type MissingPart = { readonly archive: string } | { readonly part: string };

/** Why a GOROOT without `.unpacked-success` is only partly unpacked. */
async function missingPartOf(host: Host, folder: string, name: string): Promise<MissingPart | undefined> {
	if (name === "gotip") return undefined;
	const names = ((await host.list(folder)) ?? []).map((entry) => entry.name);
	if (names.includes(".unpacked-success")) return undefined;
	const archive = names.find((one) => one.startsWith(`${name}.`) && /\.(?:tar\.gz|zip)$/.test(one));
	if (archive !== undefined) return { archive };
	for (const part of ["bin", "src", host.path.join("pkg", "tool")]) {
		if ((await host.stat(host.path.join(folder, part)))?.kind !== "directory") return { part };
	}
	return undefined;
}

/** mise keeps `<cache>/go/<version>/incomplete` during an installation, and does not list versions that have it (2026.9.15). */
export async function interruptedInstall(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	const cache = setting(host, "MISE_CACHE_DIR") ?? host.path.join(cacheFolder(host), "mise");
	if ((await host.stat(host.path.join(cache, "go", name, "incomplete"))) === undefined) return undefined;
	return incomplete(folder, "mise");
}

/** g (stefanmaric) has `g.lock` in a version while it unpacks it, and refuses to use a version that still has it. */
export async function lockedDownload(host: Host, folder: string): Promise<Problem | undefined> {
	return (await host.stat(host.path.join(folder, "g.lock"))) === undefined ? undefined : incomplete(folder, "g");
}

const incomplete = (folder: string, manager: string): Problem => ({
	kind: "toolchain-incomplete",
	message: t("{0} did not finish installing {1}.", manager, folder),
	remedies: [installAgain()],
});
