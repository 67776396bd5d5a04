import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MachineListing, machineListing } from "../../src/core/discovery/machineListing.ts";
import type { GoEnvironment, ProviderName } from "../../src/core/environment.ts";
import type { Host } from "../../src/core/host.ts";
import type { Provider } from "../../src/core/provider.ts";
import { type Machine, machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

const sdk = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/sdk/go" });
const gvm = row({ provider: "gvm", name: "go1.21.6", version: "1.21.6", location: "/gvm/go" });

let made: Machine;
let listing: MachineListing;
let rows: Map<ProviderName, GoEnvironment[]>;
let listed: ProviderName[];
let order: ProviderName[];
let told: boolean[];
/** The watched paths, by the callback. */
let watchers: Map<() => void, readonly string[]>;
let waiting: Map<string, () => Promise<void>>;

const provider = (name: ProviderName): Provider => ({
	...providerOf(name, []),
	async *discoverMachine() {
		listed.push(name);
		yield { kind: "place", path: `/${name}` };
		for (const environment of rows.get(name) ?? []) yield { kind: "environment", environment };
	},
});

/** Simulates a change on disk. */
async function change(place: string): Promise<void> {
	for (const [changed, places] of [...watchers]) if (places.includes(place)) changed();
	const acts = [...waiting.values()];
	waiting.clear();
	for (const act of acts) await act();
}

beforeEach(() => {
	made = machine();
	rows = new Map([
		["sdk", [sdk]],
		["gvm", [gvm]],
	]);
	listed = [];
	order = ["sdk", "gvm"];
	told = [];
	watchers = new Map();
	waiting = new Map();
	const host: Host = {
		...made.host,
		watch(paths, changed) {
			watchers.set(changed, paths);
			return { dispose: () => watchers.delete(changed) };
		},
	};
	listing = machineListing({
		host,
		wanted: () => ({ providers: order.map(provider), searchPaths: [] }),
		changed: (isDone) => told.push(isDone),
		later: (key, act) => waiting.set(key, act),
	});
});
afterEach(() => {
	listing.dispose();
	made.remove();
});

describe("the listing of the machine", () => {
	it("is not complete before it has begun, while a provider has found nothing yet, and only then", async () => {
		expect(listing.isListing).toBe(true);
		const end = listing.refresh();
		expect(listing.isListing).toBe(true);
		await end;
		expect(listing.isListing).toBe(false);
		order = [];
		await listing.refresh();
		expect(listing.isListing).toBe(false);
	});

	it("lists a provider anew, and no other, when one of its places changes", async () => {
		await listing.refresh();
		expect(listed).toEqual(["sdk", "gvm"]);
		rows.set("gvm", []);
		await change("/gvm");
		expect(listed).toEqual(["sdk", "gvm", "gvm"]);
		expect(listing.environments.map(({ id }) => id)).toEqual([sdk.id]);
		expect(told.at(-1)).toBe(true);
	});

	it("tells nothing where a new listing finds what was there", async () => {
		await listing.refresh();
		told = [];
		await change("/sdk");
		expect(listed).toEqual(["sdk", "gvm", "sdk"]);
		expect(told).toEqual([]);
	});

	it("keeps what was there on the screen until the new listing is complete", async () => {
		await listing.refresh();
		rows.set("sdk", [sdk, row({ provider: "sdk", name: "go1.23.0", version: "1.23.0", location: "/sdk/new" })]);
		const refreshed = listing.refresh();
		expect(listing.environments).toHaveLength(2);
		await refreshed;
		expect(listing.environments).toHaveLength(3);
	});

	it("forgets a provider that is switched off, with its watchers, and follows the order of the setting", async () => {
		await listing.refresh();
		order = ["gvm"];
		await listing.refresh();
		expect([...listing.state.providers.keys()]).toEqual(["gvm"]);
		expect([...watchers.values()].flat()).toEqual(["/gvm"]);
		order = ["gvm", "sdk"];
		await listing.refresh();
		expect(listing.environments.map(({ provider: of }) => of)).toEqual(["gvm", "sdk"]);
	});

	it("watches nothing any more when it is disposed of", async () => {
		await listing.refresh();
		expect(watchers.size).toBe(2);
		listing.dispose();
		expect(watchers.size).toBe(0);
	});
});
