import { afterEach, describe, expect, it } from "vitest";
import { readSpecifications } from "../../../src/specifications/readSpecifications.ts";
import { type Content, type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const folder = "/home/u/w/p";
const user = "/home/u/.config/mise";
const tools = '[tools]\ngo = "1.22.5"\n';
const settings = (text: string): string => `[settings]\n${text}\n`;
const off = settings('disable_tools = ["go"]');

/** The demand of mise.toml and the kinds of its faults; `inputs` are the watched files. */
async function read(files: Record<string, Content>, variables: MachineOptions["variables"] = {}) {
	made = machine({ variables, files: { [`${folder}/mise.toml`]: tools, ...files } });
	const { specifications, inputs, faults } = await readSpecifications(made.host, folder, new AbortController().signal);
	const [first] = specifications;
	expect(faults).toEqual([]);
	return {
		asked: first?.demand?.alternatives,
		faults: first?.faults ?? [],
		kinds: specifications.map(({ kind }) => kind),
		inputs,
	};
}

// each as in mise 2026.9.15: test/oracle/miseFiles.test.ts compares the same with mise
describe("where mise turns Go off, its file names none, and a note says what does it", () => {
	it.each<[string, Record<string, Content>, Record<string, string>, string]>([
		["a variable", {}, { MISE_DISABLE_TOOLS: "node, go" }, "MISE_DISABLE_TOOLS"],
		["a variable without it", {}, { MISE_ENABLE_TOOLS: "node" }, "MISE_ENABLE_TOOLS"],
		["a variable that enables nothing", {}, { MISE_ENABLE_TOOLS: "" }, "MISE_ENABLE_TOOLS"],
		["another name in it", {}, { MISE_ENABLE_TOOLS: "golang" }, "MISE_ENABLE_TOOLS"],
		["the file itself", { [`${folder}/mise.toml`]: tools + off }, {}, "its own [settings]"],
		[
			"an empty list in it",
			{ [`${folder}/mise.toml`]: tools + settings("enable_tools = []") },
			{},
			"its own [settings]",
		],
		["a stronger file", { [`${folder}/mise.local.toml`]: off }, {}, `${folder}/mise.local.toml`],
		["a file above", { "/home/u/w/.mise.toml": off }, {}, "/home/u/w/.mise.toml"],
		["the user's file", { [`${user}/config.toml`]: off }, {}, `${user}/config.toml`],
		["a part of it", { [`${user}/conf.d/x.toml`]: off }, {}, `${user}/conf.d/x.toml`],
		["its place by variable", { "/c/config.toml": off }, { MISE_CONFIG_DIR: "/c" }, "/c/config.toml"],
		["its name by variable", { "/g.toml": off }, { MISE_GLOBAL_CONFIG_FILE: "/g.toml" }, "/g.toml"],
		["the machine's file", { "/etc/mise/config.toml": off }, {}, "/etc/mise/config.toml"],
	])("%s", async (_, files, variables, place) => {
		const { asked, faults, inputs } = await read(files, variables);
		expect(asked).toBeUndefined();
		expect(faults).toMatchObject([{ kind: "note", file: `${folder}/mise.toml`, line: 2 }]);
		expect(faults[0]?.message).toContain(place);
		if (place.startsWith("/")) expect(inputs).toContain(place);
	});

	it.each<[string, Record<string, Content>, Record<string, string>]>([
		["another name", {}, { MISE_DISABLE_TOOLS: "golang,core:go,GO" }],
		[
			"enable before disable",
			{ [`${folder}/mise.toml`]: tools + settings('disable_tools = ["go"]\nenable_tools = ["go"]') },
			{},
		],
		["a variable before the file", { [`${folder}/mise.toml`]: tools + off }, { MISE_DISABLE_TOOLS: "node" }],
		["an empty variable, too", { [`${folder}/mise.toml`]: tools + off }, { MISE_DISABLE_TOOLS: "" }],
		[
			"the nearer file",
			{ [`${folder}/mise.toml`]: tools + settings("disable_tools = []"), [`${user}/config.toml`]: off },
			{},
		],
		["another file's mistake", { [`${user}/config.toml`]: '[settings]\ndisable_tools = ["go"' }, {}],
	])("but not by %s", async (_, files, variables) => {
		expect(await read(files, variables)).toMatchObject({ asked: ["1.22.5"], faults: [] });
	});

	it("a switch that is no list is a fault: mise refuses the file", async () => {
		const { asked, faults } = await read({ [`${folder}/mise.toml`]: tools + settings('disable_tools = "go"') });
		expect(asked).toBeUndefined();
		expect(faults).toMatchObject([{ kind: "malformed", line: 4 }]);
	});

	it("and leaves the folder to the other files, which are other tools' too", async () => {
		const { kinds } = await read({ [`${folder}/.tool-versions`]: "golang 1.21\n" }, { MISE_DISABLE_TOOLS: "go" });
		expect(kinds).toEqual(["mise.toml", ".tool-versions"]);
	});
});

describe("MISE_GO_VERSION stands for what the file names, and a note says so", () => {
	it.each([
		[{ MISE_GO_VERSION: "1.21" }, ["1.21"]],
		[{ MISE_GOLANG_VERSION: "1.21.13" }, ["1.21.13"]],
		[{ MISE_GO_VERSION: "1.99 prefix:1.22" }, ["1.99", "1.22"]],
		[{ MISE_GO_VERSION: "system" }, ["inherited"]],
	])("%j", async (variables, asked) => {
		expect(await read({}, variables)).toMatchObject({ asked, faults: [{ kind: "note", line: 2 }] });
	});

	it("not where it is empty, and not where Go is turned off", async () => {
		expect(await read({}, { MISE_GO_VERSION: "" })).toMatchObject({ asked: ["1.22.5"], faults: [] });
		made?.remove();
		const both = { MISE_GO_VERSION: "1.21", MISE_DISABLE_TOOLS: "go" };
		expect((await read({}, both)).asked).toBeUndefined();
	});
});
