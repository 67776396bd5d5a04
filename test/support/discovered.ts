import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Fault } from "../../src/core/fault.ts";
import type { Host } from "../../src/core/host.ts";
import type { Discovered, DiscoverOptions, Provider } from "../../src/core/provider.ts";

export interface DiscoveredAll {
	readonly environments: readonly GoEnvironment[];
	readonly faults: readonly Fault[];
	readonly places: readonly string[];
}

/** Everything that a provider yields for the machine. */
export async function discoveredBy(
	provider: Pick<Provider, "discoverMachine">,
	host: Host,
	options: DiscoverOptions = { searchPaths: [] },
): Promise<DiscoveredAll> {
	return await collected(provider.discoverMachine(host, options, new AbortController().signal));
}

/** Everything that a provider yields for a workspace folder. */
export async function discoveredIn(
	provider: Pick<Provider, "discoverFolder">,
	host: Host,
	folder: string,
	options: DiscoverOptions = { searchPaths: [] },
): Promise<DiscoveredAll> {
	return await collected(provider.discoverFolder(host, folder, options, new AbortController().signal));
}

async function collected(discovered: AsyncIterable<Discovered>): Promise<DiscoveredAll> {
	const environments: GoEnvironment[] = [];
	const faults: Fault[] = [];
	const places: string[] = [];
	for await (const found of discovered) {
		if (found.kind === "environment") environments.push(found.environment);
		else if (found.kind === "fault") faults.push(found.fault);
		else places.push(found.path);
	}
	return { environments, faults, places };
}
