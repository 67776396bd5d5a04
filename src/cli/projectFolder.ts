import { FaultError } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { pickName } from "../core/selection/picks.ts";
import { pathOfReference } from "../core/selection/reference.ts";
import type { Session } from "./session.ts";

/** Whether a folder has a file that names an environment. */
export type HasSpecification = (host: Host, folder: string) => Promise<boolean>;

/**
 * The folder that a verb applies to (docs/behaviour.md, The CLI's folder): the named one, else the nearest ancestor of the
 * working directory with a stored selection, else with go.work, a specification or .git, else with go.mod, else the working
 * directory. The search stops below the home folder. Throws usage if the named folder is not a folder.
 */
export async function projectFolder(
	session: Pick<Session, "host" | "workingFolder">,
	named: string | undefined,
	hasSpecification: HasSpecification,
): Promise<string> {
	const { host } = session;
	// an absolute folder does not need the working directory, which may have been deleted
	if (named !== undefined) {
		return await namedFolder(
			host,
			host.path.isAbsolute(named) ? named : pathOfReference(host, named, session.workingFolder),
		);
	}
	const { workingFolder } = session;
	// a working directory contains no symbolic links, a home folder may
	const realHome = (await host.realPath(host.home).catch(() => undefined)) ?? host.home;
	const folders = ancestorsOf(host, workingFolder, [host.path.resolve(host.home), realHome]);
	const has = (name: string) => async (folder: string) => (await exists(host, host.path.join(folder, name))) === true;
	const [hasWork, hasGit, hasModule] = [has("go.work"), has(".git"), has("go.mod")];
	const isProject = async (folder: string): Promise<boolean> =>
		(await hasWork(folder)) || (await hasGit(folder)) || (await hasSpecification(host, folder));
	return (
		(await nearest(folders, await pickedFolders(host))) ??
		(await nearest(folders, isProject)) ??
		(await nearest(folders, hasModule)) ??
		workingFolder
	);
}

async function namedFolder(host: Host, folder: string): Promise<string> {
	if ((await host.stat(folder))?.kind === "directory") return folder;
	throw new FaultError({ kind: "usage", message: t("The folder {0} does not exist.", folder), file: folder });
}

/** The folder and its ancestors, nearest first, up to but without the home folder. */
function ancestorsOf({ path }: Host, folder: string, homes: readonly string[]): readonly string[] {
	const ancestors: string[] = [];
	for (let at = path.resolve(folder); !homes.includes(at); at = path.dirname(at)) {
		ancestors.push(at);
		if (path.dirname(at) === at) break;
	}
	return ancestors;
}

async function nearest(
	folders: readonly string[],
	fits: (folder: string) => Promise<boolean>,
): Promise<string | undefined> {
	for (const folder of folders) if (await fits(folder)) return folder;
	return undefined;
}

/** Skips all lookups if nothing was ever selected, which is the common case. */
async function pickedFolders(host: Host): Promise<(folder: string) => Promise<boolean>> {
	const names = new Set(await host.store.list("selections"));
	return async (folder) => names.size > 0 && names.has(await pickName(host, folder));
}

/** A path that cannot be accessed does not exist here. */
const exists = (host: Host, path: string): Promise<boolean> =>
	host.stat(path).then(
		(found) => found !== undefined,
		() => false,
	);
