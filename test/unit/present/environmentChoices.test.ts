import { describe, expect, it } from "vitest";
import { environmentChoices } from "../../../src/present/picker/environmentChoices.ts";
import { row } from "../../support/rows.ts";
import { linuxPlaces, titles } from "../../support/states.ts";

const mise = row({
	provider: "sdk",
	name: "go1.22.7",
	version: "1.22.7",
	location: "/home/u/.local/share/mise/installs/go/1.22.7",
});
const ci = row({ provider: "conda", name: "ci", version: "1.25.3" });
const shell = row({ provider: "flake", name: "#go1.27", location: "/w/api", toolchain: { kind: "unknown" } });

const labels = (typed: string, environments = [mise, ci]): readonly string[] =>
	environmentChoices(linuxPlaces, environments, titles, typed).map(({ label }) => label);

describe("environments to choose one of, for a command that comes without one", () => {
	it("are there by provider with version and place, where the editor's search looks", () => {
		expect(environmentChoices(linuxPlaces, [mise, ci], titles, "")).toMatchObject([
			{ kind: "section", label: "Go SDKs" },
			{ label: "Go 1.22.7", description: "~/.local/share/mise/installs/go/1.22.7" },
			{ kind: "section", label: "conda" },
			{ label: "Go 1.25.3 (ci)", description: "/conda/ci" },
		]);
	});

	it("are found by a version as in the picker: never another one whose place has its digits", () => {
		expect(labels("1.27")).toEqual([]);
		expect(labels("go1.25")).toEqual(["Go 1.25.3 (ci)"]);
		expect(labels("1.22.7")).toEqual(["Go 1.22.7"]);
		expect(labels("1.27", [mise, shell])).toEqual(["#go1.27"]);
		expect(environmentChoices(linuxPlaces, [mise], titles, "1.22")).toMatchObject([{ isFound: true }]);
	});

	it("are left to the editor's own search for everything else", () => {
		for (const typed of ["", "ci", "mise"]) expect(labels(typed)).toHaveLength(4);
	});
});
