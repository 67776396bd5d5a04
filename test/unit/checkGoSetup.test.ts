import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Operation } from "../../src/core/operation.ts";
import type { FolderState } from "../../src/core/state.ts";
import { checkGoSetup } from "../../src/editor/diagnostics/doctor.ts";
import type { Services } from "../../src/editor/services/services.ts";
import type { TerminalGo } from "../../src/present/texts/terminalGo.ts";
import { goroot, type Machine, machine } from "../support/machine.ts";
import { goVersion, row } from "../support/rows.ts";
import { folderState, inherits } from "../support/states.ts";

interface Shown {
	readonly label: string;
	readonly description: string;
	readonly detail: string;
	readonly iconPath: { readonly id: string };
}

const editor = vi.hoisted(() => ({
	workspace: { isTrusted: true, workspaceFile: undefined as unknown },
	isInstalled: true,
	user: {} as Record<string, unknown>,
	rows: [] as unknown[],
	messages: [] as unknown[][],
	pick: 0,
}));
vi.mock("vscode", () => {
	const message =
		(severity: string) =>
		async (...words: unknown[]): Promise<undefined> =>
			void editor.messages.push([severity, ...words]);
	const uri = { fsPath: "/work", scheme: "file" };
	return {
		commands: { executeCommand: async () => {} },
		env: {},
		EventEmitter: class {},
		extensions: { getExtension: () => (editor.isInstalled ? {} : undefined) },
		Range: class {},
		ThemeIcon: class {
			readonly id: string;
			constructor(id: string) {
				this.id = id;
			}
		},
		Uri: { file: (fsPath: string) => ({ fsPath, scheme: "file" }) },
		window: {
			showInformationMessage: message("information"),
			showWarningMessage: message("warning"),
			async showQuickPick(rows: unknown[]) {
				editor.rows = rows;
				return rows[editor.pick];
			},
		},
		workspace: {
			get isTrusted() {
				return editor.workspace.isTrusted;
			},
			get workspaceFile() {
				return editor.workspace.workspaceFile;
			},
			workspaceFolders: [{ name: "work", index: 0, uri }],
			getConfiguration: () => ({ inspect: (name: string) => ({ globalValue: editor.user[name] }) }),
		},
	};
});

let made: Machine | undefined;
beforeEach(() => {
	Object.assign(editor, { isInstalled: true, user: {}, rows: [], messages: [], pick: 0 });
	editor.workspace.isTrusted = true;
});
afterEach(() => made?.remove());

const go = row({ provider: "sdk", name: "go1.26.8", version: "1.26.8", location: "/usr/local/go" });
const inherited = folderState(inherits(go), { folder: "/work" });

async function checked(
	variables: Readonly<Record<string, string>> = {},
	state: FolderState = inherited,
	terminal?: TerminalGo,
): Promise<readonly Shown[]> {
	made = machine({
		variables: { PATH: "/usr/local/go/bin", ...variables },
		files: { ...goroot("/usr/local/go", "1.26.8"), "/work/main.go": "" },
	});
	const services = {
		host: made.host,
		active: { ofEditor: () => undefined },
		bounds: { command: (_: string, act: () => unknown) => act() },
		model: { reread: async () => {}, folder: () => state },
		run: (operation: Operation<unknown>) => operation.run(() => {}, new AbortController().signal),
		settings: () => ({ goToolchain: { value: "local", isDefault: true } }),
		terminalGos: { of: () => terminal },
	} as unknown as Services;
	await checkGoSetup(services, undefined);
	return editor.rows as readonly Shown[];
}

it("says that there are no problems", async () => {
	expect(await checked()).toEqual([]);
	expect(editor.messages).toEqual([["information", "The Go setup of work has no problems."]]);
});

it("shows a row for each finding, and the remedies of the selected one as buttons", async () => {
	editor.user = { "go.goroot": "/opt/gone" };
	editor.pick = 1;
	const rows = await checked({ GOBIN: "bin" });
	expect(rows).toMatchObject([
		{
			label: "The variable GOBIN is “bin”, which is not an absolute path. `go install` fails.",
			detail: "Unset GOBIN where it is set.",
			iconPath: { id: "warning" },
		},
		{ label: "The setting go.goroot names /opt/gone, which does not exist." },
	]);
	expect(editor.messages).toEqual([
		[
			"warning",
			"The setting go.goroot names /opt/gone, which does not exist. Correct or remove the setting.",
			"Open Setting",
		],
	]);
	editor.pick = 0;
	editor.messages = [];
	await checked({ GOBIN: "bin" });
	// no button, not even for the log
	expect(editor.messages[0]).toHaveLength(2);
});

it("says nothing of the Go extension's settings where that is not installed", async () => {
	editor.user = { "go.goroot": "/opt/gone" };
	editor.isInstalled = false;
	expect(await checked()).toEqual([]);
});

it("says in Restricted Mode what was not checked, after the problems", async () => {
	editor.workspace.isTrusted = false;
	const rows = await checked({ GOBIN: "bin" });
	expect(rows.map(({ iconPath: { id } }) => id)).toEqual(["warning", "info"]);
	expect(rows[1]?.label).toBe("In Restricted Mode nothing is started, so gopls and dlv were not checked.");
});

it("adds what new terminals were seen to run, if the folder selects another Go", async () => {
	const terminal: TerminalGo = {
		program: "/opt/other/bin/go",
		version: goVersion("1.24.1"),
		origin: { kind: "line", file: "/home/u/.bashrc", line: 3 },
		requirements: [],
	};
	const chosen = folderState({ kind: "chosen", environment: go, reason: { kind: "pick" } }, { folder: "/work" });
	expect((await checked({}, chosen, terminal)).map(({ label }) => label)).toEqual([
		"New terminals run Go 1.24.1 instead of “go1.26.8”. ~/.bashrc:3 puts /opt/other/bin first on PATH in new terminals.",
	]);
	editor.rows = [];
	expect(await checked({}, inherited, terminal)).toEqual([]);
});
