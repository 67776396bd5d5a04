import type { FolderKnowledge, GoToolchainSetting } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";
import { setting as variableSetting } from "../variables.ts";
import { readApprovals } from "./approvalFile.ts";
import { isStoreOfFolder } from "./isOfFolder.ts";

/**
 * The user's own GOTOOLCHAIN, if a workspace setting would loosen it: `local` or a plain version keeps go from switching,
 * `path` keeps it from downloading, `auto` allows both. Undefined if nothing is loosened: without a value of the user, go uses
 * `auto`.
 */
export async function loosenedToolchain(
	host: Host,
	knowledge: Pick<FolderKnowledge, "userGoEnv">,
	{ value }: GoToolchainSetting,
): Promise<string | undefined> {
	if (value !== "auto") return undefined;
	const exported = variableSetting(host, "GOTOOLCHAIN");
	const own = exported ?? (await knowledge.userGoEnv(host, host.variables)).values.get("GOTOOLCHAIN")?.value;
	return own === undefined || own === "" || isLoose(own) ? undefined : own;
}

/** Whether a GOTOOLCHAIN lets go switch and download: `auto`, `go1.22.5+auto`. */
export const isLoose = (value: string): boolean => value === "auto" || value.endsWith("+auto");

/** Whether the user approved `auto` in the folder's settings. A file that cannot be read approves nothing. */
export async function isToolchainAllowed(host: Host, folder: string): Promise<boolean> {
	if (await isStoreOfFolder(host, folder)) return false;
	return (await readApprovals(host, folder)).goToolchain === "auto";
}
