import { FaultError } from "../fault.ts";
import type { FolderKnowledge, GoToolchainSetting } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";
import { isObject } from "../isObject.ts";
import { pickName } from "../selection/picks.ts";
import { setting as variableSetting } from "../variables.ts";
import { isStoreOfFolder, storeOfFolder } from "./approvals.ts";

const storedVersion = 1;

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

const nameOf = async (host: Host, folder: string): Promise<string> =>
	(await pickName(host, folder)).replace(/^selections/, "toolchains");

/** Whether the user approved `auto` in the folder's settings. A file that cannot be read approves nothing. */
export async function isToolchainAllowed(host: Host, folder: string): Promise<boolean> {
	if (await isStoreOfFolder(host, folder)) return false;
	try {
		const stored: unknown = JSON.parse((await host.store.read(await nameOf(host, folder))) ?? "null");
		return isObject(stored) && stored["version"] === storedVersion && stored["goToolchain"] === "auto";
	} catch {
		return false;
	}
}

/** Throws not-writable, and not-allowed for a store inside the folder. */
export async function allowToolchain(host: Host, folder: string): Promise<void> {
	if (await isStoreOfFolder(host, folder)) throw new FaultError(storeOfFolder(host));
	const text = JSON.stringify({ version: storedVersion, folder, goToolchain: "auto" }, null, "\t");
	await host.store.write(await nameOf(host, folder), `${text}\n`);
}
