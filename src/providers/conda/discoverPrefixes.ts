import { entriesOf } from "../../core/activation.ts";
import { orReport } from "../../core/attempt.ts";
import type { Host } from "../../core/host.ts";
import { isInside } from "../../core/isInside.ts";
import type { Discovered, DiscoverOptions } from "../../core/provider.ts";
import { setting } from "../../core/variables.ts";
import { distinctPaths, expandedPath } from "./condaPath.ts";
import { environmentsTxt, registeredPrefixes } from "./environmentsTxt.ts";
import { installations, type PrefixPlaces, prefixPlaces } from "./installations.ts";
import { type PrefixCollection, prefixCollection } from "./prefixCollection.ts";
import { historyOf, prefixRow } from "./prefixRow.ts";
import { rcFiles } from "./rcFiles.ts";

/**
 * The conda environments of the machine. The order of places, by which a row gets its path: environments.txt; folders that
 * variables and rc files name; installations with their `envs`, those that variables name first; `~/.conda/envs`; pixi's
 * global ones; the setting.
 */
export async function* discoverMachine(
	host: Host,
	{ searchPaths }: DiscoverOptions,
	signal: AbortSignal,
): AsyncGenerator<Discovered> {
	const places = prefixPlaces(host);
	const collection = prefixCollection(host, places, signal);
	const registered = (await told(collection, () => registeredPrefixes(host))) ?? [];
	collection.tell({ kind: "place", path: environmentsTxt(host) });
	await collection.add(registered);
	yield* collection.news();
	if (signal.aborted) return;
	const alive = new Set(collection.prefixes().map(({ path }) => path));
	const near = registered.filter((path) => alive.has(path) || places.aboveEnvs(path) !== undefined);
	const roots = await installations(host, near, places);
	const rc = await rcFiles(host, roots);
	for (const path of rcPlaces(host, rc.files)) collection.tell({ kind: "place", path });
	for (const fault of rc.faults) collection.tell({ kind: "fault", fault });
	await collection.addBelow(distinctPaths(host, [...environmentFolders(host), ...rc.directories]), true);
	for (const root of roots) {
		await collection.add([root]);
		await collection.addBelow([host.path.join(root, "envs")]);
		yield* collection.news();
	}
	await collection.addBelow([...usersFolders(host), host.path.join(places.pixiHome, "envs")]);
	await collection.add(activePrefixes(host));
	for (const path of distinctPaths(host, searchPaths)) {
		await collection.add([path]);
		await collection.addBelow([path, host.path.join(path, "envs")]);
	}
	yield* rows(host, collection, places, signal);
}

/**
 * The conda environments in a workspace folder: its children (`.conda` and `env` first), those of its pixi project, and those
 * in folders that rc files and variables name relative to it.
 */
export async function* discoverFolder(host: Host, folder: string, signal: AbortSignal): AsyncGenerator<Discovered> {
	const places = prefixPlaces(host);
	const collection = prefixCollection(host, places, signal);
	const below = (name: string): string => host.path.join(folder, name);
	await collection.add([below(".conda"), below("conda"), below("env")]);
	await collection.addBelow([folder]);
	await collection.addBelow([host.path.join(folder, ".pixi", "envs")]);
	await collection.add([folder]);
	if (signal.aborted) return;
	const roots = await installations(host, [], places);
	const { directories } = await rcFiles(host, roots);
	const relative = [...environmentFolders(host), ...directories].filter((path) => !host.path.isAbsolute(path));
	await collection.addBelow(relative.map(below), true);
	yield* rows(host, collection, places, signal, folder);
}

/** The host watches 200 places at most, and the folders of environments are among them. */
const mostWatched = 100;

async function* rows(
	host: Host,
	collection: PrefixCollection,
	places: PrefixPlaces,
	signal: AbortSignal,
	folder?: string,
): AsyncGenerator<Discovered> {
	yield* collection.news();
	let watched = 0;
	for (const prefix of collection.prefixes()) {
		if (signal.aborted) return;
		const within = folder !== undefined && isInside(host, folder, prefix.path) ? folder : undefined;
		const environment = await told(collection, () => host.look((looks) => prefixRow(looks, prefix, places, within)));
		yield* collection.news();
		if (environment === undefined) continue;
		yield { kind: "environment", environment };
		watched += 1;
		if (watched <= mostWatched) yield { kind: "place", path: historyOf(host, prefix.path) };
	}
}

const told = <T>(collection: PrefixCollection, read: () => Promise<T>): Promise<T | undefined> =>
	orReport(read, (fault) => collection.tell({ kind: "fault", fault }));

/** Folders of environments that variables name, expanded; some may be relative. */
function environmentFolders(host: Host): readonly string[] {
	const values = ["CONDA_ENVS_DIRS", "CONDA_ENVS_PATH", "MAMBA_ENVS_DIRS"].flatMap((name) =>
		entriesOf(host, setting(host, name)),
	);
	return values.flatMap((value) => expandedPath(host, value) ?? []);
}

/** What is active in the shell that we were started from, or stacked below; it may be registered nowhere. */
function activePrefixes(host: Host): readonly string[] {
	const named = Object.entries(host.variables).filter(([name]) => /^CONDA_PREFIX(?:_\d+)?$/i.test(name));
	return distinctPaths(
		host,
		named.map(([, prefix]) => prefix).filter((prefix) => host.path.isAbsolute(prefix)),
	);
}

/** Where conda puts environments when the installation's own `envs` cannot be written (conda's context.envs_dirs). */
function usersFolders(host: Host): readonly string[] {
	const { path, home } = host;
	const own = path.join(home, ".conda", "envs");
	if (host.platform !== "win32") return [own];
	const local = setting(host, "LOCALAPPDATA") ?? path.join(home, "AppData", "Local");
	return [own, path.join(local, "conda", "conda", "envs")];
}

/** `~/.condarc` may still be written. */
const rcPlaces = (host: Host, files: readonly string[]): readonly string[] =>
	distinctPaths(host, [host.path.join(host.home, ".condarc"), ...files]);
