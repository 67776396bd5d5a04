import { expect, it, vi } from "vitest";
import type { FolderState } from "../../src/core/state.ts";
import type { Services } from "../../src/editor/services/services.ts";
import { register } from "../../src/editor/walkthrough/register.ts";
import { row } from "../support/rows.ts";
import { folderState, inherits, requirement } from "../support/states.ts";

const editor = vi.hoisted(() => ({ opened: (_terminal: unknown) => {} }));
vi.mock("vscode", () => ({
	Disposable: { from: () => ({}) },
	window: {
		onDidOpenTerminal: (listener: (terminal: unknown) => void) => {
			editor.opened = listener;
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
	register({ model, setContextKey: (name: string) => keys.add(name) } as unknown as Services);
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
});
