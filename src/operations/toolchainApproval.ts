import { isLoose, isToolchainAllowed, loosenedToolchain } from "../core/activation/toolchainApproval.ts";
import type { Fault } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { FolderSettings } from "../core/settings/folderSettings.ts";
import { settingsFile } from "../core/settings/settingNames.ts";
import { goEnv } from "../goroot/goEnv.ts";
import type { FolderContext } from "./folderContext.ts";

/**
 * The folder's settings as far as they are approved: a `goToolchain` that is looser than the user's own, or than that of the Go
 * in `goroot` (distributions ship GOTOOLCHAIN=local in its go.env), needs approval; until then it is reported as a fault and
 * the stricter value applies.
 */
export async function approvedToolchain(
	{ host, folder, settings, knowledge }: Pick<FolderContext, "host" | "folder" | "settings" | "knowledge">,
	goroot?: string,
): Promise<{ settings: FolderSettings; fault?: Fault }> {
	if (settings.goToolchain.value !== "auto" || (await isToolchainAllowed(host, folder))) return { settings };
	const own =
		goroot === undefined
			? await loosenedToolchain(host, knowledge, settings.goToolchain)
			: await shippedToolchain(host, goroot);
	if (own === undefined) {
		return { settings: { ...settings, goToolchain: { ...settings.goToolchain, isUnapproved: true } } };
	}
	const fault: Fault = {
		kind: "not-allowed",
		message: t("Your GOTOOLCHAIN={0} is used. It is stricter than GOTOOLCHAIN=auto from the folder's settings.", own),
		remedies: [{ text: t("Approve it to let go switch and download in this folder."), action: { kind: "trust" } }],
		file: settingsFile(host, folder),
	};
	const goToolchain = { value: "inherit", isDefault: false } as const;
	return { settings: { ...settings, goToolchain, faults: [...(settings.faults ?? []), fault] }, fault };
}

/** GOTOOLCHAIN of a GOROOT's own go.env, if it applies and keeps go from switching. */
async function shippedToolchain(host: Host, goroot: string): Promise<string | undefined> {
	const found = await goEnv(host, "GOTOOLCHAIN", goroot);
	return found?.from === "goroot" && !isLoose(found.value) ? found.value : undefined;
}
