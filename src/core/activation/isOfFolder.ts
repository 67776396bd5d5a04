import type { GoEnvironment } from "../environment.ts";
import type { Fault } from "../fault.ts";
import type { Host } from "../host.ts";
import { isInside } from "../isInside.ts";
import { t } from "../l10n.ts";
import { isInRoots, isUsersHome, projectRoots, rootsBesideHome } from "./projectRoots.ts";

/**
 * Whether our store is inside the project, as happens if HOME points into a checkout. Its content may have come with the
 * project, so its selections and approvals are not the user's. The store in the account's own home is always the user's.
 */
export async function isStoreOfFolder(host: Host, folder: string): Promise<boolean> {
	return await isInRoots(host, await rootsBesideHome(host, folder), host.store.folder);
}

/**
 * Whether an environment came with the project of a folder: it is inside, is code of a project, or is a path that machine
 * discovery does not list. Machine discovery may also list one that is inside, through HOME, a variable or a symbolic link. If
 * the folder is the account's own home, nothing that the machine lists came with it.
 */
export async function isOfFolder(
	host: Host,
	folder: string,
	environment: GoEnvironment,
	machine: readonly GoEnvironment[],
	rootsOf = projectRoots,
): Promise<boolean> {
	if (environment.kind.isProjectCode || !machine.some(({ id }) => id === environment.id)) return true;
	if (await isUsersHome(host, folder)) return false;
	if (environment.folder !== undefined) return true;
	const roots = await rootsOf(host, folder);
	const { location, realPaths, toolchain } = environment;
	const programs = toolchain.kind === "known" ? [toolchain.goroot, toolchain.program] : [];
	return [location, ...realPaths, ...programs].some((path) => roots.some((root) => isInside(host, root, path)));
}

/**
 * The same for a version that the user typed, which means an environment of the machine. An environment that the machine lists
 * in the account's own home is one, even if that home is a repository of dotfiles.
 */
export const isBroughtByFolder = (
	host: Host,
	folder: string,
	environment: GoEnvironment,
	machine: readonly GoEnvironment[],
): Promise<boolean> => isOfFolder(host, folder, environment, machine, rootsBesideHome);

/** The fault for an approval in a store that may have come with the folder. */
export const storeOfFolder = ({ store }: Host): Fault => ({
	kind: "not-allowed",
	file: store.folder,
	message: t("Approvals and selections in {0} are ignored: that folder is inside the project.", store.folder),
	remedies: [
		{ text: t("Set XDG_STATE_HOME to a folder outside of the project.") },
		{ text: t("Or name the environment with `--environment`.") },
	],
});
