import { afterEach, expect, it } from "vitest";
import { readSpecifications } from "../../../src/specifications/readSpecifications.ts";
import { type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const read = async (options: MachineOptions, folder = "/p"): Promise<readonly object[]> => {
	made?.remove();
	made = machine(options);
	const { specifications } = await readSpecifications(made.host, folder, new AbortController().signal);
	return specifications.map(({ file, demand, unreadable, faults, above }) => ({
		file,
		asks: demand?.alternatives.join() ?? (unreadable === undefined ? undefined : "unreadable"),
		line: demand?.line ?? unreadable?.line,
		faults: faults.length,
		above,
	}));
};

it.each<readonly [string, string, number]>([
	['go = "1.22"\n', "1.22", 1],
	['node = "20"\ngo = "1.22.5"\n', "1.22.5", 2],
	['"go" = "~1.22"', "1.22", 1],
	['go = "=1.22.5"', "1.22.5", 1],
	['go = "*"', "latest", 1],
	['go = ""', "latest", 1],
	['go = "latest"', "latest", 1],
	['go = "work"\n[tools.go.aliases]\nwork = "1.21"\n', "1.21", 1],
])("%j asks for %s", async (text, asks, line) => {
	const files = { "/p/.prototools": text };
	expect(await read({ files })).toEqual([{ file: "/p/.prototools", asks, line, faults: 0, above: false }]);
});

it.each(['go = ">=1.20, <1.23"', 'go = "^1"', "go = 1.22", 'go = "../x"'])(
	"%j is unreadable, and said",
	async (text) => {
		const files = { "/p/.prototools": text };
		expect(await read({ files })).toMatchObject([{ asks: "unreadable", line: 1, faults: 1 }]);
	},
);

it("without Go it is no specification; it is looked for upwards; PROTO_ENV's goes first; .tool-versions decides before it", async () => {
	const files = {
		"/p/.prototools": 'go = "1.22"\n',
		"/p/.prototools.ci": 'go = "1.21"\n',
		"/p/a/.prototools": 'node = "20"\n',
	};
	expect(await read({ files }, "/p/a")).toMatchObject([{ file: "/p/.prototools", asks: "1.22", above: true }]);
	expect(await read({ files, variables: { PROTO_ENV: "ci" } })).toMatchObject([
		{ file: "/p/.prototools.ci", asks: "1.21" },
	]);
	const both = { ...files, "/p/.tool-versions": "golang 1.23.4\n", "/p/.go-version": "1.20.1\n" };
	expect((await read({ files: both })).map((one) => (one as { asks: string }).asks)).toEqual([
		"1.23.4",
		"1.22",
		"1.20.1",
	]);
});
