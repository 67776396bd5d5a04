import { isToolchainAllowed, loosenedToolchain } from "../core/activation/toolchainApproval.ts";
import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { FolderSettings } from "../core/model/folderRequest.ts";
import type { Place } from "./folderReading.ts";

/**
 * The folder's settings as far as they were approved: a `goToolchain` that loosens the user's own waits, with a fault that says
 * so, and the user's counts.
 */
export async function approvedToolchain({
	host,
	folder,
	settings,
	knowledge,
}: Pick<Place, "host" | "folder" | "settings" | "knowledge">): Promise<{ settings: FolderSettings; fault?: Fault }> {
	const own = await loosenedToolchain(host, knowledge, settings.goToolchain);
	if (own === undefined || (await isToolchainAllowed(host, folder))) return { settings };
	const fault: Fault = {
		kind: "not-allowed",
		message: t(
			"The folder's settings ask for GOTOOLCHAIN=auto, but yours is {0}, which is stricter: yours is used.",
			own,
		),
		remedy: t("Run `go-environments allow` to let go switch and download here."),
		file: host.path.join(folder, ".vscode", "settings.json"),
	};
	const goToolchain = { value: "inherit", isDefault: false } as const;
	return { settings: { ...settings, goToolchain, faults: [...(settings.faults ?? []), fault] }, fault };
}
