import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptyActivation } from "../../src/core/activation.ts";
import type { FolderState } from "../../src/core/state.ts";
import { register } from "../../src/editor/goExtension/register.ts";
import type { RemarkSource } from "../../src/editor/services/folderRemarks.ts";
import { type Machine, machine } from "../support/machine.ts";
import { folderState, inherits } from "../support/states.ts";

const editor = vi.hoisted(() => ({
	folders: [] as { readonly uri: { readonly scheme: string; readonly fsPath: string } }[],
	alternates: {} as Readonly<Record<string, string>>,
	file: undefined as string | undefined,
	asked: [] as (string | undefined)[],
	answer: "",
}));
vi.mock("vscode", () => {
	const event = () => ({ dispose() {} });
	return {
		Disposable: { from: () => ({ dispose() {} }) },
		EventEmitter: class {
			readonly event = event;
			fire(): void {}
		},
		extensions: {
			onDidChange: event,
			getExtension: () => ({
				isActive: true,
				exports: {
					settings: {
						getExecutionCommand(_: string, uri?: { fsPath: string }) {
							editor.asked.push(uri?.fsPath);
							return { binPath: editor.answer };
						},
					},
				},
			}),
		},
		window: {
			get activeTextEditor() {
				return editor.file && { document: { uri: { scheme: "file", fsPath: editor.file } } };
			},
			onDidChangeWindowState: event,
			onDidChangeActiveTextEditor: event,
		},
		workspace: {
			get workspaceFolders() {
				return editor.folders;
			},
			getWorkspaceFolder: ({ fsPath }: { fsPath: string }) =>
				editor.folders.find(({ uri }) => fsPath.startsWith(`${uri.fsPath}/`)),
			getConfiguration: (_: string, uri: { fsPath: string } | null) => ({
				get: () => ({ go: editor.alternates[uri?.fsPath ?? ""] ?? "" }),
			}),
			onDidChangeConfiguration: event,
		},
	};
});

const program = { program: "#!/bin/sh\n" };
let made: Machine;
beforeEach(() => {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	made = machine({
		files: {
			"/home/u/sdk/go1.24.13/VERSION": "go1.24.13\n",
			"/home/u/sdk/go1.24.13/bin/go": program,
			"/home/u/sdk/go1.25.1/VERSION": "go1.25.1\n",
			"/home/u/sdk/go1.25.1/bin/go": program,
			"/home/u/go/bin/go1.24.13": program,
		},
	});
	Object.assign(editor, { alternates: {}, file: undefined, asked: [] });
	editor.folders = ["/w/api", "/w/batch"].map((fsPath) => ({ uri: { scheme: "file", fsPath } }));
});
afterEach(() => {
	vi.useRealTimers();
	made.remove();
});

/** The remarks some time after the start; terminals run `ours`, which is inherited too. */
async function remarksBeside(ours: string, state?: FolderState): Promise<RemarkSource> {
	let source: RemarkSource | undefined;
	let updating: Promise<void> | undefined;
	const services = {
		host: made.host,
		knowledge: { inheritedGo: async () => ({ kind: "program", program: ours, goroot: "" }) },
		model: { folder: () => state, onDidChange: () => {} },
		active: { onDidChange: () => {} },
		terminalGos: { of: () => ({ program: ours }), onDidChange: () => {} },
		bounds: {
			event(_: string, act: () => Promise<void>) {
				updating = act();
			},
		},
		remarks: {
			add(added: RemarkSource) {
				source = added;
			},
		},
	};
	register(services as unknown as Parameters<typeof register>[0]);
	vi.runAllTimers();
	await updating;
	return source as unknown as RemarkSource;
}

const uses = "The Go extension uses Go 1.25.1 (gopls, tests, debugging).";

it("the Go extension's other Go is told for each folder, and for a file outside all folders", async () => {
	editor.answer = "/home/u/sdk/go1.25.1/bin/go";
	const inside = await remarksBeside("/home/u/sdk/go1.24.13/bin/go");
	expect(["/w/api", "/w/batch", undefined].map(inside.text)).toEqual([uses, uses, undefined]);
	editor.file = "/else/main.go";
	const outside = await remarksBeside("/home/u/sdk/go1.24.13/bin/go");
	expect(outside.text(undefined)).toBe(uses);
});

it("its tasks fail where the environment sets GOROOT, which is told too", async () => {
	editor.answer = "/home/u/sdk/go1.25.1/bin/go";
	const state = (variables: Readonly<Record<string, string | null>>) =>
		folderState(inherits(), {
			activation: {
				kind: "active",
				activated: {
					activation: { ...emptyActivation, variables },
					toolchain: { kind: "none" },
					inputs: [],
					warnings: [],
					scripts: [],
				},
			},
		});
	const ours = "/home/u/sdk/go1.24.13/bin/go";
	const setting = await remarksBeside(ours, state({ GOROOT: "/home/u/sdk/go1.24.13" }));
	expect(setting.text("/w/api")).toBe(`${uses} Its tasks fail, because this environment sets GOROOT.`);
	expect((await remarksBeside(ours, state({ GOROOT: null }))).text("/w/api")).toBe(uses);
});

it("its launcher of the Go that terminals run is no other Go", async () => {
	editor.answer = "/home/u/go/bin/go1.24.13";
	const remarks = await remarksBeside("/home/u/sdk/go1.24.13/bin/go");
	expect(editor.asked).toContain("/w/api");
	expect(remarks.text("/w/api")).toBeUndefined();
});

it("it is not asked for a folder with a Go of its own, which it would use in the others too", async () => {
	editor.answer = "/home/u/sdk/go1.24.13/bin/go";
	editor.alternates = { "/w/batch": "~/sdk/go1.25.1/bin/go" };
	const remarks = await remarksBeside("/home/u/sdk/go1.24.13/bin/go");
	expect(["/w/api", "/w/batch"].map(remarks.text)).toEqual([undefined, uses]);
	expect(editor.asked).toEqual(["/w/api"]);
});
