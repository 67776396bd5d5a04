import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writtenSettings } from "../../src/cli/writtenSettings.ts";
import type { Fault } from "../../src/core/fault.ts";
import type { FolderSettings } from "../../src/core/settings/folderSettings.ts";
import { folderSettings } from "../../src/core/settings/folderSettings.ts";
import { settingsReader } from "../../src/editor/services/editorSettings.ts";
import { type Machine, machine } from "../support/machine.ts";

type Values = Readonly<Record<string, unknown>>;

const editor = vi.hoisted(() => ({ folder: {} as Values, user: {} as Values, defaults: {} as Values }));

vi.mock("vscode", () => ({
	Uri: { file: (path: string) => path },
	workspace: {
		getConfiguration: (_section: string, scope?: string) => ({
			get(name: string) {
				const { folder, user, defaults } = editor;
				const all = scope === undefined ? [user, defaults] : [folder, user, defaults];
				return all.find((values) => Object.hasOwn(values, name))?.[name];
			},
			inspect: (name: string) => ({
				globalValue: editor.user[name],
				workspaceFolderValue: scope === undefined ? undefined : editor.folder[name],
			}),
		}),
	},
}));

const file = "/work/.vscode/settings.json";
const known = [{ name: "sdk" }, { name: "gvm" }, { name: "fifth" }];
/** As in package.json. */
const defaults = { environment: "", goToolchain: "local", providers: ["sdk", "gvm", "fifth"], searchPaths: [] };

let made: Machine;
beforeEach(() => {
	made = machine();
	Object.assign(editor, { folder: {}, user: {}, defaults });
});
afterEach(() => made.remove());

/** The same settings in the file of a folder, as the command line and as the editor take them. */
async function faces(values: Values): Promise<Readonly<Record<"cli" | "editor", FolderSettings>>> {
	editor.folder = values;
	const named = Object.entries(values).map(([name, value]) => [`goEnvironments.${name}`, value]);
	made.write({ [file]: JSON.stringify(Object.fromEntries(named)) });
	return {
		cli: folderSettings(made.host, known, await writtenSettings(made.host, "/work")),
		editor: settingsReader(made.host, known)("/work"),
	};
}

const without = ({ line: _, ...fault }: Fault): Fault => fault;

describe("settings mean the same in the editor and on the command line", () => {
	const usual = { order: ["sdk", "gvm", "fifth"], searchPaths: [], goToolchain: { value: "local", isDefault: true } };

	it.each<readonly [string, Values, Partial<FolderSettings>, readonly string[]]>([
		["nothing is set", {}, {}, []],
		[
			"null takes the user's value back",
			{ environment: null, goToolchain: null, providers: null, searchPaths: null },
			{},
			[],
		],
		["blanks around a path", { searchPaths: [" /opt/go ", "  ", ""] }, { searchPaths: ["/opt/go"] }, []],
		[
			"paths of the folder and of the home folder",
			{ searchPaths: ["gos", "~/gos"] },
			{ searchPaths: ["/work/gos", "/home/u/gos"] },
			[],
		],
		[
			"a wrong entry",
			{ searchPaths: ["/opt/x", 3] },
			{ searchPaths: ["/opt/x"] },
			["The setting goEnvironments.searchPaths must be a list of strings. These entries are ignored: 3."],
		],
		[
			"many wrong entries, and long ones",
			{ searchPaths: [{ a: "x".repeat(99) }, null, 1, 2] },
			{},
			[
				`The setting goEnvironments.searchPaths must be a list of strings. These entries are ignored: {"a":"${"x".repeat(34)}…, null, 1, ….`,
			],
		],
		[
			"a text for a list",
			{ searchPaths: "/opt" },
			{},
			["The setting goEnvironments.searchPaths must be a list of strings. It is ignored."],
		],
		["a fifth provider", { providers: ["fifth", "sdk"] }, { order: ["fifth", "sdk"] }, []],
		["no provider", { providers: [] }, { order: [] }, []],
		[
			"a wrong entry among the providers",
			{ providers: ["gvm", 3] },
			{ order: ["gvm"] },
			["The setting goEnvironments.providers must be a list of strings. These entries are ignored: 3."],
		],
		[
			"nothing but wrong entries",
			{ providers: [3] },
			{},
			["The setting goEnvironments.providers must be a list of strings. These entries are ignored: 3."],
		],
		[
			"an unknown provider",
			{ providers: ["gvm", "nix"] },
			{ order: ["gvm"] },
			["“nix” in goEnvironments.providers is unknown. Known names: sdk, gvm, fifth."],
		],
		["a GOTOOLCHAIN", { goToolchain: "auto" }, { goToolchain: { value: "auto", isDefault: false } }, []],
		["the default, set", { goToolchain: "local" }, { goToolchain: { value: "local", isDefault: false } }, []],
		[
			"an unknown GOTOOLCHAIN",
			{ goToolchain: "LOCAL" },
			{},
			["The setting goEnvironments.goToolchain must be one of local, auto, inherit. It is ignored."],
		],
		["an environment", { environment: "1.22" }, { environment: { reference: "1.22", file } }, []],
		["a blank environment", { environment: "  " }, {}, []],
		[
			"a number for an environment",
			{ environment: 1.22 },
			{},
			["The setting goEnvironments.environment must be a string. It is ignored."],
		],
	])("%s", async (_, values, expected, messages) => {
		const { cli, editor: own } = await faces(values);
		const { environment, faults = [], ...rest } = cli;
		const { line, ...reference } = environment ?? { line: 1 };
		expect(line).toBe(1);
		expect({ ...rest, ...(environment === undefined ? {} : { environment: reference }) }).toEqual({
			...usual,
			...expected,
		});
		expect(faults.map(({ message }) => message)).toEqual(messages);
		for (const fault of faults) {
			expect(fault).toMatchObject({ kind: "malformed", file, line: 1 });
			expect(fault.remedies).toEqual([
				{
					text: expect.stringMatching(/^Correct the setting goEnvironments\./),
					action: { kind: "setting", name: expect.stringMatching(/^goEnvironments\.\w+$/) },
				},
			]);
		}
		// the editor does not say the line
		expect(own).toEqual({
			...rest,
			faults: faults.map(without),
			...(environment === undefined ? {} : { environment: reference }),
		});
	});

	it("stand under their whole name or in nested objects of a file, and the last one counts", async () => {
		const environmentOf = async (settings: unknown): Promise<string | undefined> => {
			made.write({ [file]: typeof settings === "string" ? settings : JSON.stringify(settings) });
			return folderSettings(made.host, known, await writtenSettings(made.host, "/work")).environment?.reference;
		};
		expect(await environmentOf({ goEnvironments: { environment: "1.22" } })).toBe("1.22");
		expect(await environmentOf({ "goEnvironments.environment": "1.21", goEnvironments: { environment: "1.22" } })).toBe(
			"1.22",
		);
		expect(await environmentOf({ goEnvironments: { environment: "1.22" }, "goEnvironments.environment": "1.21" })).toBe(
			"1.21",
		);
		expect(await environmentOf({ goEnvironments: { goToolchain: "auto" } })).toBeUndefined();
	});

	it("of a file that is too large may name an environment, and nobody knows which", async () => {
		made.write({ [file]: `{ "a": "${"x".repeat(2 << 20)}" }` });
		const settings = folderSettings(made.host, known, await writtenSettings(made.host, "/work"));
		expect(settings.environmentFault).toMatchObject({ kind: "too-large", file });
	});

	it("settings of the user have no file, and lead from the home folder outside of a folder", () => {
		editor.user = { environment: "1.22", goToolchain: "auto", searchPaths: ["gos", 3] };
		const read = settingsReader(made.host, known);
		expect(read("/work")).toMatchObject({ environment: { reference: "1.22" }, searchPaths: ["/work/gos"] });
		const ofMachine = read();
		expect(ofMachine).toMatchObject({ searchPaths: ["/home/u/gos"], goToolchain: { value: "auto", isDefault: false } });
		expect(ofMachine.environment).toBeUndefined();
		expect(ofMachine.faults).toHaveLength(1);
		expect(ofMachine.faults?.[0]).not.toHaveProperty("file");
	});
});
