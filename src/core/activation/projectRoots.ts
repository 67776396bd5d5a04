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
 * The folders that came with a project as a whole, of which `folder` is a part: what a repository brings lies anywhere in it,
 * and a version file deep in it decides which part people work in. The outermost folder around `folder` that is a repository or
 * a module, also by its real path. The home of the account is the user's own and ends the search, but where it lies in a
 * repository and nothing below it is one.
 */
export async function projectRoots(host: Host, folder: string): Promise<readonly string[]> {
	return await host.look((looks) => {
		const real = looks.realPath(folder) ?? folder;
		const roots = [...new Set([folder, real])].map((place) => rootOf(host, looks, place));
		return [...new Set([...roots, ...roots.map((root) => looks.realPath(root) ?? root)])];
	});
}

/** Those of {@link projectRoots} but the account's own home, which may be a repository too (of dotfiles). */
export async function rootsBesideHome(host: Host, folder: string): Promise<readonly string[]> {
	const roots = await projectRoots(host, folder);
	const homes = await host.look((looks) => homesOf(host, looks));
	return roots.filter((root) => !homes.includes(pathKey(host, root)));
}

/** Whether a path lies in one of the roots: as it is written, or where it leads to. */
export async function isInRoots(host: Host, roots: readonly string[], place: string): Promise<boolean> {
	const places = [place, (await host.realPath(place).catch(() => undefined)) ?? place];
	return roots.some((root) => places.some((one) => isInside(host, root, one)));
}

/** The account's home by both of its paths: on some systems /home is a link, and a working directory has none. */
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

/** The folder and those around it, nearest first, without the root of the disk, which holds everything. */
function foldersAbove({ path }: Host, folder: string): readonly string[] {
	const folders: string[] = [];
	for (let at = folder; path.dirname(at) !== at; at = path.dirname(at)) folders.push(at);
	return folders;
}

/** A folder that cannot be looked into is taken for a project: asking once too often is the lesser harm. */
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

/** Whether a folder is the home of the account and in no repository: nothing that the machine lists there came with a project. */
export async function isUsersHome(host: Host, folder: string): Promise<boolean> {
	return await host.look(
		(looks) =>
			homesOf(host, looks).includes(pathKey(host, folder)) &&
			!foldersAbove(host, folder).some((place) => has(looks, place, repositories)),
	);
}
