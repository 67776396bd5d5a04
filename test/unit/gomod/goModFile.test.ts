import { describe, expect, it } from "vitest";
import { type GoModFile, goModFile } from "../../../src/gomod/goModFile.ts";

const read = (text: string, name = "go.mod"): GoModFile => goModFile(`/p/${name}`, text);
const said = ({ go, toolchain }: GoModFile): string =>
	[go && `go ${go.text} ${go.line}`, toolchain && `toolchain ${toolchain.text} ${toolchain.line}`]
		.filter((part) => part !== undefined)
		.join(", ");

describe("go.mod", () => {
	it("has no version in its comments", () => {
		const text = `// go 1.30 is planned
module example.com/a // was go 1.17
//go 1.18
go 1.25 // not 1.26.0
toolchain go1.25.3 // keep
retract v1.0.0 // broken with go 1.99
`;
		expect(said(read(text))).toBe("go 1.25 4, toolchain go1.25.3 5");
		expect(read(text).faults).toEqual([]);
	});

	it.each([
		["module a\ngo 1.22rc1\n", "go 1.22rc1 2"],
		["module a\r\n\r\ngo\t1.22\r\n", "go 1.22 3"],
		["module a\ntoolchain go1.22.5-corp\n", "toolchain go1.22.5-corp 2"],
		["module a\ngo 1.22\ntoolchain default", "go 1.22 2, toolchain default 3"],
		["module a\ntoolchain go1.22.5\n", "toolchain go1.22.5 2"],
		["module a\n", ""],
		['module "a"\ngo 1.22.5//x', "go 1.22.5 2"],
		["module a\ngodebug default=go1.21\ngodebug (\n\tdefault=go1.21\n\tpanicnil=1\n)\ngo 1.22", "go 1.22 7"],
		["module a\nignore ( // x\n\t./dist\n)\ngo 1.25\n", "go 1.25 5"],
		["module a\ntool (\n\texample.com/x/cmd/go\n)\ntool example.com/go\ngo 1.24\n", "go 1.24 6"],
		["module a\nrequire (\n\tgo.uber.org/zap v1.27.0\n)\nretract [v1.0.0, v1.2.0]\nretract ()\ngo 1.22", "go 1.22 7"],
		['module a\nreplace a => "./go 1.99"\ngo 1.22\n', "go 1.22 3"],
		["module a\nfuture 1.99 something\nfuture (\n\tgo 1.99\n)\ngo 1.22", "go 1.22 6"],
	])("%j is read", (text, expected) => {
		expect(said(read(text))).toBe(expected);
		expect(read(text).faults).toEqual([]);
	});

	it("takes the version of a toolchain's name, and none of default", () => {
		expect(read("toolchain go1.22.5-corp").toolchain?.version).toBe("1.22.5");
		expect(read("toolchain default").toolchain?.version).toBeUndefined();
	});

	it.each([
		["module a\ngo 1.21.0-rc1\n", 2],
		["module a\ngo 1.22.x\n", 2],
		["module a\ngo >=1.21\n", 2],
		['module a\n\ngo "1.22"\n', 3],
		["module a\ngo go1.22\n", 2],
		["module a\ngo 1\n", 2],
		["module a\ngo\n", 2],
		["module a\ngo 1.22 1.23\n", 2],
		["module a\ngo ( 1.22 )\n", 2],
		["module a\ngo (\n\t1.22\n)\n", 2],
		["module a\ngo ()\n", 2],
		["module a\ngo(1.22)\n", 2],
		["module a\ntoolchain 1.22.5\n", 2],
		["module a\ntoolchain local\n", 2],
		["module a\ntoolchain go1.foo\n", 2],
		["module a\ngo 1.22\n\ngo 1.23\n", 4],
		["module a\ntoolchain go1.22.5\ntoolchain go1.22.5\n", 3],
		["module a\nmodule b\ngo 1.22\n", 2],
		["\uFEFFmodule a\ngo 1.22\n", 1],
		["module a\ngo 1.22\n/* x */\n", 3],
		["module a\ngo 1.22\n)\n", 3],
		["module a\ngo 1.22\nrequire (\n", 3],
		["module a\nrequire (\n) x\ngo 1.22\n", 3],
		['module "a\ngo 1.22\n', 1],
		["module a\u00A0\ngo 1.22\n", 1],
		["module a\n<<<<<<< HEAD\ngo 1.22\n=======\ngo 1.23\n>>>>>>> x\n", 2],
	])("%j is refused by go: a fault with its line, and no version", (text, line) => {
		const file = read(text);
		expect(said(file)).toBe("");
		expect(file.faults).toMatchObject([{ kind: "malformed", file: "/p/go.mod", line }]);
	});

	it("names the byte order mark and the conflict markers", () => {
		expect(read("\uFEFFmodule a").faults[0]).toMatchObject({ line: 1, column: 1 });
		expect(read("\uFEFFmodule a").faults[0]?.message).toContain("U+FEFF");
		expect(read("module a\n<<<<<<< HEAD\n").faults[0]?.message).toContain("conflict markers");
	});

	it("is read in time that grows with its length only", () => {
		expect(read(`module a\nrequire ${"(".repeat(60_000)}\ngo 1.22\n`).faults).toHaveLength(1);
		expect(said(read(`module a${" \t".repeat(100_000)}\ngo 1.22${"\r".repeat(200_000)}\n`))).toBe("go 1.22 2");
		expect(read(`module ${'"\\'.repeat(50_000)}\n`).faults).toHaveLength(1);
		expect(said(read(`module a\n${"require a v1.0.0\n".repeat(50_000)}go 1.22\n`))).toBe("go 1.22 50002");
	});
});

describe("go.work", () => {
	it("has the folders of its modules, with their lines", () => {
		const text = 'go 1.22\ntoolchain go1.22.5\nuse ./a // go 1.99\nuse (\n\t"./b c"\n\t../d\n)\nreplace x => ./y\n';
		const file = read(text, "go.work");
		expect(said(file)).toBe("go 1.22 1, toolchain go1.22.5 2");
		expect(file.uses).toEqual([
			{ path: "./a", line: 3 },
			{ path: "./b c", line: 5 },
			{ path: "../d", line: 6 },
		]);
	});
});
