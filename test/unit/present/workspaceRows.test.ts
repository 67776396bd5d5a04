import { describe, expect, it } from "vitest";
import { emptyActivation } from "../../../src/core/activation.ts";
import type { Fault } from "../../../src/core/fault.ts";
import type { FolderState, JudgedSpecification, Selection } from "../../../src/core/state.ts";
import type { TreeRow } from "../../../src/present/sidebar/treeRow.ts";
import { type WorkspaceView, workspaceView } from "../../../src/present/sidebar/workspaceRows.ts";
import type { TerminalGo } from "../../../src/present/texts/terminalGo.ts";
import { onWindows } from "../../../src/providers/flake/flakeRows.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces, requirement } from "../../support/states.ts";
import { treeIds, treeLines } from "../../support/treeLines.ts";

const sdk = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6", location: "/home/u/sdk/go1.21.6" });
const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });

const inherited: Selection = inherits(sdk);
const missingFault: Fault = { kind: "reference-unknown", message: "There is no go-k8s." };

function specification(
	kind: JudgedSpecification["kind"],
	more: Partial<JudgedSpecification> = {},
): JudgedSpecification {
	return { kind, file: `/w/api/${kind}`, above: false, faults: [], ...more };
}

const view = (states: Readonly<Record<string, FolderState | undefined>>, isTrusted = true): WorkspaceView =>
	workspaceView({
		host: linuxPlaces,
		folders: Object.entries(states).map(([name, state]) => ({ folder: `/w/${name}`, name, state })),
		isTrusted,
	});

const lines = (state: FolderState): readonly string[] => treeLines(view({ api: state }).rows);

describe("the view Workspace", () => {
	it("has the folder with selection, requirement, and the file that decides", () => {
		const state = folderState(
			{ kind: "chosen", environment: ci, reason: { kind: "specification", file: "/w/api/.go-version", line: 1 } },
			{
				requirements: [requirement("1.22")],
				specifications: [specification(".go-version", { demand: { alternatives: ["1.22.5"], line: 1 } })],
			},
		);
		expect(lines(state)).toEqual([
			"folder: api | Go 1.22.5 (ci)",
			"  in-use: Uses ci | .go-version:1",
			"  met: Needs 1.22+ | go.mod:3",
			"  file: .go-version | 1.22.5 · decides",
		]);
	});

	it("has a row that can be updated for a file without a name from which the environment was made", () => {
		const selection: Selection = { kind: "chosen", environment: ci, reason: { kind: "pick" } };
		const made = specification("environment.yml", { creates: true, isNameless: true, selection });
		const { rows } = view({ api: folderState(selection, { specifications: [made] }) });
		const row = rows.flatMap(({ children }) => children ?? []).find(({ label }) => label === "environment.yml");
		expect(row).toMatchObject({ mark: "file", context: "file.updatable" });
	});

	it("has one row for a file beside which another one decides, and says why on hover", () => {
		const file = "/w/api/environment.yml";
		const message = "environment.yml names “conda:ci2”, but .go-version takes precedence and names “1.22.5”.";
		const state = folderState(
			{ kind: "chosen", environment: ci, reason: { kind: "specification", file: "/w/api/.go-version", line: 1 } },
			{
				specifications: [
					specification(".go-version", { demand: { alternatives: ["1.22.5"], line: 1 } }),
					specification("environment.yml", { demand: { alternatives: ["conda:ci2"], written: ["ci2"], line: 3 } }),
				],
				faults: [{ kind: "conflict", file, line: 3, message }],
			},
		);
		expect(lines(state).slice(2)).toEqual([
			"  file: .go-version | 1.22.5 · decides",
			"  warning: environment.yml | ci2 · not used",
		]);
		const row = view({ api: state }).rows[0]?.children?.at(-1);
		expect(row).toMatchObject({ spoken: "problem", action: { kind: "open", file, line: 3 } });
		expect(row?.tooltip).toContain(message);
	});

	it("in Restricted Mode does not say that what is selected is in use", () => {
		const chosen: Selection = { kind: "chosen", environment: ci, reason: { kind: "pick" } };
		const { rows } = view({ api: folderState(chosen, { requirements: [requirement("1.22")] }) }, false);
		expect(rows[1]?.children?.[0]).toMatchObject({
			label: "Selected: ci",
			description: "not active",
			mark: "restricted",
		});
	});

	it("names the Go that terminals run where that is another, and judges that one", () => {
		const runs: TerminalGo = {
			program: "/home/u/sdk/go1.24.13/bin/go",
			version: goVersion("1.24.13"),
			origin: { kind: "line", file: "/home/u/.bashrc", line: 3 },
			requirements: [requirement("1.25", { met: false })],
		};
		const state = folderState(inherited, { requirements: [requirement("1.21", { met: true })] });
		const { rows, badge } = running(state, runs);
		expect(rows[0]).toMatchObject({ description: "Go 1.24.13", mark: "warning", spoken: "requires attention" });
		expect(rows[0]?.children?.[0]).toMatchObject({
			label: "Terminals run Go 1.24.13",
			description: "~/.bashrc:3",
			mark: "in-use-unmet",
			spoken: "does not meet go.mod:3",
			action: { kind: "open", file: "/home/u/.bashrc", line: 3 },
		});
		expect(badge?.value).toBe(1);
	});

	const byGoExtension: TerminalGo = {
		program: "/home/u/sdk/go1.24.13/bin/go",
		version: goVersion("1.24.13"),
		origin: { kind: "go-extension" },
		requirements: [requirement("1.25", { met: false })],
	};
	const running = (state: FolderState, runs: TerminalGo): WorkspaceView =>
		workspaceView({ host: linuxPlaces, folders: [{ folder: "/w/api", name: "api", state, runs }], isTrusted: true });

	it("recommends the inherited Go where it meets what the one that terminals run does not", () => {
		const newer = row({ provider: "sdk", name: "go1.26.8", version: "1.26.8" });
		const of = (state: FolderState): readonly TreeRow[] => running(state, byGoExtension).rows[0]?.children ?? [];
		const rows = of(folderState(inherits(newer), { requirements: [requirement("1.25", { met: true })] }));
		expect(treeLines(rows)).toEqual([
			"in-use-unmet: Terminals run Go 1.24.13 | the Go extension",
			"selected: Inherited: Go 1.26.8 | /sdk/go1.26.8",
			"recommended: Go 1.26.8 | recommended · the inherited Go",
			"warning: Needs 1.25+ | not met · go.mod:3",
		]);
		expect(rows[2]).toMatchObject({ action: { kind: "use", reference: "inherited" }, folder: "/w/api" });
		// one that does not meet it either is no way out
		const old = of(folderState(inherits(sdk), { requirements: [requirement("1.25", { met: false })] }));
		expect(treeLines(old).filter((line) => line.startsWith("recommended"))).toEqual([]);
		expect(old[1]).toMatchObject({ mark: "selected-unmet", spoken: "does not meet go.mod:3" });
	});

	it("leads from a Go that terminals run, and nobody selected, to the check with its remedies", () => {
		const state = folderState({ kind: "chosen", environment: ci, reason: { kind: "pick" } });
		const rows = running(state, byGoExtension).rows[0]?.children ?? [];
		expect(rows[0]).toMatchObject({
			mark: "warning",
			spoken: "not the selected Go, does not meet go.mod:3",
			action: { kind: "operation", name: "checkTerminal" },
			folder: "/w/api",
			context: "terminals",
		});
		expect(rows[1]).toMatchObject({
			label: "Selected: ci",
			description: "your selection for this folder",
			mark: "selected",
		});
	});

	it("leads from no Go at all to a selection, and names an inherited Go that is not listed", () => {
		const first = (state: FolderState): TreeRow | undefined =>
			view({ api: { ...state, requirements: [requirement("1.21")] } }).rows[0]?.children?.[0];
		expect(first(folderState(inherits()))).toMatchObject({
			label: "No Go",
			action: { kind: "select" },
			context: "selection",
			folder: "/w/api",
		});
		const shim = { kind: "shim", manager: "asdf", program: "/home/u/.asdf/shims/go" } as const;
		expect(first(folderState(inherits(undefined, { inherited: shim })))).toMatchObject({
			label: "Inherits Go (asdf)",
			description: "~/.asdf/shims/go",
			mark: "in-use",
			context: "selection",
		});
	});

	it("says to a screen reader what only the icon of a selection shows, and leads out of a failure", () => {
		const chosen: Selection = { kind: "chosen", environment: ci, reason: { kind: "pick" } };
		const first = (more: Partial<FolderState>): TreeRow | undefined =>
			view({ api: folderState(chosen, more) }).rows[0]?.children?.[0];
		expect(first({ requirements: [requirement("1.25", { met: false })] })).toMatchObject({
			mark: "in-use-unmet",
			spoken: "does not meet go.mod:3",
		});
		const remedies = [{ text: "Try again.", action: { kind: "operation", name: "refresh" } }] as const;
		const fault: Fault = { kind: "activation-failed", message: "It broke.", remedies };
		expect(first({ activation: { kind: "failed", fault } })).toMatchObject({
			mark: "error",
			spoken: "problem",
			action: remedies[0].action,
		});
		expect(first({})).not.toHaveProperty("spoken");
	});

	it("leads from an environment whose files have changed to its activation", () => {
		const activated = { activation: emptyActivation, toolchain: ci.toolchain, inputs: [], warnings: [], scripts: [] };
		const activation = { kind: "outdated", activated } as const;
		const chosen: Selection = { kind: "chosen", environment: ci, reason: { kind: "pick" } };
		const { rows, badge } = view({ api: folderState(chosen, { activation }) });
		const used = rows[0]?.children?.find(({ id }) => id.endsWith("/selection"));
		expect(used).toMatchObject({
			mark: "warning",
			tooltip: [expect.stringContaining("have changed since it was activated")],
			action: { kind: "operation", name: "activate" },
			description: "changed since it was activated · your selection for this folder",
			context: "environment.inUse.waiting",
		});
		expect(badge?.value).toBe(1);
	});

	it("gives every row an id of its own, the same in the next tree", () => {
		const state = folderState(inherited, { requirements: [requirement("1.21")] });
		const first = treeIds(view({ api: state }).rows);
		expect(new Set(first).size).toBe(first.length);
		expect(treeIds(view({ api: state }).rows)).toEqual(first);
	});

	it("shows what is missing, what is recommended instead, and what is wrong, with the file to open", () => {
		const state = folderState(
			{
				kind: "missing",
				reference: "go-k8s",
				reason: { kind: "specification", file: "/w/api/environment.yml", line: 2 },
				fault: missingFault,
				recommended: ci,
			},
			{
				requirements: [requirement("1.22", { met: null })],
				faults: [{ kind: "malformed", message: "go.work is broken.", file: "/w/api/go.work", line: 4 }, missingFault],
			},
		);
		const [folder] = view({ api: state }).rows;
		expect(treeLines(folder === undefined ? [] : [folder])).toEqual([
			"error: api | go-k8s is missing",
			"  error: go-k8s is missing | environment.yml:2",
			"  recommended: ci | recommended · Go 1.22.5 · /conda/ci",
			"  unknown: Needs 1.22+ | go.mod:3",
			"  warning: go.work is broken. | go.work:4",
		]);
		expect(folder?.children?.[0]?.action).toEqual({ kind: "open", file: "/w/api/environment.yml", line: 2 });
		expect(folder?.children?.[1]).toMatchObject({ context: "environment.usable", folder: "/w/api" });
	});

	it("offers to let go switch where no installed Go meets the requirement, else in the menu of the requirement", () => {
		const unmet = { requirements: [requirement("1.25", { met: false })], wouldSwitchTo: goVersion("1.25.0") };
		const chosen: Selection = { kind: "chosen", environment: ci, reason: { kind: "pick" } };
		const children = (selection: Selection) => view({ api: folderState(selection, unmet) }).rows[0]?.children ?? [];
		const [, offered, needs] = children(chosen);
		expect(offered).toMatchObject({
			label: "Let go switch to Go 1.25.0",
			action: { kind: "operation", name: "letGoSwitch" },
			folder: "/w/api",
		});
		expect(needs).toMatchObject({ context: "requirement.switchable", folder: "/w/api" });
		expect(needs?.tooltip?.[1]).toMatch(/goToolchain set to auto, go tries to download 1\.25\.0/);
		const labels = children({ ...chosen, recommended: sdk }).map(({ label }) => label);
		expect(labels).toEqual(["Uses ci", "go1.21.6", "Needs 1.25+"]);
		const { wouldSwitchTo: _, ...without } = unmet;
		const [, only] = view({ api: folderState(chosen, without) }).rows[0]?.children ?? [];
		expect(only).toMatchObject({ label: "Needs 1.25+", context: "requirement.unmet" });
	});

	it("has no Use for a flake that cannot be used here, and says why; what is in use can be copied and opened", () => {
		const flake = row({
			provider: "flake",
			name: "#default",
			location: "/w/api",
			notActivatable: onWindows("#default"),
		});
		const state = folderState({ ...inherited, recommended: flake }, { requirements: [requirement("1.21")] });
		const [used, named] = view({ api: state }).rows[0]?.children ?? [];
		expect(treeLines(named === undefined ? [] : [named])).toEqual([
			"information: #default | recommended · cannot be used here · /w/api",
		]);
		expect(named?.context).toBe("environment.refused");
		expect(named?.tooltip).toEqual([
			"“#default” cannot be used on Windows: Nix runs on Linux and macOS.",
			"Open the folder in WSL.",
			"Select another environment.",
		]);
		expect(used?.context).toBe("environment.inUse");
		const chosen = folderState({ kind: "chosen", environment: flake, reason: { kind: "setting" } });
		expect(view({ api: chosen }).rows[0]?.children?.[0]?.context).toBe("environment.refused");
	});

	it("counts the folders that need a look", () => {
		const unmet = folderState({ kind: "chosen", environment: sdk, reason: { kind: "pick" } });
		const both = view({
			api: { ...unmet, requirements: [requirement("1.23", { met: false })] },
			batch: folderState(inherited, { requirements: [requirement("1.21")] }),
		});
		expect(both.badge).toEqual({ value: 1, tooltip: "1 folder requires attention" });
		expect(both.rows.map(({ mark, context }) => [mark, context])).toEqual([
			["warning", "folder.picked"],
			["folder", "folder"],
		]);
		expect(view({ batch: folderState(inherited, { requirements: [requirement("1.21")] }) }).badge).toBeUndefined();
	});

	it("says which Go go will switch to by itself", () => {
		const switching = requirement("1.23", { met: false, switchesTo: requirement("1.23.4").version ?? never() });
		expect(lines(folderState(inherited, { requirements: [switching] }))).toContain(
			"  information: Needs 1.23+ | go switches to 1.23.4 · go.mod:3",
		);
	});

	it("says that the mode is restricted in a row that leads to trust", () => {
		const { rows } = view({ api: folderState(inherited, { requirements: [requirement("1.21")] }) }, false);
		expect(rows.map(({ label }) => label)).toEqual(["Restricted Mode", "api"]);
		expect(rows[0]?.action).toEqual({ kind: "trust" });
	});
});

describe("states without rows", () => {
	it("says nothing while the first folder is read, and that nothing asks for Go afterwards", () => {
		expect(view({ api: undefined })).toEqual({ rows: [], state: "reading" });
		expect(view({ api: folderState(inherited) })).toEqual({ rows: [], state: "without-go" });
	});

	it("shows folders without Go closed beside one with, and one that is being read", () => {
		const { rows } = view({
			api: folderState(inherited, { requirements: [requirement("1.21")] }),
			web: folderState(inherited),
			late: undefined,
		});
		expect(rows.map(({ label, isOpen, mark }) => [label, isOpen, mark])).toEqual([
			["api", true, "folder"],
			["web", false, "folder"],
			["late", undefined, "busy"],
		]);
	});
});

describe("nested modules", () => {
	it("are folded where their go line is another one; those that need a look come first", () => {
		const state = folderState(inherited, {
			requirements: [
				requirement("1.21"),
				requirement("1.21", { decides: false, file: "/w/api/same/go.mod" }),
				requirement("1.20", { decides: false, file: "/w/api/old/go.mod" }),
				requirement("1.24", { met: false, decides: false, file: "/w/api/tools/go.mod" }),
			],
		});
		expect(lines(state).slice(2)).toEqual([
			"  met: Needs 1.21+ | go.mod:3",
			"  warning: Modules inside (2) | 1 not met",
			"    warning: tools | not met · Go 1.24 or later",
			"    met: old | Go 1.20 or later",
		]);
		const group = view({ api: state }).rows[0]?.children?.[2];
		expect(group?.isOpen).toBeUndefined();
		expect(group?.children?.[0]?.action).toEqual({ kind: "open", file: "/w/api/tools/go.mod", line: 3 });
	});

	it("are all of them where nothing decides for the folder, and lines without effect are none", () => {
		const toolchain = { source: "toolchain", without: "go.work", decides: false, met: false } as const;
		const state = folderState(inherited, {
			requirements: [
				requirement("1.21", { decides: false, file: "/w/api/a/go.mod" }),
				requirement("1.29", { ...toolchain, file: "/w/api/a/go.mod", line: 5 }),
			],
		});
		expect(lines(state).slice(2)).toEqual(["  information: Modules inside (1)", "    met: a | Go 1.21 or later"]);
	});

	it("of a folder with 300 of them are 300 rows, all but a handful folded", () => {
		const modules = Array.from({ length: 300 }, (_, at) =>
			requirement(`1.${at % 20}`, { decides: false, file: `/w/api/m${at}/go.mod` }),
		);
		const state = folderState(inherited, { requirements: [requirement("1.21"), ...modules] });
		const [folder] = view({ api: state }).rows;
		expect(folder?.children?.length).toBe(3);
		expect(treeIds(folder?.children ?? []).length).toBe(303);
	});
});

describe("files that name a Go", () => {
	it("tell what they ask for, and that it was not created or installed", () => {
		const missing: Selection = { kind: "missing", reference: "x", reason: { kind: "none" }, fault: missingFault };
		const state = folderState(inherited, {
			specifications: [
				specification("go-environments.yaml", { demand: { alternatives: ["1.29"], line: 1 }, selection: missing }),
				specification("mise.toml", {
					demand: { alternatives: ["lts"], line: 1 },
					owners: ["mise"],
					selection: missing,
				}),
				specification("environment.yml", {
					demand: { alternatives: ["conda:go-k8s"], written: ["go-k8s"], line: 2 },
					accepts: { text: "go=1.22", includes: () => true },
					selection: missing,
				}),
			],
		});
		expect(lines(state).slice(2)).toEqual([
			"  file: go-environments.yaml | 1.29 (not installed)",
			"  file: mise.toml | lts (not installed)",
			"  file: environment.yml | go-k8s (not created)",
		]);
		expect(view({ api: state }).rows[0]?.children?.at(-1)?.tooltip).toEqual([
			"environment.yml:2",
			"Its dependencies require go=1.22.",
			"There is no go-k8s.",
		]);
	});

	it("have their own faults below, which are not told twice", () => {
		const fault: Fault = { kind: "malformed", message: "Line 4 is no TOML.", file: "/w/api/mise.toml", line: 4 };
		const state = folderState(inherited, {
			specifications: [specification("mise.toml", { faults: [fault] })],
			faults: [fault],
		});
		expect(lines(state).slice(2)).toEqual(["  warning: mise.toml", "    warning: Line 4 is no TOML. | mise.toml:4"]);
	});

	it("show a note as information, and one alone is no concern with Go", () => {
		const note: Fault = { kind: "note", message: "Go is turned off.", file: "/w/api/mise.toml", line: 2 };
		const state = folderState(inherited, {
			requirements: [requirement("1.21")],
			specifications: [specification("mise.toml", { faults: [note] })],
			faults: [note, { kind: "note", message: "More may be there." }],
		});
		expect(lines(state).slice(3)).toEqual([
			"  file: mise.toml",
			"    information: Go is turned off. | mise.toml:2",
			"  information: More may be there.",
		]);
		expect(view({ api: folderState(inherited, { faults: [note] }) }).state).toBe("without-go");
	});

	it("above the folder are shown only if they decide", () => {
		const demand = { alternatives: ["1.21.6"], line: 1 };
		const above = specification(".go-version", { file: "/w/.go-version", above: true, demand });
		const decided = folderState(
			{ kind: "chosen", environment: sdk, reason: { kind: "specification", file: "/w/.go-version", line: 1 } },
			{ specifications: [above] },
		);
		expect(lines(decided)).toContain("  file: /w/.go-version | 1.21.6 · decides");
		expect(view({ api: folderState(inherited, { specifications: [above] }) }).state).toBe("without-go");
	});

	it("and problems are folded where they are many", () => {
		const kinds = ["mise.toml", ".tool-versions", ".go-version", "environment.yml"] as const;
		const faults = Array.from({ length: 6 }, (_, at): Fault => ({ kind: "malformed", message: `Problem ${at}` }));
		const specifications = kinds.map((kind) => specification(kind, { demand: { alternatives: ["1.21"], line: 1 } }));
		const [folder] = view({ api: folderState(inherited, { specifications, faults }) }).rows;
		const labels = folder?.children?.map(({ label }: TreeRow) => label);
		expect(labels).toEqual(["Inherits Go 1.21.6", "Files that name a Go (4)", "Problems (6)"]);
	});
});

function never(): never {
	throw new Error("a version is expected");
}
