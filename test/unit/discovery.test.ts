import { afterEach, expect, it, vi } from "vitest";
import { discover, environmentsOf, type Listing } from "../../src/core/discovery/discovery.ts";
import { FaultError } from "../../src/core/fault.ts";
import type { Discovered, Provider } from "../../src/core/provider.ts";
import { type Machine, machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const ci = row({ provider: "conda", name: "ci", version: "1.21.6" });
const sdk = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5" });

function listingOf(provider: Partial<Provider>): Promise<ReadonlyMap<string, Listing>> {
	made = machine();
	return discover({
		host: made.host,
		providers: [providerOf("conda", [], provider), providerOf("sdk", [sdk])],
		options: { searchPaths: [] },
		signal: new AbortController().signal,
		timeoutMs: 50,
	});
}

async function* one(): AsyncGenerator<Discovered> {
	yield { kind: "environment", environment: ci };
}

it("a provider that throws is one fault, and keeps what it found", async () => {
	const listings = await listingOf({
		async *discoverMachine() {
			yield* one();
			throw new FaultError({ kind: "not-readable", message: "It is locked.", file: "/f" });
		},
	});
	expect(listings.get("conda")?.state).toMatchObject({
		kind: "failed",
		environments: [ci],
		faults: [{ kind: "provider-failed", file: "/f" }],
	});
	expect(listings.get("sdk")?.state).toMatchObject({ kind: "listed", environments: [sdk] });
});

it("a provider that never ends is failed with what it found, and told to stop", async () => {
	let stopped = false;
	const listings = await listingOf({
		async *discoverMachine(_host, _options, signal) {
			yield* one();
			await new Promise((done) => signal.addEventListener("abort", done));
			stopped = true;
		},
	});
	expect(listings.get("conda")?.state).toMatchObject({ kind: "failed", environments: [ci] });
	expect(listings.get("sdk")?.state.kind).toBe("listed");
	await vi.waitFor(() => expect(stopped).toBe(true));
});

it("a cancelled listing ends at once with what it found", async () => {
	made = machine();
	const cancel = new AbortController();
	const provider = providerOf("conda", [], {
		async *discoverMachine() {
			yield* one();
			cancel.abort();
			await new Promise(() => {});
		},
	});
	const { host } = made;
	const listings = await discover({ host, providers: [provider], options: { searchPaths: [] }, signal: cancel.signal });
	expect(listings.get("conda")?.state).toMatchObject({ kind: "listed", environments: [ci], faults: [] });
});

it("an environment that is listed for the machine and inside a folder stays the folder's, where trust is asked for", () => {
	const inside = { ...ci, folder: "/home/u/app" };
	expect(environmentsOf([ci, sdk], [inside])).toEqual([inside, sdk]);
	expect(environmentsOf([ci, sdk])).toEqual([ci, sdk]);
});
