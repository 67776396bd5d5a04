import { describe, expect, it } from "vitest";
import type { GoEnvironment, ProviderName } from "../../../src/core/environment.ts";
import type { FolderState, ProviderState } from "../../../src/core/state.ts";
import { treeRows } from "../../../src/present/tree.ts";
import type { TreeRow } from "../../../src/present/treeRow.ts";
import { row } from "../../support/rows.ts";
import { folderState, linuxPlaces, listed, requirement, titles } from "../../support/states.ts";

const sdk = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6", location: "/home/u/sdk/go1.21.6" });
const newer = row({ provider: "sdk", name: "go1.21.10", version: "1.21.10" });
const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });
const bare = row({ provider: "conda", name: "bare" });
const broken = row({
	provider: "conda",
	name: "half",
	toolchain: { kind: "broken", problem: { kind: "toolchain-missing", message: "GOROOT is gone." } },
});
const all = [sdk, newer, ci, bare, broken];

function tree(
	environments: readonly GoEnvironment[],
	state?: FolderState,
	providers: Partial<Record<ProviderName, ProviderState>> = {},
): readonly TreeRow[] {
	const states = new Map<ProviderName, ProviderState>();
	for (const name of titles.keys()) {
		states.set(name, providers[name] ?? listed(environments.filter(({ provider }) => provider === name)));
	}
	return treeRows({
		host: linuxPlaces,
		machine: { providers: states },
		environments,
		folders: state === undefined ? [] : [{ folder: state.folder, name: "api", state }],
		titles,
	});
}

const lines = (rows: readonly TreeRow[], depth = 0): readonly string[] =>
	rows.flatMap(({ label, description, mark, children = [] }) => [
		`${"  ".repeat(depth)}${mark}: ${label}${description === undefined ? "" : ` | ${description}`}`,
		...lines(children, depth + 1),
	]);

const ids = (rows: readonly TreeRow[]): readonly string[] =>
	rows.flatMap(({ id, children = [] }) => [id, ...ids(children)]);

describe("the tree", () => {
	it("has the folder with selection and requirement, then environments by provider, those without Go folded", () => {
		const state = folderState(
			{ kind: "chosen", environment: ci, reason: { kind: "specification", file: "/w/api/.go-version", line: 1 } },
			{ requirements: [requirement("1.22")], activation: { kind: "none" } },
		);
		expect(lines(tree(all, state))).toEqual([
			"folder: api | Go 1.22.5 (ci)",
			"  in-use: Uses ci | .go-version:1",
			"  met: Needs Go 1.22 or later | go.mod:3",
			"provider: Go SDKs | 2",
			"  environment: go1.21.10 | /sdk/go1.21.10",
			"  environment: go1.21.6 | ~/sdk/go1.21.6",
			"provider: conda | 2",
			"  in-use: ci | Go 1.22.5 · in use by api · /conda/ci",
			"  error: half | broken · /conda/half",
			"  none: Without Go (1)",
			"    none: bare | no Go · /conda/bare",
		]);
	});

	it("gives every row an id of its own, the same in the next tree", () => {
		const state = folderState({ kind: "inherited", reason: { kind: "none" }, environment: sdk });
		const first = ids(tree(all, state));
		expect(new Set(first).size).toBe(first.length);
		expect(ids(tree(all, state))).toEqual(first);
	});

	it("offers Use only for what can be used", () => {
		const contexts = tree(all)
			.flatMap(({ children = [] }) => children)
			.map(({ label, context }) => [label, context]);
		expect(contexts).toEqual([
			["go1.21.10", "environment.usable"],
			["go1.21.6", "environment.usable"],
			["ci", "environment.usable"],
			["half", "environment.refused"],
			["Without Go (1)", undefined],
		]);
	});

	it("shows what is missing, what is recommended instead, and what is wrong, with the file to open", () => {
		const fault = { kind: "reference-unknown", message: "There is no go-k8s." } as const;
		const state = folderState(
			{
				kind: "missing",
				reference: "go-k8s",
				reason: { kind: "specification", file: "/w/api/environment.yml", line: 2 },
				fault,
				recommended: ci,
			},
			{
				requirements: [requirement("1.22", { met: null })],
				faults: [{ kind: "malformed", message: "mise.toml is broken.", file: "/w/api/mise.toml", line: 4 }, fault],
			},
		);
		const [folder] = tree([], state);
		expect(lines(folder === undefined ? [] : [folder])).toEqual([
			"error: api | go-k8s is missing",
			"  error: go-k8s is missing | environment.yml:2",
			"  recommended: Recommended: ci | Go 1.22.5 · /conda/ci",
			"  unknown: Needs Go 1.22 or later | go.mod:3",
			"  warning: mise.toml is broken. | mise.toml:4",
		]);
		expect(folder?.children?.[0]?.opens).toEqual({ file: "/w/api/environment.yml", line: 2 });
		expect(folder?.children?.[1]).toMatchObject({ context: "environment.usable", folder: "/w/api" });
	});

	it("marks a requirement that is not met, and folds the nested modules that need another Go", () => {
		const state = folderState(
			{ kind: "chosen", environment: sdk, reason: { kind: "pick" } },
			{
				requirements: [
					requirement("1.23", { met: false }),
					requirement("1.24", { met: false, decides: false, file: "/w/api/tools/go.mod" }),
					requirement("1.20", { decides: false, file: "/w/api/old/go.mod" }),
				],
			},
		);
		const [folder] = tree([], state);
		expect(folder).toMatchObject({ mark: "warning", context: "folder.picked" });
		expect(lines(folder?.children ?? [])).toEqual([
			"in-use: Uses go1.21.6 | your choice for this folder",
			"warning: Needs Go 1.23 or later | go.mod:3 · not met",
			"information: Modules inside that need another Go (1)",
			"  warning: Needs Go 1.24 or later | tools/go.mod:3 · not met",
		]);
	});

	it("shows a provider that lists, and one that failed with its fault", () => {
		const rows = tree([], undefined, {
			sdk: listed([], { kind: "listing" }),
			conda: listed([], { kind: "failed", faults: [{ kind: "provider-failed", message: "conda is stuck." }] }),
		});
		expect(lines(rows)).toEqual(["busy: Go SDKs | listing …", "warning: conda | 0", "  warning: conda is stuck."]);
	});

	it("is empty where there is nothing, so that the view's welcome is seen", () => {
		expect(tree([])).toEqual([]);
	});
});
