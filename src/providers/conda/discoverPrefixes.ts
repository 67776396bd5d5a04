import { entriesOf } from "../../core/activation.ts";
import { orReport } from "../../core/attempt.ts";
import { faultOrThrow } from "../../core/fault.ts";
import type { Host, Looks } from "../../core/host.ts";
import { isInside } from "../../core/isInside.ts";
import type { Discovered, DiscoverOptions } from "../../core/provider.ts";
import { setting } from "../../core/variables.ts";
import { distinctPaths, expandedPath } from "./condaPath.ts";
import { finishedRow, journalPlace } from "./create/finishedRow.ts";
import { type Unfinished, unfinishedPrefixes } from "./create/unfinished.ts";
import { environmentsTxt, registeredPrefixes } from "./environmentsTxt.ts";
import { installations, type PrefixPlaces, prefixPlaces } from "./installations.ts";
import { type PrefixCollection, prefixCollection } from "./prefixCollection.ts";
import { historyOf, type Prefix, prefixRow } from "./prefixRow.ts";
import { rcFiles } from "./rcFiles.ts";

/**
 * The conda environments of the machine. The order of places, which decides the path of a row: environments.txt; folders named
 * by variables and rc files; installations with their `envs`, those named by variables first; `~/.conda/envs`; pixi's global
 * ones; the setting.
 */
export function discoverMachine(
	host: Host,
	{ searchPaths }: DiscoverOptions,
	signal: AbortSignal,
): AsyncGenerator<Discovered> {
	return rows(host, signal, async (collection, places) => {
		const registered = (await told(collection, () => registeredPrefixes(host))) ?? [];
		collection.tell({ kind: "place", path: environmentsTxt(host) });
		await collection.add(registered);
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
		}
		await collection.addBelow([...usersFolders(host), host.path.join(places.pixiHome, "envs")]);
		await collection.add(activePrefixes(host));
		for (const path of distinctPaths(host, searchPaths)) {
			await collection.add([path]);
			await collection.addBelow([path, host.path.join(path, "envs")]);
		}
	});
}

/**
 * The conda environments in a workspace folder: its children (`.conda` and `env` first), those of its pixi project, and those
 * in folders that rc files and variables name relative to it.
 */
export function discoverFolder(host: Host, folder: string, signal: AbortSignal): AsyncGenerator<Discovered> {
	const below = (name: string): string => host.path.join(folder, name);
	const collect: Collect = async (collection, places) => {
		await collection.add([below(".conda"), below("conda"), below("env")]);
		await collection.addBelow([folder]);
		await collection.addBelow([host.path.join(folder, ".pixi", "envs")]);
		await collection.add([folder]);
		if (signal.aborted) return;
		const roots = await installations(host, [], places);
		const { directories } = await rcFiles(host, roots);
		const relative = [...environmentFolders(host), ...directories].filter((path) => !host.path.isAbsolute(path));
		await collection.addBelow(relative.map(below), true);
	};
	return rows(host, signal, collect, folder);
}

type Collect = (collection: PrefixCollection, places: PrefixPlaces) => Promise<void>;

/** The host watches at most 200 paths, which include the folders of environments. */
const maxWatchedFiles = 100;

/** Awaiting a look for each of a thousand prefixes takes longer than the lookups of half of them. */
const prefixesPerLook = 2;

async function* rows(host: Host, signal: AbortSignal, collect: Collect, folder?: string): AsyncGenerator<Discovered> {
	const places = prefixPlaces(host);
	const collection = prefixCollection(host, places, signal);
	await collect(collection, places);
	const unfinished = await unfinishedPrefixes(host);
	if (folder === undefined) collection.tell({ kind: "place", path: journalPlace(host) });
	for (const news of collection.news()) yield news;
	const prefixes = collection.prefixes();
	let watched = 0;
	for (let at = 0; at < prefixes.length; at += prefixesPerLook) {
		if (signal.aborted) return;
		const some = prefixes.slice(at, at + prefixesPerLook);
		for (const found of await host.look((looks) =>
			some.map((prefix) => seen(host, looks, prefix, { places, unfinished, folder })),
		)) {
			if (signal.aborted) return;
			if (found?.kind === "fault") {
				collection.tell(found);
				for (const news of collection.news()) yield news;
			}
			if (found?.kind !== "environment") continue;
			yield found;
			watched += 1;
			if (watched <= maxWatchedFiles) yield { kind: "place", path: historyOf(host, found.environment.location) };
		}
	}
}

function seen(
	host: Host,
	looks: Looks,
	prefix: Prefix,
	{ places, unfinished, folder }: { places: PrefixPlaces; unfinished: Unfinished; folder: string | undefined },
): Discovered | undefined {
	const within = folder !== undefined && isInside(host, folder, prefix.path) ? folder : undefined;
	try {
		const environment = finishedRow(host, prefixRow(looks, prefix, places, within), unfinished);
		return environment === undefined ? undefined : { kind: "environment", environment };
	} catch (cause) {
		return { kind: "fault", fault: faultOrThrow(cause) };
	}
}

const told = <T>(collection: PrefixCollection, read: () => Promise<T>): Promise<T | undefined> =>
	orReport(read, (fault) => collection.tell({ kind: "fault", fault }));

/** Folders of environments named by variables, expanded; some may be relative. */
function environmentFolders(host: Host): readonly string[] {
	const values = ["CONDA_ENVS_DIRS", "CONDA_ENVS_PATH", "MAMBA_ENVS_DIRS"].flatMap((name) =>
		entriesOf(host, setting(host, name)),
	);
	return values.flatMap((value) => expandedPath(host, value) ?? []);
}

/** The environments that are active, or stacked below, in the shell that started us; they may be registered nowhere. */
function activePrefixes(host: Host): readonly string[] {
	const named = Object.entries(host.variables).filter(([name]) => /^CONDA_PREFIX(?:_\d+)?$/i.test(name));
	return distinctPaths(
		host,
		named.map(([, prefix]) => prefix).filter((prefix) => host.path.isAbsolute(prefix)),
	);
}

/** Where conda puts environments if the installation's own `envs` is not writable (conda's context.envs_dirs). */
function usersFolders(host: Host): readonly string[] {
	const { path, home } = host;
	const own = path.join(home, ".conda", "envs");
	if (host.platform !== "win32") return [own];
	const local = setting(host, "LOCALAPPDATA") ?? path.join(home, "AppData", "Local");
	return [own, path.join(local, "conda", "conda", "envs")];
}

/** `~/.condarc` may be created later. */
const rcPlaces = (host: Host, files: readonly string[]): readonly string[] =>
	distinctPaths(host, [host.path.join(host.home, ".condarc"), ...files]);
