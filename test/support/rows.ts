import { environmentId, type GoEnvironment, type ProviderName, type Toolchain } from "../../src/core/environment.ts";
import type { Discovered, Provider } from "../../src/core/provider.ts";
import { type GoVersion, parseGoVersion } from "../../src/core/versions/goVersion.ts";

export function goVersion(text: string): GoVersion {
	const version = parseGoVersion(text);
	if (version === undefined) throw new Error(`${text} is no Go version`);
	return version;
}

/** A row as a provider would list it; `version` makes a known toolchain below `location`. */
export function row(
	fields: Partial<GoEnvironment> & { provider: ProviderName; name: string; version?: string },
): GoEnvironment {
	const { version, ...given } = fields;
	const location = given.location ?? `/${given.provider}/${given.name}`;
	const toolchain: Toolchain =
		version === undefined
			? { kind: "none" }
			: { kind: "known", version: goVersion(version), goroot: location, program: `${location}/bin/go` };
	return {
		id: environmentId(given.provider, location),
		otherNames: [],
		location,
		toolchain,
		otherPaths: [],
		realPaths: [location],
		origin: given.provider,
		notes: [],
		problems: [],
		...given,
	};
}

/** A provider that lists what it is given. */
export function providerOf(
	name: ProviderName,
	environments: readonly GoEnvironment[],
	more: Partial<Provider> = {},
): Provider {
	async function* all(): AsyncGenerator<Discovered> {
		for (const environment of environments) yield { kind: "environment", environment };
	}
	async function* none(): AsyncGenerator<Discovered> {}
	return { name, title: name, discoverMachine: all, discoverFolder: none, classify: async () => undefined, ...more };
}
