import { expect, it, vi } from "vitest";
import type { FolderState } from "../../src/core/state.ts";
import type { Services } from "../../src/editor/services/services.ts";
import { register } from "../../src/editor/walkthrough/register.ts";
import { row } from "../support/rows.ts";
import { folderState, inherits, requirement } from "../support/states.ts";

const editor = vi.hoisted(() => ({ opened: (_terminal: unknown) => {}, changedTabs: (_tabs: unknown) => {} }));
vi.mock("vscode", () => ({
	Disposable: { from: () => ({}) },
	window: {
		onDidOpenTerminal: (listener: (terminal: unknown) => void) => {
			editor.opened = listener;
		},
		tabGroups: {
			onDidChangeTabs: (listener: (tabs: unknown) => void) => {
				editor.changedTabs = listener;
			},
		},
	},
}));

const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });

it("the steps of the walkthrough are completed by what is done, whichever way", () => {
	const keys = new Set<string>();
	let state: FolderState = folderState(inherits(ci), { requirements: [requirement("1.23", { met: false })] });
	let changed = (): void => {};
	const model = {
		folder: () => state,
		onDidChange: (listener: (change: unknown) => void) => {
			changed = () => listener({ kind: "folder", folder: "/w/api" });
		},
	};
	const sent: string[] = [];
	const setContextKey = (name: string, value: boolean) => {
		keys.add(name);
		sent.push(`${name} ${value}`);
	};
	register({ model, setContextKey } as unknown as Services);
	changed();
	editor.opened({ creationOptions: { hideFromUser: true } });
	expect([...keys]).toEqual([]);
	editor.opened({ creationOptions: {} });
	expect([...keys]).toEqual(["hasOpenedTerminal"]);
	state = folderState({ kind: "chosen", environment: ci, reason: { kind: "pick" } });
	changed();
	expect([...keys]).toEqual(["hasOpenedTerminal", "hasSelected"]);
	state = { ...state, requirements: [requirement("1.22", { met: true })] };
	changed();
	expect([...keys]).toContain("meetsRequirement");
	// the page was opened later: it counts only keys that change
	vi.useFakeTimers();
	sent.length = 0;
	editor.changedTabs({ opened: [{ input: { uri: "a file" } }], changed: [] });
	vi.runAllTimers();
	expect(sent).toEqual([]);
	editor.changedTabs({ opened: [{ input: undefined }], changed: [] });
	vi.runAllTimers();
	vi.useRealTimers();
	expect(sent).toContain("hasSelected false");
	expect(sent.indexOf("hasSelected true")).toBeGreaterThan(sent.indexOf("hasSelected false"));
});
