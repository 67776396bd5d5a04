import { afterEach, expect, it, vi } from "vitest";
import { askHiddenTerminal } from "../../src/editor/terminals/check/hiddenTerminal.ts";
import { type Machine, machine } from "../support/machine.ts";

const editor = vi.hoisted(() => ({ opened: 0, disposed: 0, typed: "" }));
vi.mock("vscode", () => ({
	env: { shell: "/bin/bash" },
	workspace: { getConfiguration: () => ({ get: () => true }) },
	window: {
		createTerminal() {
			editor.opened += 1;
			return {
				processId: Promise.resolve(17),
				shellIntegration: {},
				sendText(text: string) {
					editor.typed = text;
				},
				dispose() {
					editor.disposed += 1;
				},
			};
		},
	},
}));

let made: Machine | undefined;
afterEach(() => made?.remove());
const uri = (fsPath: string) => ({ fsPath }) as Parameters<typeof askHiddenTerminal>[1];

it("a hidden terminal ends at once with the extension, and none is opened after it", async () => {
	made = machine({ files: { "/w/api/go.mod": "" } });
	const { host } = made;
	const ending = new AbortController();
	const asked = askHiddenTerminal(host, uri("/w/api"), ending.signal);
	await vi.waitFor(() => expect(editor.typed).toContain("command -v go"));
	expect(editor.disposed).toBe(0);
	ending.abort();
	expect(editor.disposed).toBeGreaterThan(0);
	expect(await asked).toEqual({ kind: "silent" });
	expect(await askHiddenTerminal(host, uri("/w/api"), ending.signal)).toEqual({ kind: "silent" });
	expect(editor.opened).toBe(1);
});
