import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FolderState } from "../../src/core/state.ts";
import { expectedGos } from "../../src/editor/terminals/check/expectedGos.ts";
import { type Machine, machine } from "../support/machine.ts";
import { folderState, inherits, requirement } from "../support/states.ts";

const editor = vi.hoisted(() => ({ documents: [] as unknown[], folder: { name: "api", uri: { fsPath: "/w/api" } } }));
vi.mock("vscode", () => ({
	env: { shell: "/bin/bash" },
	extensions: { all: [], getExtension: () => undefined },
	workspace: {
		workspaceFolders: [],
		get textDocuments() {
			return editor.documents;
		},
		getConfiguration: () => ({ get: (_: string, otherwise: unknown) => otherwise }),
		getWorkspaceFolder: ({ path }: { path: string }) => (path.startsWith("/w/api/") ? editor.folder : undefined),
	},
}));

type Folder = Parameters<ReturnType<typeof expectedGos>["concernsGo"]>[0];
const folder = editor.folder as unknown as Folder;
const inheriting = folderState(inherits());
let made: Machine;
beforeEach(() => {
	made = machine({ files: { "/home/u/.bashrc": "PATH=/x:$PATH\n" } });
	editor.documents = [];
});
afterEach(() => made.remove());

function gosOf(state: FolderState, arrangement = "window-first") {
	const services = {
		host: made.host,
		variables: { of: () => undefined, arrangement: () => arrangement },
		model: { folder: () => state },
		knowledge: { inheritedGo: async () => ({ kind: "none" }) },
	};
	return expectedGos(services as unknown as Parameters<typeof expectedGos>[0]);
}

describe("a folder without go.mod that inheriting its Go", () => {
	it("is checked when it is asked for, and of its own accord while a Go file of it is open", () => {
		const gos = gosOf(inheriting);
		expect([gos.isAnswerable(folder), gos.concernsGo(folder)]).toEqual([true, false]);
		editor.documents = [{ languageId: "go", uri: { path: "/else/main.go" } }];
		expect(gos.concernsGo(folder)).toBe(false);
		editor.documents = [{ languageId: "go", uri: { path: "/w/api/main.go" } }];
		expect(gos.concernsGo(folder)).toBe(true);
		editor.documents = [];
		expect(gosOf({ ...inheriting, requirements: [requirement("1.22")] }).concernsGo(folder)).toBe(true);
	});
});

describe("what a result is about", () => {
	const expected = { program: "/s/go/bin/go", entries: [], isWanted: true };
	const key = (arrangement?: string) => gosOf(inheriting, arrangement).keyOf(folder, expected);

	it("is another in the other arrangement of our variables", async () => {
		expect(await key()).toBe(await key());
		expect(await key("folders-alone")).not.toBe(await key("window-first"));
	});

	it("is another after a start-up file was edited, created or removed", async () => {
		const keys = [await key()];
		made.write({ "/home/u/.bashrc": "PATH=/another:$PATH\n" });
		keys.push(await key());
		made.write({ "/home/u/.config/fish/config.fish": "" });
		keys.push(await key());
		expect(new Set(keys).size).toBe(3);
	});
});
