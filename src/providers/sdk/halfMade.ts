import type { Problem, Remedy } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { setting } from "../../core/variables.ts";
import { cacheFolder } from "../../goroot/managerFolders.ts";

/**
 * golang.org/dl unpacks an archive that it puts into the folder itself, `go1.22.5.linux-amd64.tar.gz`, and writes `.unpacked-success`
 * last (golang/dl internal/version). People unpack one there by hand too, so what lacks that file is judged by its parts.
 * `gotip` is a git checkout.
 */
export async function interruptedDownload(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	const lack = await lackOf(host, folder, name);
	if (lack === undefined) return undefined;
	return partlyUnpacked(folder, lack, repeating(name));
}

/** A folder's name may hold anything, and a command is for a shell. */
function repeating(name: string): Remedy {
	if (!/^[\w.]+$/.test(name)) return installAgain();
	return {
		text: t("Run `{0} download` to download it again.", name),
		action: { kind: "copy", text: `${name} download` },
	};
}

/** goup (owenthereal) and goup-rs (thinkgos) unpack as golang.org/dl does, with its `.unpacked-success`. */
export async function interruptedUnpacking(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	const lack = await lackOf(host, folder, name);
	return lack === undefined ? undefined : partlyUnpacked(folder, lack, installAgain());
}

function partlyUnpacked(folder: string, lack: Lack, remedy: Remedy): Problem {
	const message =
		"archive" in lack
			? t("{0} is only partly unpacked: the archive {1} is still there.", folder, lack.archive)
			: t("{0} is only partly unpacked: {1} is missing.", folder, lack.part);
	return { kind: "toolchain-incomplete", message, remedies: [remedy] };
}

const installAgain = (): Remedy => ({ text: t("Install it again.") });

type Lack = { readonly archive: string } | { readonly part: string };

/** What says that a GOROOT without `.unpacked-success` is half made. */
async function lackOf(host: Host, folder: string, name: string): Promise<Lack | undefined> {
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

/** mise keeps `<cache>/go/<version>/incomplete` while it installs, and does not list what has it (2026.9.15). */
export async function interruptedInstall(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	const cache = setting(host, "MISE_CACHE_DIR") ?? host.path.join(cacheFolder(host), "mise");
	if ((await host.stat(host.path.join(cache, "go", name, "incomplete"))) === undefined) return undefined;
	return incomplete(folder, "mise");
}

/** g (stefanmaric) has `g.lock` in a version while it unpacks it, and refuses to use one that kept it. */
export async function lockedDownload(host: Host, folder: string): Promise<Problem | undefined> {
	return (await host.stat(host.path.join(folder, "g.lock"))) === undefined ? undefined : incomplete(folder, "g");
}

const incomplete = (folder: string, manager: string): Problem => ({
	kind: "toolchain-incomplete",
	message: t("{0} did not finish installing {1}.", manager, folder),
	remedies: [installAgain()],
});
