import { chmodSync, utimesSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listingPrintsOf } from "../../src/core/activation/fingerprint.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine;
beforeEach(() => {
	made = machine({ files: { "/bin/go": { program: "go" } } });
});
afterEach(() => made.remove());

const print = async (): Promise<string | undefined> => (await listingPrintsOf(made.host, ["/bin"]))["/bin"];
const dated = (seconds: number): void => utimesSync(made.place("/bin/go"), seconds, seconds);

it.each<[string, () => void]>([
	["name", () => made.write({ "/bin/ls": "" })],
	[
		"size",
		() => {
			made.write({ "/bin/go": { program: "longer" } });
			dated(1000);
		},
	],
	["time", () => dated(2000)],
	["permission to run", () => chmodSync(made.place("/bin/go"), 0o600)],
])("the listing of a folder changes with each %s alone", async (_, change) => {
	dated(1000);
	const before = await print();
	expect(await print()).toBe(before);
	change();
	expect(await print()).not.toBe(before);
});
