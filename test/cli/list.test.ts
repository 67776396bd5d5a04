import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, type Json, temporaryHome } from "../support/cli.ts";
import { goroot } from "../support/machine.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome();
});
afterEach(() => home.remove());

/** As `go1.22.5 download` leaves it. */
const sdk = (version: string): ReturnType<typeof goroot> => ({
	...goroot(`~/sdk/go${version}`, version),
	[`~/sdk/go${version}/.unpacked-success`]: "",
});

const rowsOf = (answer: Json): readonly Json[] => answer["environments"] as readonly Json[];

describe("list --json", () => {
	it("has a row per environment in the written shape", async () => {
		home.write(sdk("1.22.5"));
		const answer = await home.json(["list", "--json"]);
		expect(Object.keys(answer)).toEqual(["schemaVersion", "environments", "faults"]);
		expect(answer).toMatchObject({ schemaVersion: 1, faults: [] });
		const location = home.place("~/sdk/go1.22.5");
		expect(rowsOf(answer).find((row) => row["location"] === location)).toEqual({
			id: `sdk:${location}`,
			provider: "sdk",
			name: "go1.22.5",
			version: "1.22.5",
			goroot: location,
			program: `${location}/bin/go`,
			location,
			toolchain: "known",
			otherPaths: [],
			problems: [],
			notes: [],
		});
	});
	it("lists a broken environment with its problem, and ends well", async () => {
		home.write({ ...sdk("1.22.5"), "~/sdk/go1.22.5/VERSION": "nothing\n" });
		const { status, stdout } = await home.run(["list", "--json"]);
		const row = rowsOf(JSON.parse(stdout) as Json).find(({ location }) => location === home.place("~/sdk/go1.22.5"));
		expect(row).toMatchObject({ toolchain: "broken", version: null, problems: [{ kind: "malformed" }] });
		expect(status).toBe(0);
	});
});
