import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { programFor, type Start } from "../../../src/cli/programFor.ts";
import { batchCommandLine } from "../../../src/shell/batchCommandLine.ts";
import { type Machine, machine } from "../../support/machine.ts";

describe("on Windows", () => {
	let made: Machine;
	beforeEach(() => {
		made = machine({
			platform: "win32",
			files: {
				"C:\\go\\bin\\go.exe": "MZ",
				"C:\\tools\\lint.cmd": "@echo off",
				"C:\\tools\\lint": "#!/bin/sh",
				"C:\\tools\\both.exe": "MZ",
				"C:\\tools\\both.cmd": "",
				"C:\\work\\own.exe": "MZ",
			},
		});
	});
	afterEach(() => made.remove());
	const variables = {
		Path: 'C:\\none;"C:\\go\\bin";;C:\\tools',
		PATHEXT: ".COM;.EXE;.BAT;.CMD",
		ComSpec: "C:\\Windows\\System32\\cmd.exe",
	};
	const start = (name: string, ...parameters: string[]): Promise<Start> =>
		programFor(made.host, variables, "C:\\work", name, parameters);

	it("finds programs by PATHEXT in its order, in the PATH of the environment", async () => {
		expect(await start("go", "a b")).toEqual({ program: "C:\\go\\bin\\go.exe", arguments: ["a b"] });
		expect(await start("go.exe")).toEqual({ program: "C:\\go\\bin\\go.exe", arguments: [] });
		expect(await start("both")).toMatchObject({ program: "C:\\tools\\both.exe" });
	});

	it("does not look in the working directory, unless it is named", async () => {
		expect(await start("own")).toMatchObject({ status: 127 });
		expect(await start(".\\own")).toMatchObject({ program: "C:\\work\\own.exe" });
		expect(await start("C:\\work\\own")).toMatchObject({ program: "C:\\work\\own.exe" });
	});

	it("starts a batch file through cmd.exe, its arguments ready for that", async () => {
		expect(await start("lint", "a b", "plain")).toEqual({
			program: "C:\\Windows\\System32\\cmd.exe",
			arguments: ["/e:ON", "/v:OFF", "/d", "/s", "/c", '""C:\\tools\\lint.cmd" "a b" plain"'],
			verbatim: true,
		});
		expect(await start("lint", "two\nlines")).toMatchObject({ status: 126 });
	});
});

describe("the command line of a batch file", () => {
	const argument = (text: string): string | undefined =>
		batchCommandLine("C:\\x.cmd", [text])?.at(-1)?.slice('""C:\\x.cmd" '.length, -1);

	// the expectations of Rust's library/std/src/sys/args/windows/tests.rs
	it.each([
		["plain", "plain"],
		["", '""'],
		["a b", '"a b"'],
		["a&calc.exe", '"a&calc.exe"'],
		['"&calc.exe', '"""&calc.exe"'],
		["%PATH%", '"%%cd:~,%PATH%%cd:~,%"'],
		["back\\slash", "back\\slash"],
		["ends with\\", '"ends with\\\\"'],
		["ends\\", '"ends\\\\"'],
		['a\\"b', '"a\\\\""b"'],
		["^caret!", '"^caret!"'],
		["数", "数"],
	])("%j", (text, expected) => {
		expect(argument(text)).toBe(expected);
	});

	it("is none where a line break or a quote in the file's name makes it impossible", () => {
		expect(batchCommandLine("C:\\x.cmd", ["a\nb"])).toBeUndefined();
		expect(batchCommandLine('C:\\x".cmd', [])).toBeUndefined();
	});
});

describe("on Linux", () => {
	let made: Machine;
	beforeEach(() => {
		made = machine({
			files: {
				"/a/tool": "no program",
				"/a/dir/x": "",
				"/b/tool": { program: "" },
				"/b/dir": { program: "" },
				"/work/own": { program: "" },
				"/c/tool": { link: "/b/tool" },
			},
		});
	});
	afterEach(() => made.remove());
	const start = (name: string, PATH: string): Promise<Start> => programFor(made.host, { PATH }, "/work", name, []);

	it("takes the first that can be started, and goes on behind files and folders that cannot", async () => {
		expect(await start("tool", "/a:/b")).toMatchObject({ program: "/b/tool" });
		expect(await start("dir", "/a:/b")).toMatchObject({ program: "/b/dir" });
		expect(await start("tool", "/c:/b")).toMatchObject({ program: "/c/tool" });
		expect(await start("tool", "/a")).toMatchObject({ status: 126 });
		expect(await start("dir", "/a")).toMatchObject({ status: 127 });
	});

	it("takes an empty entry of PATH for the working directory, as shells do", async () => {
		expect(await start("own", "/a:")).toMatchObject({ program: "/work/own" });
		expect(await start("own", "/a")).toMatchObject({ status: 127 });
		expect(await start("own", "../work")).toMatchObject({ program: "/work/own" });
	});
});
