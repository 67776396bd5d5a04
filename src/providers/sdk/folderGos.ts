import type { Host } from "../../core/host.ts";
import type { Discovered } from "../../core/provider.ts";
import type { Found } from "./candidate.ts";
import { goOfVenv } from "./pythonGos.ts";
import { type GorootFound, rowOf } from "./row.ts";
import { faultsOf, gorootIn } from "./versionFolders.ts";

interface FolderPlace {
	readonly origin: string;
	find(host: Host, folder: string): AsyncIterable<Found>;
}

/** Where tools put a Go into a project. All but the last are links into the Nix store, where `share/go` is the GOROOT. */
const folderPlaces: readonly FolderPlace[] = [
	{ origin: "devbox", find: profile(".devbox", "nix", "profile", "default") },
	{ origin: "devenv", find: profile(".devenv", "profile") },
	{ origin: "flox", find: floxProfiles },
	{ origin: "PyPI", find: (host, folder) => goOfVenv(host, host.path.join(folder, ".venv")) },
	{ origin: "PyPI", find: (host, folder) => goOfVenv(host, host.path.join(folder, "venv")) },
];

/** The Gos that tools put into a workspace folder: they belong to the folder, although their links point outside. */
export async function* discoverFolderSdks(host: Host, folder: string, signal: AbortSignal): AsyncGenerator<Discovered> {
	const seen = new Set<string>();
	for (const { origin, find } of folderPlaces) {
		for await (const found of find(host, folder)) {
			if (signal.aborted) return;
			if (found.kind !== "candidate") {
				yield found;
				continue;
			}
			const real = await host.realPath(found.goroot).catch(() => undefined);
			if (seen.has(real ?? found.goroot)) continue;
			seen.add(real ?? found.goroot);
			const goroot: GorootFound = {
				candidates: [found],
				origin,
				...(found.problem === undefined ? {} : { problem: found.problem }),
				...(real === undefined ? {} : { real }),
			};
			const row = await host.look((looks) => rowOf(host, looks, goroot));
			yield { kind: "environment", environment: { ...row, folder } };
		}
	}
}

function profile(...parts: readonly string[]): FolderPlace["find"] {
	return (host, folder) => profileAt(host, host.path.join(folder, ...parts));
}

function profileAt(host: Host, link: string): AsyncIterable<Found> {
	return faultsOf(() => gorootIn(host, host.path.join(link, "share", "go")));
}

/** `.flox/run/x86_64-linux.name.dev` and `….run`, one per mode. */
function floxProfiles(host: Host, folder: string): AsyncIterable<Found> {
	return faultsOf(async function* () {
		const run = host.path.join(folder, ".flox", "run");
		for (const { name } of (await host.list(run)) ?? []) yield* profileAt(host, host.path.join(run, name));
	});
}
