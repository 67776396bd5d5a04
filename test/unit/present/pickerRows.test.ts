import { describe, expect, it } from "vitest";
import { emptyActivation } from "../../../src/core/activation.ts";
import type { FolderState, Selection } from "../../../src/core/state.ts";
import type { PickerRequest, PickerRow } from "../../../src/present/picker/pickerRow.ts";
import { pickerRows, startOf } from "../../../src/present/picker/pickerRows.ts";
import type { TerminalGo } from "../../../src/present/texts/terminalGo.ts";
import { onWindows } from "../../../src/providers/flake/flakeRows.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces, requirement, titles } from "../../support/states.ts";

const sdk = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6" });
const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });
const bare = row({ provider: "conda", name: "bare" });
const broken = row({
	provider: "conda",
	name: "half",
	toolchain: { kind: "broken", problem: { kind: "toolchain-missing", message: "GOROOT is gone." } },
});

const rows = (state?: FolderState, more: Partial<PickerRequest> = {}): readonly PickerRow[] =>
	pickerRows({
		host: linuxPlaces,
		environments: [sdk, ci, bare, broken],
		titles,
		...(state === undefined ? {} : { state }),
		isTrusted: true,
		verdicts: new Map([
			[goVersion("1.21.6"), false],
			[goVersion("1.22.5"), true],
		]),
		...more,
	});

const lines = (state?: FolderState, more: Partial<PickerRequest> = {}): readonly string[] =>
	rows(state, more).map((each) =>
		each.kind === "section"
			? `— ${each.label}`
			: [each.mark, each.label, each.description, each.detail].filter((part) => part).join(" | "),
	);

describe("the picker", () => {
	it("has the recommended one first with its reason, then all by provider, what is not met and broken marked", () => {
		const state = folderState(inherits(sdk, { recommended: ci }), {
			requirements: [requirement("1.22", { met: false })],
		});
		expect(lines(state)).toEqual([
			"— Recommended",
			"recommended | Go 1.22.5 (ci) | /conda/ci | meets go.mod:3: Go 1.22 or later",
			"— In use",
			"in-use | Inherited Go | Go 1.21.6 · /sdk/go1.21.6 | does not meet go.mod:3: Go 1.22 or later",
			"— Go SDKs",
			"warning | Go 1.21.6 | /sdk/go1.21.6 | does not meet go.mod:3: Go 1.22 or later",
			"— conda",
			"plain | Go 1.22.5 (ci) | /conda/ci",
			"error | half | /conda/half | broken · GOROOT is gone.",
			"— Other",
			"action | Create environment… | from a file of the folder, from packages, or a Go by its version",
			"action | Add a Go by path… | a GOROOT, a go program, or a conda environment",
			"action | Refresh",
			"action | Settings",
		]);
	});

	it("offers to let go switch after the recommended one, and says that go may download", () => {
		const state = folderState(
			{ kind: "chosen", reason: { kind: "pick" }, environment: sdk, recommended: ci },
			{ requirements: [requirement("1.22", { met: false })], wouldSwitchTo: goVersion("1.22.0") },
		);
		expect(lines(state).slice(0, 3)).toEqual([
			"— Recommended",
			"recommended | Go 1.22.5 (ci) | /conda/ci | meets go.mod:3: Go 1.22 or later",
			"action | Let go switch to Go 1.22.0 | for go.mod:3; go tries to download it",
		]);
	});

	it("says of a flake that a file names that it cannot be used here", () => {
		const flake = row({
			provider: "flake",
			name: "#default",
			location: "/w/api",
			notActivatable: onWindows("#default"),
		});
		const state = folderState(inherits(sdk, { recommended: flake }), {
			requirements: [requirement("1.22", { met: false })],
		});
		expect(lines(state).slice(0, 2)).toEqual(["— Recommended", "named | #default | /w/api | cannot be used here"]);
	});

	it("does not say of a flake that was not evaluated that it meets a requirement", () => {
		const flake = row({ provider: "flake", name: "#default", location: "/w/api", toolchain: { kind: "unknown" } });
		const state = folderState(inherits(sdk, { recommended: flake }), {
			requirements: [requirement("1.22", { met: false })],
		});
		expect(lines(state)[1]).toBe("recommended | #default | /w/api | version not known yet");
	});

	const runs: TerminalGo = {
		program: "/usr/bin/go",
		version: goVersion("1.21.6"),
		goroot: sdk.location,
		origin: { kind: "go-extension" },
		requirements: [requirement("1.22", { met: false })],
	};

	it("has what terminals run in use, and the inherited Go that meets the requirement recommended", () => {
		const state = folderState(inherits(ci), { requirements: [requirement("1.22")] });
		const shown = lines(state, { runs });
		expect(shown.slice(0, 4)).toEqual([
			"— Recommended",
			"recommended | Inherited Go | Go 1.22.5 · /conda/ci | meets go.mod:3: Go 1.22 or later",
			"— In use",
			"in-use | Go 1.21.6 | /sdk/go1.21.6 | the Go extension · does not meet go.mod:3: Go 1.22 or later",
		]);
		expect(shown).toContain(
			"plain | Inherited Go | Go 1.22.5 · /conda/ci | terminals run Go 1.21.6 because of the Go extension",
		);
		expect(startOf(rows(state, { runs }).filter((each) => each.kind === "choice"))?.label).toBe("Inherited Go");
	});

	it("has what is selected beside what terminals run, begins there, and leads to the check", () => {
		const state = folderState(
			{ kind: "chosen", environment: ci, reason: { kind: "pick" } },
			{ requirements: [requirement("1.22")] },
		);
		expect(lines(state, { runs }).slice(0, 6)).toEqual([
			"— Recommended",
			"action | Check what new terminals run | terminals run Go 1.21.6 because of the Go extension",
			"— In use",
			"in-use | Go 1.21.6 | /sdk/go1.21.6 | the Go extension · does not meet go.mod:3: Go 1.22 or later",
			"— Selected",
			"selected | Go 1.22.5 (ci) | /conda/ci | terminals run Go 1.21.6 because of the Go extension",
		]);
		expect(startOf(rows(state, { runs }).filter((each) => each.kind === "choice"))?.label).toBe("Go 1.22.5 (ci)");
	});

	it("says of what is in use that its files changed since it was activated", () => {
		const activated = { activation: emptyActivation, toolchain: ci.toolchain, inputs: [], warnings: [], scripts: [] };
		const chosen: Selection = { kind: "chosen", environment: ci, reason: { kind: "pick" } };
		expect(lines(folderState(chosen, { activation: { kind: "outdated", activated } }))).toContain(
			"in-use | Go 1.22.5 (ci) | /conda/ci | changed since it was activated",
		);
	});

	it("has nothing in use in Restricted Mode", () => {
		const state = folderState({ kind: "chosen", environment: ci, reason: { kind: "setting" } });
		const shown = lines(state, { isTrusted: false });
		expect(shown.slice(0, 2)).toEqual(["— Selected", "selected | Go 1.22.5 (ci) | /conda/ci | not active"]);
		expect(shown.filter((line) => /in.use/i.test(line))).toEqual([]);
	});

	it("names an inherited Go that is not listed", () => {
		const shim = { kind: "shim", manager: "asdf", program: "/home/u/.asdf/shims/go" } as const;
		const shown = lines(folderState(inherits(undefined, { inherited: shim })));
		expect(shown.slice(0, 2)).toEqual(["— In use", "in-use | Inherited Go | Go (asdf) · ~/.asdf/shims/go"]);
	});

	it("begins at the current one, unless it does not fit and one is recommended, and never at what cannot be used here", () => {
		const flake = row({
			provider: "flake",
			name: "#default",
			location: "/w/api",
			notActivatable: onWindows("#default"),
		});
		const start = (state: FolderState): string | undefined =>
			startOf(rows(state).filter((each) => each.kind === "choice"))?.label;
		const inherited = inherits(sdk);
		const unmet = { requirements: [requirement("1.22", { met: false })] };
		expect(start(folderState({ ...inherited, recommended: ci }, unmet))).toBe("Go 1.22.5 (ci)");
		expect(start(folderState({ ...inherited, recommended: ci }))).toBe("Inherited Go");
		expect(start(folderState(inherited, unmet))).toBe("Inherited Go");
		expect(start(folderState({ ...inherited, recommended: flake }))).toBe("Inherited Go");
		const fault = { kind: "selection-missing", message: "It is gone." } as const;
		const missing = { kind: "missing", reference: "x", reason: { kind: "pick" }, fault } as const;
		expect(start(folderState({ ...missing, recommended: flake }))).toBe("Go 1.21.6");
		expect(start(folderState({ ...missing, recommended: ci }))).toBe("Go 1.22.5 (ci)");
	});

	it("has what is required, what is met and what is in use only where no search looks", () => {
		const state = folderState(inherits(sdk, { recommended: ci }), {
			requirements: [requirement("1.27", { met: false })],
		});
		const searched = rows(state).flatMap((each) =>
			each.kind === "choice" ? [each.label, each.description ?? ""] : [],
		);
		expect(searched.filter((text) => /1\.27|meet|in use|cannot/.test(text))).toEqual([]);
		expect(lines(state).filter((line) => line.includes("1.27")).length).toBeGreaterThan(1);
	});

	it("lists the machine where no folder is open, with what goes without one", () => {
		expect(lines()).toEqual([
			"— Go SDKs",
			"plain | Go 1.21.6 | /sdk/go1.21.6",
			"— conda",
			"plain | Go 1.22.5 (ci) | /conda/ci",
			"error | half | /conda/half | broken · GOROOT is gone.",
			"— Other",
			"action | Add a Go by path… | a GOROOT, a go program, or a conda environment",
			"action | Refresh",
			"action | Settings",
		]);
	});

	it("has the one in use that only a path leads to", () => {
		const own = row({ provider: "sdk", name: "go1.23.1", version: "1.23.1", location: "/opt/own" });
		const state = folderState({ kind: "chosen", environment: own, reason: { kind: "pick" } });
		expect(lines(state)).toContain("in-use | Go 1.23.1 | /opt/own");
	});

	it("offers to save a choice that was made, but none that leads nowhere", () => {
		const saves = (state: FolderState): boolean => lines(state).some((line) => line.includes("| Save to workspace"));
		const reason = { kind: "pick" } as const;
		expect(saves(folderState({ kind: "chosen", environment: ci, reason }))).toBe(true);
		expect(saves(folderState(inherits(undefined, { reason })))).toBe(true);
		const fault = { kind: "selection-missing", message: "It is gone." } as const;
		expect(saves(folderState({ kind: "missing", reference: "ci", reason, fault }))).toBe(false);
		expect(saves(folderState({ kind: "chosen", environment: ci, reason: { kind: "setting" } }))).toBe(false);
	});

	it("marks the one in use, and can clear a choice that was made", () => {
		const state = folderState({ kind: "chosen", environment: ci, reason: { kind: "pick" } });
		const shown = lines(state);
		expect(shown).toContain("in-use | Go 1.22.5 (ci) | /conda/ci");
		expect(shown.some((line) => line.startsWith("action | Clear selection"))).toBe(true);
		expect(shown.some((line) => line.startsWith("— Recommended"))).toBe(false);
	});

	it("has nothing to clear where nothing was chosen", () => {
		const state = folderState({ kind: "chosen", environment: ci, reason: { kind: "setting" } });
		expect(lines(state).some((line) => line.includes("Clear"))).toBe(false);
	});

	it("has no row without Go", () => {
		const state = folderState(inherits());
		expect(lines(state).some((line) => line.includes("bare"))).toBe(false);
	});
});
