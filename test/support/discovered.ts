import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Fault } from "../../src/core/fault.ts";
import type { Host } from "../../src/core/host.ts";
import type { DiscoverOptions, Provider } from "../../src/core/provider.ts";

export interface DiscoveredAll {
	readonly environments: readonly GoEnvironment[];
	readonly faults: readonly Fault[];
	readonly places: readonly string[];
}

/** All that a provider tells of the machine. */
export async function discoveredBy(
	provider: Pick<Provider, "discoverMachine">,
	host: Host,
	options: DiscoverOptions = { searchPaths: [] },
): Promise<DiscoveredAll> {
	const environments: GoEnvironment[] = [];
	const faults: Fault[] = [];
	const places: string[] = [];
	for await (const found of provider.discoverMachine(host, options, new AbortController().signal)) {
		if (found.kind === "environment") environments.push(found.environment);
		else if (found.kind === "fault") faults.push(found.fault);
		else places.push(found.path);
	}
	return { environments, faults, places };
}
