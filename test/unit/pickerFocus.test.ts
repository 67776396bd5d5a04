import { beforeEach, expect, it, vi } from "vitest";
import type { WorkspaceFolder } from "vscode";
import { useFrom } from "../../src/editor/picker/useFrom.ts";
import type { Services } from "../../src/editor/services/services.ts";

const editor = vi.hoisted(() => ({
	ran: [] as string[],
	window: { activeTerminal: undefined as unknown },
	/** What happens until the picker closes. */
	meanwhile: () => {},
}));
vi.mock("vscode", () => ({
	commands: { executeCommand: async (name: string) => editor.ran.push(name) },
	window: editor.window,
}));
vi.mock("../../src/editor/picker/picker.ts", () => ({
	pickEnvironment: async () => {
		editor.meanwhile();
		return { kind: "switch" };
	},
}));
vi.mock("../../src/editor/picker/applyChoice.ts", () => ({}));
vi.mock("../../src/editor/picker/askForPath.ts", () => ({}));
vi.mock("../../src/editor/picker/withoutFolder.ts", () => ({}));
vi.mock("../../src/editor/services/messages.ts", () => ({}));
vi.mock("../../src/editor/services/settingWrites.ts", () => ({}));

const services = {} as Services;
const folder = { uri: { fsPath: "/work" } } as WorkspaceFolder;
const focus = "workbench.action.focusActiveEditorGroup";

beforeEach(() => {
	editor.ran.length = 0;
	editor.window.activeTerminal = undefined;
	editor.meanwhile = () => {};
});

it("the focus is given back once the picker is closed, before the choice is applied", async () => {
	await useFrom(services, folder, true);
	expect(editor.ran).toEqual([focus, "goEnvironments.letGoSwitch"]);
});

it("the focus stays where the picker was not opened by a click on the status bar, or a terminal was opened from it", async () => {
	await useFrom(services, folder);
	editor.meanwhile = () => {
		editor.window.activeTerminal = {};
	};
	await useFrom(services, folder, true);
	expect(editor.ran).toEqual(["goEnvironments.letGoSwitch", "goEnvironments.letGoSwitch"]);
});
