import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Fault, FaultError } from "../../src/core/fault.ts";
import { offerOf, remedyButtons } from "../../src/editor/services/actions.ts";
import { boundary } from "../../src/editor/services/boundary.ts";
import { rowItem } from "../../src/editor/sidebar/rowItem.ts";
import { type ActionName, actions, eachAction } from "../support/actions.ts";

const done: unknown[][] = [];
const shown: string[][] = [];
let answer: string | undefined;

vi.mock("vscode", () => ({
	commands: { executeCommand: async (...call: unknown[]) => void done.push(call) },
	env: { clipboard: { writeText: async (text: string) => void done.push(["copied", text]) } },
	window: {
		showErrorMessage: async (...texts: string[]) => {
			shown.push(texts);
			return answer;
		},
	},
	Uri: { file: (path: string) => path },
	Range: class {
		readonly line: number;
		constructor(line: number) {
			this.line = line;
		}
	},
	Position: class {
		readonly line: number;
		constructor(line: number) {
			this.line = line;
		}
	},
	TreeItem: class {},
	TreeItemCollapsibleState: {},
	ThemeColor: class {},
	ThemeIcon: class {},
}));

beforeEach(() => {
	done.length = 0;
	shown.length = 0;
	answer = undefined;
});

const api = { folder: "/w/api" };
/** The button of each action, and its effect for the folder /w/api. */
const expected: Readonly<Record<ActionName, readonly [title: string, call: readonly unknown[]]>> = {
	use: ["Use conda:ci", ["goEnvironments.use", { ...api, reference: "conda:ci" }]],
	select: ["Select Another…", ["goEnvironments.use", api]],
	open: ["Open File", ["vscode.open", "/w/api/go.mod", { selection: { line: 2 } }]],
	setting: ["Open Setting", ["workbench.action.openSettings", "goEnvironments.searchPaths"]],
	trust: ["Manage Workspace Trust", ["workbench.trust.manage"]],
	"operation refresh": ["Refresh", ["goEnvironments.refresh"]],
	"operation clear": ["Clear Selection", ["goEnvironments.clear", api]],
	"operation letGoSwitch": ["Allow Automatic Switching", ["goEnvironments.letGoSwitch", api]],
	"operation checkTerminal": ["Check What New Terminals Run", ["goEnvironments.checkTerminal", api]],
	"operation activate": ["Activate", ["goEnvironments.activate", api]],
	"operation allowBuilds": ["Allow Builds", ["goEnvironments.allowBuilds", { ...api, reference: "flake:/w/api#ci" }]],
	"operation openTerminal": ["Open Terminal", ["goEnvironments.openTerminal", { ...api, alone: true }]],
	"operation create": ["Create Environment…", ["goEnvironments.create", { ...api, file: "/w/api/environment.yml" }]],
	"operation update": ["Update Environment…", ["goEnvironments.update", { ...api, file: "/w/api/environment.yml" }]],
	log: ["Show Log", ["goEnvironments.showLog"]],
	copy: ["Copy “go env -u GOROOT”", ["copied", "go env -u GOROOT"]],
};

describe.each(eachAction)("the action %s", (name, action) => {
	const [title, call] = expected[name];

	it("is a button that does it, for the folder of the fault", async () => {
		const fault: Fault = { kind: "conflict", message: "Bad.", remedies: [{ text: "x", action }], ...api };
		const [button, ...others] = remedyButtons(fault);
		expect([button?.title, others]).toEqual([title, []]);
		await button?.run();
		expect(done).toEqual([call]);
	});

	it("is what a row of the sidebar does when it is chosen", async () => {
		const { command } = rowItem({ id: "x", label: "x", mark: "warning", action, ...api });
		if (action.kind === "open") {
			expect([command?.command, ...(command?.arguments ?? [])]).toMatchObject(["vscode.open", "/w/api/go.mod", {}]);
			return;
		}
		const [given, folder] = command?.arguments ?? [];
		await offerOf(given, folder).run();
		expect(done).toEqual([call]);
	});
});

const log = { debug() {}, info() {}, warn() {}, error() {} };
const told = async (cause: unknown): Promise<void> => {
	await boundary(log).command("x", () => Promise.reject(cause));
	await new Promise(setImmediate);
};

describe("the boundary", () => {
	it("offers to open a malformed file at its line", async () => {
		answer = "Open File";
		await told(new FaultError({ kind: "malformed", message: "Bad.", file: "/w/api/go.mod", line: 3 }));
		expect(shown).toEqual([["Bad.", "Open File"]]);
		expect(done).toEqual([["vscode.open", "/w/api/go.mod", { selection: { line: 2 } }]]);
	});

	it("says what is wrong and what to do, and offers each action once", async () => {
		const remedies = [
			{ text: "Install Go into it." },
			{ text: "Select another environment.", action: actions.select },
			{ text: "Or that one.", action: actions.select },
			{ text: "Or copy this.", action: actions.copy },
		];
		await told(new FaultError({ kind: "reference-refused", message: "“ci” has no Go.", remedies }));
		expect(shown).toEqual([
			[
				"“ci” has no Go. Install Go into it. Select another environment. Or that one. Or copy this.",
				"Select Another…",
				"Copy “go env -u GOROOT”",
			],
		]);
		expect(done).toEqual([]);
	});

	it("says of a mistake of our own that it is one, and offers the log", async () => {
		answer = "Show Log";
		await told(new TypeError("oh no"));
		expect(shown).toEqual([["Internal error in Go Environments. See the log for details.", "Show Log"]]);
		expect(done).toEqual([["goEnvironments.showLog"]]);
	});

	it("says nothing of what was cancelled", async () => {
		await told(new FaultError({ kind: "cancelled", message: "x" }));
		expect(shown).toEqual([]);
	});
});
