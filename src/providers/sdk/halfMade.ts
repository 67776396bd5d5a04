import type { Problem } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { t } from "../../core/words.ts";
import { cacheFolder } from "../../goroot/managerFolders.ts";

/** golang.org/dl writes `.unpacked-success` last and runs nothing without it; `gotip` is a git checkout, which has none. */
export async function interruptedDownload(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	if (name === "gotip") return undefined;
	if ((await host.find(host.path.join(folder, ".unpacked-success"))) !== undefined) return undefined;
	return {
		kind: "toolchain-incomplete",
		message: t(
			"{0} was not unpacked to its end: its .unpacked-success is missing. “{1} download” repeats it.",
			folder,
			name,
		),
	};
}

/** mise keeps `<cache>/go/<version>/incomplete` while it installs, and does not list what has it (2026.9.15). */
export async function interruptedInstall(host: Host, folder: string, name: string): Promise<Problem | undefined> {
	const cache = setting(host, "MISE_CACHE_DIR") ?? host.path.join(cacheFolder(host), "mise");
	if ((await host.find(host.path.join(cache, "go", name, "incomplete"))) === undefined) return undefined;
	return incomplete(folder, "mise");
}

/** g (stefanmaric) has `g.lock` in a version while it unpacks it, and refuses to use one that kept it. */
export async function lockedDownload(host: Host, folder: string): Promise<Problem | undefined> {
	return (await host.find(host.path.join(folder, "g.lock"))) === undefined ? undefined : incomplete(folder, "g");
}

const incomplete = (folder: string, manager: string): Problem => ({
	kind: "toolchain-incomplete",
	message: t("{0} did not finish installing {1}. Install it again.", manager, folder),
});
