import { describe, expect, it } from "vitest";
import { emptyActivation } from "../../../src/core/activation.ts";
import type { GoEnvironment, ProviderName } from "../../../src/core/environment.ts";
import type { FolderState, ProviderState } from "../../../src/core/state.ts";
import {
	type EnvironmentsView,
	type EnvironmentsViewRequest,
	environmentsView,
} from "../../../src/present/sidebar/environmentsView.ts";
import type { TerminalGo } from "../../../src/present/texts/terminalGo.ts";
import { onWindows } from "../../../src/providers/flake/flakeRows.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces, listed, requirement, titles } from "../../support/states.ts";
import { treeIds, treeLines } from "../../support/treeLines.ts";

const sdk = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6", location: "/home/u/sdk/go1.21.6" });
const newer = row({ provider: "sdk", name: "go1.22.1", version: "1.22.1" });
const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });
const bare = row({ provider: "conda", name: "bare" });
const shell = row({ provider: "flake", name: "#default", notActivatable: onWindows("#default") });
const broken = row({
	provider: "conda",
	name: "half",
	toolchain: { kind: "broken", problem: { kind: "toolchain-missing", message: "GOROOT is gone." } },
});
const all = [sdk, newer, ci, bare, broken];

const verdicts = new Map([
	[goVersion("1.21.6"), false],
	[goVersion("1.22.1"), true],
	[goVersion("1.22.5"), true],
]);

function view(
	environments: readonly GoEnvironment[],
	states: readonly FolderState[] = [],
	more: Partial<EnvironmentsViewRequest> & { providers?: Partial<Record<ProviderName, ProviderState>> } = {},
): EnvironmentsView {
	const providers = new Map<ProviderName, ProviderState>();
	for (const name of titles.keys()) {
		providers.set(name, more.providers?.[name] ?? listed(environments.filter(({ provider }) => provider === name)));
	}
	const folders = states.map((state, at) => ({ folder: state.folder, name: ["api", "batch"][at] ?? "", state }));
	const [folder] = folders;
	return environmentsView({
		host: linuxPlaces,
		machine: { providers },
		environments,
		folders,
		titles,
		...(folder === undefined ? {} : { folder }),
		verdicts: new Map(),
		isTrusted: true,
		isRemovable: () => false,
		compatibleOnly: false,
		isOff: false,
		...more,
	});
}

const usesCi = folderState(
	{ kind: "chosen", environment: ci, reason: { kind: "pick" } },
	{ requirements: [requirement("1.22")] },
);
const recommends = folderState(inherits(sdk, { recommended: newer }), { folder: "/w/batch" });

describe("the view Environments", () => {
	it("has environments by provider, the newest first, those without Go folded", () => {
		expect(treeLines(view(all).rows)).toEqual([
			"provider: Go SDKs | 2",
			"  environment: go1.22.1 | /sdk/go1.22.1",
			"  environment: go1.21.6 | ~/sdk/go1.21.6",
			"provider: conda | 2",
			"  environment: ci | Go 1.22.5 · /conda/ci",
			"  error: half | broken · /conda/half",
			"  none: Without Go (1)",
			"    none: bare | no Go · /conda/bare",
		]);
	});

	it("says of what changed since it was activated which Go is in use, though its row does not know one", () => {
		const unread = row({ provider: "flake", name: "#ci", toolchain: { kind: "unknown" } });
		const toolchain = ci.toolchain;
		const activated = { activation: emptyActivation, toolchain, inputs: [], warnings: [], scripts: [] };
		const chosen = { kind: "chosen", environment: unread, reason: { kind: "pick" } } as const;
		const state = folderState(chosen, { activation: { kind: "outdated", activated } });
		expect(treeLines(view([unread], [state]).rows)).toContainEqual(
			expect.stringMatching(/#ci \| Go 1\.22\.5 · changed · in use · /),
		);
	});

	it("marks what is in use, meets the requirement or does not, and is recommended, in words too", () => {
		const { rows, description } = view(all, [usesCi, recommends], { verdicts });
		expect(treeLines(rows).slice(0, 5)).toEqual([
			"provider: Go SDKs | 2",
			"  recommended: go1.22.1 | recommended for batch · /sdk/go1.22.1",
			"  in-use: go1.21.6 | too old for api · in use by batch · ~/sdk/go1.21.6",
			"provider: conda | 2",
			"  in-use: ci | Go 1.22.5 · in use by api · /conda/ci",
		]);
		expect(rows[1]?.children?.[0]).toMatchObject({
			spoken: "meets go.mod",
			tooltip: ["Meets the requirements of api: Go 1.22 or later (go.mod)."],
		});
		expect(description).toBe("for api");
	});

	it("marks what terminals run, and only names what is selected or inherited beside it", () => {
		const runs: TerminalGo = {
			program: "/usr/bin/go",
			goroot: newer.location,
			origin: { kind: "go-extension" },
			requirements: [],
		};
		const shown = (state: FolderState): readonly string[] =>
			treeLines(view([sdk, newer, ci], [], { folders: [{ folder: "/w/api", name: "api", state, runs }] }).rows);
		expect(shown(folderState(inherits(sdk)))).toEqual([
			"provider: Go SDKs | 2",
			"  in-use: go1.22.1 | in use · /sdk/go1.22.1",
			"  environment: go1.21.6 | inherited · ~/sdk/go1.21.6",
			"provider: conda | 1",
			"  environment: ci | Go 1.22.5 · /conda/ci",
		]);
		expect(shown(usesCi)).toContain("  selected: ci | Go 1.22.5 · selected · /conda/ci");
	});

	it("does not say in Restricted Mode, or where an activation failed, that something is in use", () => {
		const restricted = treeLines(view([sdk, ci], [usesCi], { isTrusted: false }).rows);
		expect(restricted).toContain("  selected: ci | Go 1.22.5 · selected · /conda/ci");
		const fault = { kind: "activation-failed", message: "It broke." } as const;
		const failed = treeLines(view([sdk, ci], [{ ...usesCi, activation: { kind: "failed", fault } }]).rows);
		expect(failed).toContain("  selected: ci | Go 1.22.5 · selected · /conda/ci");
		expect([...restricted, ...failed].filter((line) => line.includes("in use"))).toEqual([]);
	});

	it("says to a screen reader that a kind of environments could not be listed", () => {
		const failed: ProviderState = {
			kind: "failed",
			environments: [],
			faults: [{ kind: "not-readable", message: "Closed." }],
		};
		const { rows } = view([], [], { providers: { conda: failed } });
		expect(rows.find(({ mark }) => mark === "warning")).toMatchObject({ label: "conda", spoken: "problem" });
	});

	it("has a picture of its own for what does not meet the requirement", () => {
		const { rows } = view(all, [usesCi], { verdicts });
		expect(treeLines(rows)).toContain("  unmet: go1.21.6 | too old · ~/sdk/go1.21.6");
	});

	it("has the verdict before a version that the name does not tell, because a narrow view cuts off the end", () => {
		const pkgset = row({ provider: "gvm", name: "go1.21.6@work", version: "1.21.6" });
		const old = row({ provider: "conda", name: "old", version: "1.21.6" });
		const shown = treeLines(view([pkgset, old], [usesCi], { verdicts }).rows);
		expect(shown).toContain("  unmet: go1.21.6@work | too old · /gvm/go1.21.6@work");
		expect(shown).toContain("  unmet: old | too old · Go 1.21.6 · /conda/old");
	});

	it("does not praise a flake that is recommended, but cannot be used here", () => {
		const named = folderState(inherits(sdk, { recommended: shell }));
		expect(treeLines(view([...all, shell], [named]).rows).at(-1)).toBe(
			"  unknown: #default | cannot be used here · recommended · /flake/#default",
		);
	});

	it("does not name the only folder there is", () => {
		const { rows, description } = view([ci], [usesCi], { verdicts });
		expect(treeLines(rows)).toContain("  in-use: ci | Go 1.22.5 · in use · /conda/ci");
		expect(description).toBeUndefined();
	});

	it("offers Use only for what can be used", () => {
		const contexts = view([...all, shell]).rows.flatMap(({ children = [] }) =>
			children.map(({ label, context }) => [label, context]),
		);
		expect(contexts).toEqual([
			["go1.22.1", "environment.usable"],
			["go1.21.6", "environment.usable"],
			["ci", "environment.usable"],
			["half", "environment.refused"],
			["Without Go (1)", undefined],
			["#default", "environment.refused"],
		]);
	});

	it("gives every row an id of its own, the same in the next tree", () => {
		const first = treeIds(view(all, [usesCi]).rows);
		expect(new Set(first).size).toBe(first.length);
		expect(treeIds(view(all, [usesCi]).rows)).toEqual(first);
	});

	it("shows a provider that lists, and one that failed with its fault", () => {
		const { rows } = view([], [], {
			providers: {
				sdk: listed([], { kind: "listing" }),
				conda: listed([], { kind: "failed", faults: [{ kind: "provider-failed", message: "conda is stuck." }] }),
			},
		});
		expect(treeLines(rows)).toEqual(["busy: Go SDKs | listing…", "warning: conda | 0", "  warning: conda is stuck."]);
	});
});

describe("the filter", () => {
	it("hides what does not meet the requirement, is broken or has no Go, and says how many", () => {
		const { rows, message } = view([...all, shell], [usesCi], { verdicts, compatibleOnly: true });
		expect(treeLines(rows)).toEqual([
			"provider: Go SDKs | 1 of 2",
			"  meets: go1.22.1 | /sdk/go1.22.1",
			"provider: conda | 1 of 3",
			"  in-use: ci | Go 1.22.5 · in use · /conda/ci",
			"provider: Nix flakes | 1",
			"  unknown: #default | cannot be used here · /flake/#default",
		]);
		expect(message).toBe("3 environments are hidden: they do not meet Go 1.22 or later (go.mod).");
	});

	it("says nothing while it hides nothing, and that nothing is required where that is so", () => {
		expect(view([ci], [usesCi], { verdicts, compatibleOnly: true }).message).toBeUndefined();
		expect(view(all, [], { compatibleOnly: true })).toMatchObject({
			state: "shown",
			message: "This folder has no requirement, so all environments are shown.",
		});
	});

	it("leaves the view empty where it hides everything, without a message that would hide the welcome", () => {
		expect(view([sdk], [usesCi], { verdicts, compatibleOnly: true })).toEqual({ rows: [], state: "hidden" });
	});
});

describe("states without rows", () => {
	it("are told apart: listing, no Go, switched off", () => {
		expect(view([]).state).toBe("without-go");
		expect(view([], [], { machine: { providers: new Map() } })).toEqual({ rows: [], state: "listing" });
		expect(view([], [], { machine: { providers: new Map() }, isOff: true }).state).toBe("off");
	});
});
