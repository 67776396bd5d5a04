import { afterEach, describe, expect, it } from "vitest";
import type { GoToolchainSetting } from "../../../src/core/folderKnowledge.ts";
import type { JudgedRequirement } from "../../../src/core/requirements/requirement.ts";
import { isUnmet } from "../../../src/core/requirements/requirement.ts";
import { parseGoVersion } from "../../../src/core/versions/goVersion.ts";
import { judged } from "../../../src/gomod/judged.ts";
import { requirementsOf } from "../../../src/gomod/requirementsOf.ts";
import { type Content, type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const inherit: GoToolchainSetting = { value: "inherit", isDefault: false };

async function judge(
	own: string,
	files: Record<string, Content>,
	{ setting = inherit, ...options }: MachineOptions & { setting?: GoToolchainSetting } = {},
): Promise<readonly JudgedRequirement[]> {
	made = machine({ ...options, files });
	const version = parseGoVersion(own);
	if (version === undefined) throw new Error(own);
	const requirements = await requirementsOf(made.host, "/w", new AbortController().signal);
	const go = { version, goroot: "/go" };
	return await judged(made.host, requirements, go, setting);
}
const verdicts = (rows: readonly JudgedRequirement[]): string[] =>
	rows.map((row) => `${row.range} ${row.met} ${row.switchesTo ?? "-"}${isUnmet(row) ? " unmet" : ""}`);

const auto = { "/go/go.env": "# GOROOT's own\nGOPROXY=x\nGOTOOLCHAIN=auto\n" };
const module = (lines: string): Record<string, Content> => ({ "/w/go.mod": `module a\n${lines}\n` });

describe("a requirement", () => {
	it.each([
		["1.22.5", "go 1.22", ">=1.22 true -"],
		["1.22rc1", "go 1.22", ">=1.22 true -"],
		["1.22rc1", "go 1.22.0", ">=1.22.0 false - unmet"],
		["1.21.10", "go 1.21.6", ">=1.21.6 true -"],
		["1.21.13", "go 1.22", ">=1.22 false - unmet"],
		["1.20", "go 1.20.0", ">=1.20.0 true -"],
	])("of Go %s and `%s`, where go stays, is %s", async (own, lines, expected) => {
		const setting: GoToolchainSetting = { value: "local", isDefault: true };
		expect(verdicts(await judge(own, { ...module(lines), ...auto }, { setting }))).toEqual([expected]);
	});

	it("is not unmet where go will switch by itself, and the Go that it takes is told", async () => {
		expect(verdicts(await judge("1.21.13", { ...module("go 1.22"), ...auto }))).toEqual([">=1.22 false 1.22.0"]);
		made?.remove();
		const both = await judge("1.21.13", { ...module("go 1.22.1\ntoolchain go1.23.4"), ...auto });
		expect(verdicts(both)).toEqual([">=1.22.1 false 1.23.4", ">=1.23.4 null 1.23.4"]);
	});

	it("of a toolchain line is never `met: false`", async () => {
		const setting: GoToolchainSetting = { value: "local", isDefault: true };
		const rows = await judge("1.22.5", module("go 1.22\ntoolchain go1.23.4"), { setting });
		expect(verdicts(rows)).toEqual([">=1.22 true -", ">=1.23.4 null -"]);
		made?.remove();
		expect(verdicts(await judge("1.24.0", module("toolchain go1.23.4"), { setting }))).toEqual([">=1.23.4 true -"]);
	});

	it("stays unmet with `toolchain default`, with a Go before 1.21, and where a packager took GOTOOLCHAIN away", async () => {
		const rows = await judge("1.21.13", { ...module("go 1.22\ntoolchain default"), ...auto });
		expect(verdicts(rows)).toEqual([">=1.22 false - unmet"]);
		made?.remove();
		expect(verdicts(await judge("1.20.14", { ...module("go 1.22"), ...auto }))).toEqual([">=1.22 false - unmet"]);
		made?.remove();
		expect(verdicts(await judge("1.21.13", module("go 1.22")))).toEqual([">=1.22 false - unmet"]);
	});

	it("is judged by the variable before the user's file before GOROOT/go.env", async () => {
		const files = { ...module("go 1.22"), ...auto, "/home/u/.config/go/env": "GOTOOLCHAIN=auto\nGOTOOLCHAIN=local\n" };
		expect(verdicts(await judge("1.21.13", files))).toEqual([">=1.22 false - unmet"]);
		made?.remove();
		const variables = { GOTOOLCHAIN: "auto" };
		expect(verdicts(await judge("1.21.13", files, { variables }))).toEqual([">=1.22 false 1.22.0"]);
		made?.remove();
		const off = { GOENV: "off", GOTOOLCHAIN: "" };
		expect(verdicts(await judge("1.21.13", files, { variables: off }))).toEqual([">=1.22 false 1.22.0"]);
		made?.remove();
		const other = { ...files, "/x/env": "GOTOOLCHAIN=go1.30.1\n" };
		const named = await judge("1.21.13", other, { variables: { GOENV: "/x/env" } });
		expect(verdicts(named)).toEqual([">=1.22 false 1.30.1"]);
	});

	it.each([
		["linux", { XDG_CONFIG_HOME: "/x" }, "/x/go/env"],
		["darwin", { XDG_CONFIG_HOME: "/x" }, "/Users/u/Library/Application Support/go/env"],
		["win32", { AppData: "C:\\A" }, "C:\\A\\go\\env"],
	] as const)("is judged by the user's go/env file where %s has it", async (platform, variables, file) => {
		const path = platform === "win32" ? "C:\\w" : "/w";
		made = machine({
			platform,
			variables,
			files: { [`${path}/go.mod`]: "module a\ngo 1.24\n", [file]: "GOTOOLCHAIN=auto\n" },
		});
		const requirements = await requirementsOf(made.host, path, new AbortController().signal);
		const version = parseGoVersion("1.22.5");
		if (version === undefined) throw new Error("1.22.5");
		expect(verdicts(await judged(made.host, requirements, { version, goroot: "/go" }, inherit))).toEqual([
			">=1.24 false 1.24.0",
		]);
	});

	it("that the chosen Go meets is not met where GOTOOLCHAIN points to an older one", async () => {
		const variables = { GOTOOLCHAIN: "go1.22.4" };
		expect(verdicts(await judge("1.26.0", module("go 1.24"), { variables }))).toEqual([">=1.24 false 1.22.4 unmet"]);
		made?.remove();
		expect(verdicts(await judge("1.26.0", module("go 1.21"), { variables }))).toEqual([">=1.21 true 1.22.4"]);
	});

	it("is not met by a Go that has to be on PATH and is not there", async () => {
		const variables = { GOTOOLCHAIN: "path", PATH: "/a:/b" };
		expect(verdicts(await judge("1.21.13", module("go 1.22"), { variables }))).toEqual([">=1.22 false - unmet"]);
		made?.remove();
		const files = { ...module("go 1.22"), "/b/go1.22.0": { program: "" } };
		expect(verdicts(await judge("1.21.13", files, { variables }))).toEqual([">=1.22 false 1.22.0"]);
	});

	it("under a go.work is judged by the lines of the go.work", async () => {
		const files = {
			"/w/go.work": "go 1.22\nuse ./a\n",
			"/w/a/go.mod": "module a\ngo 1.21\ntoolchain go1.29.1\n",
			...auto,
		};
		expect(verdicts(await judge("1.22.5", files))).toEqual([">=1.22 true -", ">=1.21 true -", ">=1.29.1 null -"]);
		made?.remove();
		expect(verdicts(await judge("1.21.5", files))).toEqual([
			">=1.22 false 1.22.0",
			">=1.21 true 1.22.0",
			">=1.29.1 null -",
		]);
	});

	it("is null where no Go is known", async () => {
		made = machine({ files: module("go 1.22") });
		const requirements = await requirementsOf(made.host, "/w", new AbortController().signal);
		expect((await judged(made.host, requirements, undefined, inherit)).map(({ met }) => met)).toEqual([null]);
	});
});
