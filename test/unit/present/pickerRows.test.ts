import { describe, expect, it } from "vitest";
import type { FolderState } from "../../../src/core/state.ts";
import { type PickerRow, pickerRows } from "../../../src/present/pickerRows.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, linuxPlaces, requirement, titles } from "../../support/states.ts";

const sdk = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6" });
const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });
const bare = row({ provider: "conda", name: "bare" });
const broken = row({
	provider: "conda",
	name: "half",
	toolchain: { kind: "broken", problem: { kind: "toolchain-missing", message: "GOROOT is gone." } },
});

const rows = (state: FolderState): readonly PickerRow[] =>
	pickerRows({
		host: linuxPlaces,
		environments: [sdk, ci, bare, broken],
		titles,
		state,
		verdicts: new Map([
			[goVersion("1.21.6"), false],
			[goVersion("1.22.5"), true],
		]),
	});

const lines = (state: FolderState): readonly string[] =>
	rows(state).map((each) =>
		each.kind === "section"
			? `— ${each.label}`
			: [each.mark, each.label, each.description, each.detail].filter((part) => part).join(" | "),
	);

describe("the picker", () => {
	it("has the recommended one first with its reason, then all by provider, what is not met and broken marked", () => {
		const state = folderState(
			{ kind: "inherited", reason: { kind: "none" }, environment: sdk, recommended: ci },
			{ requirements: [requirement("1.22", { met: false })] },
		);
		expect(lines(state)).toEqual([
			"— Recommended",
			"recommended | ci | Go 1.22.5 | /conda/ci · meets go.mod:3: Go 1.22 or later",
			"— Go SDKs",
			"warning | go1.21.6 | Go 1.21.6 | /sdk/go1.21.6 · does not meet go.mod:3: Go 1.22 or later",
			"— conda",
			"plain | ci | Go 1.22.5 | /conda/ci",
			"error | half | broken | /conda/half · GOROOT is gone.",
			"— Other",
			"in-use | Inherited Go | Go 1.21.6 · in use | /sdk/go1.21.6",
			"action | Refresh",
		]);
	});

	it("marks the one in use, and can clear a choice that was made", () => {
		const state = folderState({ kind: "chosen", environment: ci, reason: { kind: "pick" } });
		const shown = lines(state);
		expect(shown).toContain("in-use | ci | Go 1.22.5 · in use | /conda/ci");
		expect(shown.some((line) => line.startsWith("action | Clear the choice"))).toBe(true);
		expect(shown.some((line) => line.startsWith("— Recommended"))).toBe(false);
	});

	it("has nothing to clear where nothing was chosen", () => {
		const state = folderState({ kind: "chosen", environment: ci, reason: { kind: "setting" } });
		expect(lines(state).some((line) => line.includes("Clear"))).toBe(false);
	});

	it("has no row without Go", () => {
		const state = folderState({ kind: "inherited", reason: { kind: "none" } });
		expect(lines(state).some((line) => line.includes("bare"))).toBe(false);
	});
});
