import { faultOrThrow } from "../fault.ts";
import type { Host, Looks } from "../host.ts";
import { isInside, pathKey } from "../isInside.ts";

const repositories = [
	".git",
	".hg",
	".jj",
	".svn",
	".bzr",
	".fslckout",
	"_FOSSIL_",
	".sl",
	"_darcs",
	".pijul",
	".repo",
];
const marks = [...repositories, "go.work", "go.mod"];

/**
 * The roots of the project that contains `folder`: the outermost repository or module around it, by its path and by its real
 * path, because a repository may have content anywhere and a version file deep inside decides in which part people work. The
 * search stops at the account's home, which belongs to the user, unless the home is in a repository and nothing below it is
 * one.
 */
export async function projectRoots(host: Host, folder: string): Promise<readonly string[]> {
	return await host.look((looks) => {
		const real = looks.realPath(folder) ?? folder;
		const roots = [...new Set([folder, real])].map((place) => rootOf(host, looks, place));
		return [...new Set([...roots, ...roots.map((root) => looks.realPath(root) ?? root)])];
	});
}

/** {@link projectRoots} without the account's own home, which may be a repository (of dotfiles). */
export async function rootsBesideHome(host: Host, folder: string): Promise<readonly string[]> {
	const roots = await projectRoots(host, folder);
	const homes = await host.look((looks) => homesOf(host, looks));
	return roots.filter((root) => !homes.includes(pathKey(host, root)));
}

/** Whether a path is in one of the roots, as written or by its real path. */
export async function isInRoots(host: Host, roots: readonly string[], place: string): Promise<boolean> {
	const places = [place, (await host.realPath(place).catch(() => undefined)) ?? place];
	return roots.some((root) => places.some((one) => isInside(host, root, one)));
}

/** The account's home by both paths: on some systems /home is a symbolic link, and a working directory contains none. */
function homesOf(host: Host, looks: Looks): readonly string[] {
	if (!host.isAccountsHome) return [];
	return [host.home, looks.realPath(host.home) ?? host.home].map((home) => pathKey(host, home));
}

function rootOf(host: Host, looks: Looks, folder: string): string {
	const above = foldersAbove(host, folder);
	const homes = homesOf(host, looks);
	const home = above.findIndex((place) => homes.includes(pathKey(host, place)));
	const below = home < 0 ? above : above.slice(0, home);
	const around = home < 0 ? [] : above.slice(home);
	return (
		below.findLast((place) => has(looks, place, marks)) ??
		around.findLast((place) => has(looks, place, repositories)) ??
		folder
	);
}

/** The folder and its ancestors, nearest first, without the root of the disk. */
function foldersAbove({ path }: Host, folder: string): readonly string[] {
	const folders: string[] = [];
	for (let at = folder; path.dirname(at) !== at; at = path.dirname(at)) folders.push(at);
	return folders;
}

/** A folder that cannot be read counts as a project: asking once too often does less harm. */
function has(looks: Looks, folder: string, names: readonly string[]): boolean {
	return names.some((name) => {
		try {
			return looks.stat(looks.path.join(folder, name)) !== undefined;
		} catch (cause) {
			faultOrThrow(cause);
			return true;
		}
	});
}

/** Whether a folder is the account's home and in no repository: nothing that the machine lists there came with a project. */
export async function isUsersHome(host: Host, folder: string): Promise<boolean> {
	return await host.look(
		(looks) =>
			homesOf(host, looks).includes(pathKey(host, folder)) &&
			!foldersAbove(host, folder).some((place) => has(looks, place, repositories)),
	);
}
