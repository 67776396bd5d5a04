import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { defaultGoToolchain, goToolchainValues } from "../../src/core/folderKnowledge.ts";
import { settingNames } from "../../src/core/settings/settingNames.ts";
import { providers } from "../../src/providers/index.ts";
import { specificationReaders } from "../../src/specifications/readers.ts";

const root = resolve(import.meta.dirname, "../..");
const text = (name: string): string => readFileSync(join(root, name), "utf8");

interface Command {
	readonly command: string;
	readonly title: string;
	readonly category: string;
}

interface Manifest {
	readonly main: string;
	readonly bin: Readonly<Record<string, string>>;
	readonly engines: { readonly vscode: string };
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly activationEvents: readonly string[];
	readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
	readonly contributes: {
		readonly commands: readonly Command[];
		readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly group?: string }[]>>;
		readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
		readonly walkthroughs: readonly {
			readonly steps: readonly {
				readonly id: string;
				readonly media: { readonly image: Readonly<Record<string, string>> };
				readonly completionEvents: readonly string[];
			}[];
		}[];
		readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
	};
}

const manifest = JSON.parse(text("package.json")) as Manifest;
const english = JSON.parse(text("package.nls.json")) as Record<string, string>;
const chinese = JSON.parse(text("package.nls.zh-cn.json")) as Record<string, string>;
const { commands, menus, views, walkthroughs, configuration } = manifest.contributes;

const sources = (folder: string): readonly string[] =>
	readdirSync(join(root, "src", folder), { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts"))
		.map((name) => text(join("src", folder, name)));

/** The names in the command tables that features of the editor pass to registerCommands. */
function registeredCommands(): readonly string[] {
	return sources("editor").flatMap((source) => {
		const names: string[] = [];
		new Visitor({
			CallExpression({ callee, arguments: [, table] }) {
				if (callee.type !== "Identifier" || callee.name !== "registerCommands") return;
				if (table?.type !== "ObjectExpression") throw new Error("registerCommands gets something else than a table");
				for (const row of table.properties) {
					if (row.type !== "Property" || row.key.type !== "Identifier") throw new Error("a command has no plain name");
					names.push(row.key.name);
				}
			},
		}).visit(parseSync("source.ts", source).program);
		return names;
	});
}

/** The complete list of supported settings; those of later versions do not exist yet. */
const settings = [
	"environment",
	"providers",
	"searchPaths",
	"goToolchain",
	"terminal.activateEnvironment",
	"conda.program",
	"nix.program",
	"languageServer",
	"gopls.program",
	"gopls.settings",
];

describe("commands", () => {
	it("are contributed exactly if they are registered", () => {
		const contributed = new Set(commands.map(({ command }) => command));
		const registered = registeredCommands().map((name) => `goEnvironments.${name}`);
		expect(contributed).toEqual(new Set(registered));
		expect(registered.length).toBe(contributed.size); // no command is registered by two features
	});

	it("stand in menus only where they exist, and in the palette under our name", () => {
		const known = new Set(commands.map(({ command }) => command));
		for (const entry of Object.values(menus).flat()) expect(known).toContain(entry.command);
		// the palette sorts by the whole label: in the singular the main command is the first that `go env` finds
		const others = commands.filter(({ command }) => command !== "goEnvironments.use");
		expect(new Set(others.map(({ category }) => category))).toEqual(new Set(["Go Environments"]));
		expect(commands.find(({ command }) => command === "goEnvironments.use")?.category).toBe("Go Environment");
	});

	it("have no inline action that the context menu lacks", () => {
		const entries = menus["view/item/context"] ?? [];
		const isInline = ({ group = "" }: { readonly group?: string }): boolean => group.startsWith("inline");
		const inline = entries.filter(isInline).map(({ command }) => command);
		const inMenu = entries.filter((entry) => !isInline(entry)).map(({ command }) => command);
		expect(inline.length).toBeGreaterThan(0);
		expect(inMenu).toEqual(expect.arrayContaining(inline));
	});

	it("are named by title in the README", () => {
		const readme = text("README.md");
		const missing = commands
			.map(({ title }) => english[title.replaceAll("%", "")] ?? title)
			.filter((title) => !readme.includes(title));
		expect(missing).toEqual([]);
	});

	it("that the code calls by name exist", () => {
		const known = new Set(commands.map(({ command }) => command));
		const called = sources("editor").flatMap((source) =>
			[...source.matchAll(/(?:executeCommand\(|command: )"(goEnvironments\.[\w.]+)"/g)].map(([, name]) => name),
		);
		expect(called.length).toBeGreaterThan(0);
		const focus = Object.values(views).flatMap((list) => list.map(({ id }) => `${id}.focus`));
		// the command comes with its wizard; until then the command line creates
		for (const name of called) expect([...known, ...focus]).toContain(name);
	});
});

describe("texts of the manifest", () => {
	const used = [...text("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? "");

	it("are there in English and in Chinese, each used, none missing", () => {
		expect(new Set(Object.keys(english))).toEqual(new Set(used));
		expect(new Set(Object.keys(chinese))).toEqual(new Set(used));
	});

	it("are translated", () => {
		for (const [key, sentence] of Object.entries(chinese)) {
			// this name is not translated
			if (sentence !== "Go Environments") expect(sentence, key).toMatch(/\p{Script=Han}/u);
		}
	});

	it("lead to commands and settings that exist", () => {
		const named = Object.values(english).flatMap((sentence) =>
			[...sentence.matchAll(/goEnvironments\.[\w.]*\w/g)].flat(),
		);
		const focus = Object.values(views)
			.flat()
			.map(({ id }) => `${id}.focus`);
		const known = [...commands.map(({ command }) => command), ...Object.keys(configuration.properties), ...focus];
		for (const name of named) expect(known).toContain(name);
	});
});

describe("the walkthrough", () => {
	const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);

	it("has four steps: see, select, terminal, requirement, each with pictures for light and dark that are packed", () => {
		expect(steps.map(({ id }) => id)).toEqual(["see", "select", "terminal", "requirement"]);
		for (const { media } of steps) {
			const files = Object.values(media.image);
			expect(files.length).toBe(4);
			for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
		}
	});

	it("has each step completed by a view, or by a context key that is set; a command is seen only if the workbench runs it", () => {
		const set = sources("editor").flatMap((source) =>
			[...source.matchAll(/(?:setContextKey|complete)\("(\w+)"/g)].map(
				([, name]) => `onContext:goEnvironments.${name}`,
			),
		);
		const seen = Object.values(views).flatMap((list) => list.map(({ id }) => `onView:${id}`));
		for (const { completionEvents } of steps) {
			expect(completionEvents.length).toBe(1);
			for (const event of completionEvents) expect([...set, ...seen]).toContain(event);
		}
	});

	it("has each step with one button", () => {
		for (const { id } of steps) expect(english[`walkthrough.${id}.text`]?.match(/\]\(command:/g), id).toHaveLength(1);
	});
});

describe("settings", () => {
	it("name every provider, in the order in which a version is looked for, and so does the schema of list --json", () => {
		const names = providers.map(({ name }) => name);
		const setting = configuration.properties["goEnvironments.providers"];
		expect(setting).toMatchObject({ items: { enum: names }, default: names });
		expect(text("media/schemas/list.schema.json").replace(/\s+/g, "")).toContain(
			`"provider":{"enum":${JSON.stringify(names)}}`,
		);
	});

	const contributed = Object.keys(configuration.properties).map((name) => name.replace("goEnvironments.", ""));

	it("are those that users can rely on", () => {
		expect(settings).toEqual(expect.arrayContaining(contributed));
	});

	it("are all read, and nothing else is", () => {
		const read = sources("editor").flatMap((source) =>
			[...source.matchAll(/\.get(?:<[^>(]*>)?\("([\w.]+)"\)/g)].map(([, name]) => name ?? ""),
		);
		expect(new Set([...settingNames, ...read])).toEqual(new Set(contributed));
	});

	it("have the values and the default of goToolchain that the core knows", () => {
		expect(configuration.properties["goEnvironments.goToolchain"]).toMatchObject({
			enum: goToolchainValues,
			default: defaultGoToolchain.value,
		});
	});

	it("that name a program or a path are the machine's, and restricted where the workspace is not trusted", () => {
		const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
		const places = Object.keys(configuration.properties).filter((name) => /\.program$|[pP]aths?$/.test(name));
		expect(places).toContain("goEnvironments.searchPaths");
		for (const name of places) {
			expect(configuration.properties[name]?.scope, name).toMatch(/^machine/);
			expect(restrictedConfigurations).toContain(name);
		}
		expect(restrictedConfigurations).toContain("goEnvironments.environment");
	});

	it("that let go download count only in a trusted workspace", () => {
		expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain("goEnvironments.goToolchain");
	});
});

describe("the manifest", () => {
	it("asks for no newer editor than its types", () => {
		expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies["@types/vscode"]}`);
	});

	it("starts nothing before something of ours is needed", () => {
		expect(manifest.activationEvents).not.toContain("*");
		expect(manifest.activationEvents).not.toContain("onStartupFinished");
		expect(manifest.activationEvents).toContain("workspaceContains:go.mod");
	});

	it("starts it where a file asks for a Go, in the root and two folders below, and where Go is edited", () => {
		const host = { platform: "linux", variables: {} } as const;
		const plain = specificationReaders
			.flatMap((reader) => reader.files(host))
			.filter((file) => !/[/*]|\.local\./.test(file));
		for (const name of ["go.mod", "go.work", ...plain]) {
			for (const above of ["", "*/", "*/*/"]) {
				expect(manifest.activationEvents).toContain(`workspaceContains:${above}${name}`);
			}
		}
		expect(plain.length).toBeGreaterThan(7);
		for (const language of ["go", "go.mod", "go.work"])
			expect(manifest.activationEvents).toContain(`onLanguage:${language}`);
	});

	it("has every picture that it names", () => {
		for (const [, file] of text("package.json").matchAll(/"((?:\.\/)?media\/[^"]+\.\w+)"/g)) {
			expect(existsSync(join(root, file ?? "")), file).toBe(true);
		}
	});
});
