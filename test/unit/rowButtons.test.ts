import { beforeEach, expect, it, vi } from "vitest";
import { rowButtonsOf } from "../../src/editor/picker/rowButtons.ts";
import type { PickerItem } from "../../src/editor/services/pickerItems.ts";
import { row } from "../support/rows.ts";

const editor = vi.hoisted(() => ({ env: { remoteName: undefined as string | undefined }, ran: [] as unknown[][] }));
vi.mock("vscode", () => ({
	commands: { executeCommand: async (...words: unknown[]) => editor.ran.push(words) },
	env: editor.env,
	ThemeIcon: class {
		readonly id: string;
		constructor(id: string) {
			this.id = id;
		}
	},
}));

const environment = row({ provider: "conda", name: "ci", version: "1.22.5" });
const item: PickerItem = { label: "Go 1.22.5 (ci)", choice: { kind: "environment", environment } };
const tooltips = (of: PickerItem): readonly unknown[] => of.buttons?.map(({ tooltip }) => tooltip) ?? [];

beforeEach(() => {
	editor.ran = [];
	editor.env.remoteName = undefined;
});

it("a row of an environment has what its context menu has, in a remote window without Reveal", () => {
	const usual = ["Open Terminal with Environment", "Copy Path"];
	expect(tooltips(rowButtonsOf("/work").add(item))).toEqual([...usual, "Reveal in File Manager"]);
	editor.env.remoteName = "ssh-remote";
	expect(tooltips(rowButtonsOf("/work").add(item))).toEqual(usual);
	const inherited: PickerItem = { label: "Inherited Go", choice: { kind: "inherited", environment } };
	expect(tooltips(rowButtonsOf("/work").add(inherited))).toEqual(usual);
	const unlisted: PickerItem = { label: "Inherited Go", choice: { kind: "inherited" } };
	expect(rowButtonsOf("/work").add(unlisted)).toBe(unlisted);
	const other: PickerItem = { label: "Refresh", choice: { kind: "refresh" } };
	expect(rowButtonsOf("/work").add(other)).toBe(other);
});

it("a click runs the command for that environment, in the folder of the picker", async () => {
	const buttons = rowButtonsOf("/work");
	const [terminal, copy] = buttons.add(item).buttons ?? [];
	if (terminal === undefined || copy === undefined) expect.fail("no buttons");
	await buttons.run(item, terminal);
	await buttons.run(item, copy);
	expect(editor.ran).toEqual([
		["goEnvironments.openTerminalWith", { environment, folder: "/work" }],
		["goEnvironments.copyPath", { environment, folder: "/work" }],
	]);
	expect(buttons.run(item, { iconPath: terminal.iconPath })).toBeUndefined();
});
