import { describe, expect, it } from "vitest";
import type { GoEnvironment } from "../../../src/core/environment.ts";
import { foundRows } from "../../../src/present/picker/foundRows.ts";
import type { PickerRow } from "../../../src/present/picker/pickerRow.ts";
import { pickerRows } from "../../../src/present/picker/pickerRows.ts";
import { row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces, requirement, titles } from "../../support/states.ts";

const sdk = row({ provider: "sdk", name: "go1.26.8", version: "1.26.8" });
const old = row({
	provider: "conda",
	name: "development",
	version: "1.21.7",
	location: "/home/u/miniforge3/envs/development",
});
const ci = row({ provider: "conda", name: "ci", version: "1.25.3" });
const shell = row({ provider: "flake", name: "#go1.27", location: "/w/api", toolchain: { kind: "unknown" } });

const state = folderState(inherits(sdk, { recommended: sdk }), { requirements: [requirement("1.27", { met: false })] });

function found(typed: string, environments: readonly GoEnvironment[], isListing = false): readonly PickerRow[] {
	const all = pickerRows({ host: linuxPlaces, environments, titles, state, isTrusted: true, verdicts: new Map() });
	return foundRows({ host: linuxPlaces, state, isListing }, all, typed);
}

const labels = (typed: string, environments = [sdk, old, ci], isListing = false): readonly string[] =>
	found(typed, environments, isListing).map(({ label }) => label);

describe("what the picker finds", () => {
	it.each(["1.27", "go1.27", "Go 1.27", "v1.27", " 1.27 "])(
		"says of %j that it is not there, and leaves no other Go",
		(typed) => {
			expect(labels(typed)).toEqual(["Go 1.27 is not on this machine", "Get Go 1.27…", "Add a Go by path…"]);
		},
	);

	it("says what is in use, whose section is not shown then", () => {
		const rows = found("1.26", [sdk, old, ci]).filter((one) => one.kind === "choice");
		const said = rows.filter(({ detail }) => detail?.startsWith("in use"));
		expect(said).toEqual([expect.objectContaining({ label: "Inherited Go", mark: "in-use" })]);
	});

	it("says it with what is required, as a row that chooses nothing and is shown whatever was typed", () => {
		const [absent, creation, way] = found("1.27", [sdk, old, ci]);
		expect(absent).toMatchObject({
			choice: { kind: "absent" },
			detail: "go.mod:3 needs Go 1.27 or later",
			isFound: true,
		});
		expect(creation).toMatchObject({ choice: { kind: "create", version: "1.27" }, isFound: true });
		expect(way).toMatchObject({ choice: { kind: "path" }, isFound: true });
	});

	it("does not take a release for another one that begins alike", () => {
		const later = row({ provider: "sdk", name: "go1.27.12", version: "1.27.12" });
		expect(labels("go1.27.1", [sdk, later])).toEqual([
			"Go 1.27.1 is not on this machine",
			"Get Go 1.27.1…",
			"Go 1.27.12",
			"Add a Go by path…",
		]);
	});

	it("takes a version that is still being typed for none that is absent", () => {
		expect(labels("1.2")).not.toContain("Go 1.2 is not on this machine");
		const candidate = row({ provider: "sdk", name: "next", version: "1.28rc1" });
		expect(labels("1.28r", [candidate])).toEqual(["Go 1.28rc1 (next)"]);
		// a complete release is not a prefix of another
		const later = row({ provider: "sdk", name: "next", version: "1.28.12" });
		expect(labels("1.28.1", [later])).toContain("Go 1.28.1 is not on this machine");
	});

	it("finds no action, whatever it is called", () => {
		const action: PickerRow = { kind: "choice", choice: { kind: "save" }, label: "Save 1.27.1", mark: "action" };
		expect(foundRows({ host: linuxPlaces, isListing: true }, [action], "1.27")).toEqual([]);
	});

	it("finds a version in every way of writing it, whatever the row is called", () => {
		for (const typed of ["1.25", "1.25.3", "go1.25.3", "go 1.25", "1.2", "1.25."])
			expect(labels(typed)).toContain("Go 1.25.3 (ci)");
		expect(labels("go1.25.3")).toEqual(["Go 1.25.3 (ci)"]);
		// also the inherited Go and the recommended one
		expect(labels("1.26.8")).toEqual(["Go 1.26.8", "Inherited Go", "Go 1.26.8"]);
	});

	it("says nothing of a version that a name may stand for, or while rows still come", () => {
		expect(labels("1.27", [sdk, shell])).toEqual(["#go1.27"]);
		expect(labels("1.27", [sdk], true)).toEqual([]);
	});

	it("says it also above a row whose name alone holds the version", () => {
		const named = row({ provider: "conda", name: "app-1.27", version: "1.26.8" });
		expect(labels("1.27", [named])).toEqual([
			"Go 1.27 is not on this machine",
			"Get Go 1.27…",
			"Go 1.26.8 (app-1.27)",
			"Add a Go by path…",
		]);
	});

	it("leaves everything else to the editor's own search", () => {
		for (const typed of ["", "ci", "go", "miniforge3", "1x y", "9"]) expect(labels(typed)).toContain("Settings");
	});
});
