import {
	type EnvironmentKind,
	environmentId,
	type GoEnvironment,
	type ProviderName,
	type Toolchain,
} from "../../src/core/environment.ts";
import type { Discovered, Provider } from "../../src/core/provider.ts";
import { type GoVersion, parseGoVersion } from "../../src/core/versions/goVersion.ts";
import { providers } from "../../src/providers/index.ts";

export function goVersion(text: string): GoVersion {
	const version = parseGoVersion(text);
	if (version === undefined) throw new Error(`${text} is no Go version`);
	return version;
}

/** The kind as defined by the real provider. */
function kindOf(name: ProviderName): EnvironmentKind {
	const kind = providers.find((provider) => provider.name === name)?.kind;
	if (kind === undefined) throw new Error(`${name} is no provider`);
	return kind;
}

/** A row as a provider would list it; `version` gives a known toolchain below `location`. */
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
		kind: given.kind ?? kindOf(given.provider),
		otherNames: [],
		location,
		toolchain,
		otherPaths: [],
		realPaths: [location],
		origin: given.provider,
		notes: [],
		problems: [],
		...(given.provider === "flake" ? shellFields(given.name) : {}),
		...given,
	};
}

const shellFields = (name: string): Pick<GoEnvironment, "shell" | "toolchain"> => ({
	shell: name.slice(name.indexOf("#") + 1),
	toolchain: { kind: "unknown" },
});

/** The real providers, on a machine without environments. */
export const emptyProviders = (): readonly Provider[] =>
	providers.map(({ name, shellFile }) => providerOf(name, [], shellFile === undefined ? {} : { shellFile }));

/** A provider that lists the given rows. */
export function providerOf(
	name: ProviderName,
	environments: readonly GoEnvironment[],
	more: Partial<Provider> = {},
): Provider {
	async function* all(): AsyncGenerator<Discovered> {
		for (const environment of environments) yield { kind: "environment", environment };
	}
	async function* none(): AsyncGenerator<Discovered> {}
	return {
		name,
		title: name,
		kind: more.kind ?? kindOf(name),
		discoverMachine: all,
		discoverFolder: none,
		classify: async () => undefined,
		...more,
	};
}
