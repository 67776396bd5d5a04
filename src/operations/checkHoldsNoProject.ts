import { orUndefined } from "../core/attempt.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { isInside } from "../core/isInside.ts";
import { t } from "../core/l10n.ts";

/** What makes an environment the folder of a project itself. Below it, such files come with packages and downloaded modules too. */
const rootMarks = ["go.mod", "go.work"];
/** Of a checkout, wherever it lies. */
const checkoutMark = ".git";
/** Folders that are looked into; a removal visits all of them too. */
const maxFolders = 100_000;

/** Throws not-allowed for an environment in which one of the folders, or a project, lies. */
export async function checkHoldsNoProject(
	host: Host,
	{ location }: GoEnvironment,
	folders: readonly string[],
	signal: AbortSignal,
): Promise<void> {
	const realPath = async (path: string): Promise<string> => (await orUndefined(() => host.realPath(path))) ?? path;
	const real = await realPath(location);
	for (const folder of folders) {
		if (isInside(host, location, folder) || isInside(host, real, await realPath(folder)))
			throw new FaultError(holding(location, folder));
	}
	const root = (await host.list(location)) ?? [];
	const mark = root.find(({ name }) => rootMarks.includes(name));
	const held = mark === undefined ? await checkoutIn(host, location, signal) : host.path.join(location, mark.name);
	if (held !== undefined) throw new FaultError(holding(location, held));
}

/** Links are not followed: a removal does not follow them either. */
async function checkoutIn({ list, path }: Host, location: string, signal: AbortSignal): Promise<string | undefined> {
	const folders = [location];
	for (const folder of folders) {
		if (signal.aborted || folders.length > maxFolders) return undefined;
		for (const { name, kind } of (await orUndefined(() => list(folder))) ?? []) {
			if (name === checkoutMark) return path.join(folder, name);
			if (kind === "directory") folders.push(path.join(folder, name));
		}
	}
	return undefined;
}

const holding = (location: string, held: string): Fault => ({
	kind: "not-allowed",
	message: t("{0} is not removed, because {1} is in it.", location, held),
	remedies: [{ text: t("Move your files out of it first, or remove it with its own tool.") }],
});
