import { afterEach, describe, expect, it } from "vitest";
import { discover } from "../../src/core/discovery/discovery.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Platform } from "../../src/core/host.ts";
import { providers } from "../../src/providers/index.ts";
import { writeMachine } from "../fixtures/machine.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const plan = { conda: { environments: 12, records: 30, withoutGo: 4 }, gvm: 5, sdks: 14 };

async function listed({ host }: Machine): Promise<ReadonlyMap<string, readonly GoEnvironment[]>> {
	const options = { searchPaths: [] };
	const listings = await discover({ host, providers, options, signal: new AbortController().signal });
	for (const [name, { state }] of listings) expect(state, name).toMatchObject({ kind: "listed", faults: [] });
	return new Map([...listings].map(([name, { state }]) => [name, state.environments]));
}

const sorted = (texts: Iterable<string>): readonly string[] => [...texts].sort((a, b) => a.localeCompare(b));

describe.each<Platform>(["linux", "darwin", "win32"])("a machine with everything, on %s", (platform) => {
	it("is listed whole: each place once, each with the version that lies there", async () => {
		made = machine({ platform });
		const { path, home } = made.host;
		const fixture = writeMachine({ platform, path, home, place: made.place }, plan);
		const rows = await listed(made);
		const conda = rows.get("conda") ?? [];
		const sdk = rows.get("sdk") ?? [];
		const gvm = rows.get("gvm") ?? [];
		expect(sorted(conda.map(({ location }) => location))).toEqual(sorted(fixture.conda.prefixes));
		expect(conda.filter(({ toolchain }) => toolchain.kind === "known")).toHaveLength(fixture.conda.withGo);
		expect(conda.filter(({ toolchain }) => toolchain.kind === "broken")).toEqual([]);
		expect(sorted(sdk.map(({ location }) => location))).toEqual(sorted(fixture.sdks));
		expect(sorted(gvm.map(({ name }) => name))).toEqual(sorted(fixture.gvm?.environments ?? []));
		expect([...sdk, ...gvm].filter(({ toolchain }) => toolchain.kind !== "known")).toEqual([]);
		for (const { location, toolchain } of sdk) {
			if (toolchain.kind === "known") expect(location).toContain(toolchain.version);
		}
	});

	it("costs few looks at the disk for each row", async () => {
		const calls = new Map<string, number>();
		made = machine({ platform, calls });
		const { path, home } = made.host;
		const target = { platform, path, home, place: made.place };
		const few = writeMachine(target, plan);
		await listed(made);
		const before = new Map(calls);
		calls.clear();
		const more = { ...plan, conda: { ...plan.conda, environments: 112 } };
		made.remove();
		const many = writeMachine(target, more);
		await listed(made.withOptions({ platform, calls }));
		const added = many.conda.prefixes.length - few.conda.prefixes.length;
		const each = (name: string): number => ((calls.get(name) ?? 0) - (before.get(name) ?? 0)) / added;
		// go/VERSION; conda-meta where there is no Go
		expect(each("read")).toBeLessThanOrEqual(1);
		expect(each("list")).toBeLessThanOrEqual(0.3);
		expect(each("own")).toBeLessThanOrEqual(8);
	});
});
