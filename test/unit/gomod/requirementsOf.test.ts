import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import type { Requirements } from "../../../src/core/requirements/requirement.ts";
import { requirementsOf } from "../../../src/gomod/requirementsOf.ts";
import { type Content, goroot, type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

async function needs(
	files: Record<string, Content>,
	options: MachineOptions = {},
	folder = "/w",
): Promise<Requirements> {
	made = machine({ ...options, files });
	return await requirementsOf(made.host, folder, new AbortController().signal);
}
const rows = ({ requirements }: Requirements): string[] =>
	requirements.map(({ range, file, line, decides }) => `${decides ? "!" : ""}${file}:${line} ${range}`);

describe("requirements of a folder", () => {
	it("are those of its go.mod, which decides, and of every go.mod below", async () => {
		const result = await needs({
			"/w/go.mod": "module a\n\ngo 1.22\ntoolchain go1.22.5\n",
			"/w/b/go.mod": "module b\ngo 1.23.1\n",
			"/w/b/c/d/e/go.mod": "module e\ngo 1.21\n",
		});
		expect(rows(result)).toEqual([
			"!/w/go.mod:3 >=1.22",
			"/w/go.mod:4 >=1.22.5",
			"/w/b/go.mod:2 >=1.23.1",
			"/w/b/c/d/e/go.mod:2 >=1.21",
		]);
		expect(result.faults).toEqual([]);
		expect(result.cut).toBeUndefined();
		expect(result.inputs).toContain("/w/b/go.mod");
	});

	it("leave out what is not part of the project", async () => {
		const module = "module x\ngo 1.99\n";
		const result = await needs({
			"/w/go.mod": "module a\ngo 1.22\n",
			"/w/vendor/x/go.mod": module,
			"/w/testdata/go.mod": module,
			"/w/node_modules/x/go.mod": module,
			"/w/.cache/go.mod": module,
			"/w/_old/go.mod": module,
			"/w/env/conda-meta/history": "",
			"/w/env/go/src/go.mod": module,
			...goroot("/w/sdk/go", "1.26.0"),
			"/w/sdk/go/src/go.mod": module,
			"/w/gopath/pkg/mod/example.com/x@v1.0.0/go.mod": module,
			"/w/modcache/cache/download/x": "",
			"/w/modcache/cache/lock": "",
			"/w/modcache/x/go.mod": module,
			"/w/loose/x@v1.0.0/go.mod": module,
			"/outside/go.mod": module,
			"/w/link": { link: "/outside" },
			"/w/filelink/go.mod": { link: "/outside/go.mod" },
			"/w/cycle/again": { link: "/w/cycle" },
			"/w/directory/go.mod/x": "",
		});
		expect(rows(result)).toEqual(["!/w/go.mod:2 >=1.22"]);
		expect(result.faults).toEqual([]);
	});

	it("keep what only looks like it: a package named vendors, a VERSION of one's own, a go.mod that is a link inside", async () => {
		const result = await needs({
			"/w/vendors/go.mod": "module a\ngo 1.22\n",
			"/w/app/VERSION": "2.0\n",
			"/w/app/src/x": "",
			"/w/app/go.mod": "module b\ngo 1.23\n",
			"/w/cache/download/x.go": "",
			"/w/cache/go.mod": "module c\ngo 1.24\n",
			"/w/z/go.mod": { link: "../shared.mod" },
			"/w/shared.mod": "module z\ngo 1.25\n",
		});
		expect(rows(result)).toEqual([
			"/w/app/go.mod:2 >=1.23",
			"/w/cache/go.mod:2 >=1.24",
			"/w/vendors/go.mod:2 >=1.22",
			"/w/z/go.mod:2 >=1.25",
		]);
	});

	it("are found however deep, and a deep folder without a module is no fault", async () => {
		const deep = await needs({ "/w/a/b/c/d/e/f/g/go.mod": "module a\ngo 1.22\n" });
		expect(rows(deep)).toEqual(["/w/a/b/c/d/e/f/g/go.mod:2 >=1.22"]);
		made?.remove();
		const sources = await needs({ "/w/go.mod": "module a\ngo 1.22\n", "/w/a/b/c/d/e/x.go": "package e\n" });
		expect(sources).toMatchObject({ faults: [] });
		expect(sources.cut).toBeUndefined();
	});

	it("end at 2,000 directories, those near the folder first, and only then something may be missing", async () => {
		const inner = await needs(Object.fromEntries(Array.from({ length: 1999 }, (_, index) => [`/w/${index}`, null])));
		expect(inner.cut).toBeUndefined();
		made?.remove();
		const wide = await needs(Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`/w/${index}`, null])));
		expect(wide.cut).toEqual({ directories: 2000 });
	});

	it("of a folder inside a module are the module's", async () => {
		const result = await needs({ "/w/go.mod": "module a\ngo 1.22\n", "/w/cmd/x/main.go": "" }, {}, "/w/cmd/x");
		expect(rows(result)).toEqual(["!/w/go.mod:2 >=1.22"]);
	});

	it("are none where nothing is said: a module line only means Go 1.16, which every Go is", async () => {
		const result = await needs({ "/w/go.mod": "module a\n" });
		expect(result).toMatchObject({ requirements: [], faults: [] });
	});

	it("of a refused file are none; the others stay", async () => {
		const result = await needs({ "/w/go.mod": "module a\ngo 1.22.x\n", "/w/b/go.mod": "module b\ngo 1.23\n" });
		expect(rows(result)).toEqual(["/w/b/go.mod:2 >=1.23"]);
		expect(result.faults).toMatchObject([{ kind: "malformed", file: "/w/go.mod", line: 2 }]);
	});

	it("of what is no file, too large, or may not be read are none, and the others are there", async () => {
		made = machine({
			denied: ["/w/secret"],
			files: {
				"/w/large/go.mod": `module a\ngo 1.22\n${"//\n".repeat(2_000_000)}`,
				"/w/secret/go.mod": "module s\ngo 1.22\n",
				"/w/fifo/x": "",
				"/w/ok/go.mod": "module o\ngo 1.23\n",
			},
		});
		execFileSync("mkfifo", [made.place("/w/fifo/go.mod"), made.place("/w/go.work")]);
		const result = await requirementsOf(made.host, "/w", new AbortController().signal);
		expect(rows(result)).toEqual(["/w/ok/go.mod:2 >=1.23"]);
		expect(result.faults.map(({ kind, file }) => `${kind} ${file}`).sort()).toEqual([
			"not-a-file /w/go.work",
			"not-readable /w/secret",
			"too-large /w/large/go.mod",
		]);
	});

	it("below a disk that never answers are none, which is said once", async () => {
		const files = { "/w/go.mod": "module a\ngo 1.22\n", "/w/net": null };
		const result = await needs(files, { silent: ["/w/net"] });
		expect(rows(result)).toEqual(["!/w/go.mod:2 >=1.22"]);
		expect(result.faults.map(({ kind, file }) => `${kind} ${file}`)).toEqual(["disk-silent /w/net"]);
	});

	it("read Windows paths", async () => {
		const result = await needs(
			{
				"C:\\w\\go.work": "go 1.22\nuse .\\a\nuse ./b/c\n",
				"C:\\w\\a\\go.mod": "module a\ngo 1.21\n",
				"C:\\w\\b\\c\\go.mod": "module c\n",
			},
			{ platform: "win32" },
			"C:\\w",
		);
		expect(rows(result)).toEqual(["!C:\\w\\go.work:1 >=1.22", "C:\\w\\a\\go.mod:2 >=1.21"]);
		expect(result.faults).toEqual([]);
	});
});

describe("a go.work", () => {
	it("in effect decides alone, from above too; toolchain lines of its modules are without effect", async () => {
		const files = {
			"/r/go.work": "go 1.22\ntoolchain go1.22.5\nuse ./a\n",
			"/r/a/go.mod": "module a\ngo 1.21\ntoolchain go1.29.1\n",
		};
		const result = await needs(files, {}, "/r/a");
		expect(rows(result)).toEqual([
			"!/r/go.work:1 >=1.22",
			"/r/go.work:2 >=1.22.5",
			"/r/a/go.mod:2 >=1.21",
			"/r/a/go.mod:3 >=1.29.1",
		]);
		expect(result.work).toBe("/r/go.work");
		expect(result.requirements.at(-1)?.without).toBe("go.work");
		expect(result.faults).toEqual([]);
	});

	it("is not in effect with GOWORK=off, in the variable or in the user's go/env file", async () => {
		const files = { "/w/go.work": "go 1.22\nuse .\n", "/w/go.mod": "module a\ngo 1.21\n" };
		const off = await needs(files, { variables: { GOWORK: "off" } });
		expect(rows(off)).toEqual(["!/w/go.mod:2 >=1.21"]);
		made?.remove();
		const byFile = await needs({ ...files, "/home/u/.config/go/env": "GOWORK=off\n" });
		expect(rows(byFile)).toEqual(["!/w/go.mod:2 >=1.21"]);
		made?.remove();
		const auto = await needs({ ...files, "/home/u/.config/go/env": "GOWORK=off\n" }, { variables: { GOWORK: "auto" } });
		expect(auto.work).toBe("/w/go.work");
	});

	it("may be named by GOWORK; a name that go refuses is a fault", async () => {
		const files = { "/x/other.work": "go 1.24\nuse /w\n", "/w/go.mod": "module a\ngo 1.21\n" };
		const named = await needs(files, { variables: { GOWORK: "/x/other.work" } });
		expect(rows(named)).toEqual(["!/x/other.work:1 >=1.24", "/w/go.mod:2 >=1.21"]);
		made?.remove();
		for (const GOWORK of ["other.work", "/x/none.work"]) {
			const refused = await needs(files, { variables: { GOWORK } });
			expect(refused.faults).toMatchObject([{ kind: "malformed" }]);
			expect(refused.work).toBeUndefined();
			made?.remove();
		}
	});

	it("may be named by GOWORK where nobody may look, which does not mean that it is not there", async () => {
		const files = { "/w/go.mod": "module a\ngo 1.22\n", "/x/other.work": "go 1.23\n" };
		const { faults } = await needs(files, { variables: { GOWORK: "/x/other.work" }, denied: ["/x"] });
		expect(faults).toMatchObject([{ kind: "not-readable", file: "/x/other.work" }]);
	});

	it("that does not use the folder's module is a fault with the remedy GOWORK=off", async () => {
		const files = { "/r/go.work": "go 1.22\nuse ./a\n", "/r/a/go.mod": "module a\n", "/r/b/go.mod": "module b\n" };
		const result = await needs(files, {}, "/r/b");
		expect(result.faults).toMatchObject([{ kind: "conflict", file: "/r/b/go.mod" }]);
		const [adding, other] = result.faults[0]?.remedies ?? [];
		expect(adding?.action).toEqual({ kind: "copy", text: "go work use ." });
		expect(other?.text).toContain("GOWORK=off");
		made?.remove();
		const above = await needs(files, {}, "/r");
		expect(above.faults).toEqual([]);
	});

	it("below one of its modules is the one conflict, with both lines", async () => {
		const result = await needs({
			"/w/go.work": "\ngo 1.22\nuse ./a\nuse ../out\n",
			"/w/a/go.mod": "module a\ngo 1.23\n",
			"/out/go.mod": "module o\n\n\ngo 1.24.1\n",
		});
		expect(result.faults).toMatchObject([{ kind: "conflict", file: "/w/go.work", line: 2 }]);
		expect(result.faults[0]?.message).toMatch(/1\.22.*1\.24\.1.*\/out\/go\.mod.*4/);
		expect(result.faults[0]?.remedies).toEqual([
			{
				text: "Run `go work use` in the folder of the go.work.",
				action: { kind: "copy", text: "go work use" },
			},
		]);
	});

	it("without a go line means 1.18, and is compared only with modules from 1.21 on, as go does", async () => {
		const old = await needs({ "/w/go.work": "use .\n", "/w/go.mod": "module a\ngo 1.20\n" });
		expect(old.faults).toEqual([]);
		made?.remove();
		const strict = await needs({ "/w/go.work": "use .\n", "/w/go.mod": "module a\ngo 1.21\n" });
		expect(strict.faults).toMatchObject([{ kind: "conflict", file: "/w/go.work", line: 1 }]);
	});

	it("that uses a folder without a module is a fault", async () => {
		const result = await needs({ "/w/go.work": "go 1.22\nuse ./gone\n" });
		expect(result.faults).toMatchObject([{ kind: "malformed", file: "/w/go.work", line: 2 }]);
	});

	it("deeper in the folder decides for its own modules", async () => {
		const result = await needs({
			"/w/go.mod": "module a\ngo 1.22\n",
			"/w/tools/go.work": "go 1.25\nuse ./x\n",
			"/w/tools/x/go.mod": "module x\ngo 1.24\n",
		});
		expect(rows(result)).toEqual(["/w/tools/go.work:1 >=1.25", "!/w/go.mod:2 >=1.22", "/w/tools/x/go.mod:2 >=1.24"]);
		expect(result.requirements.map(({ work }) => work)).toEqual([undefined, undefined, "/w/tools/go.work"]);
		expect(result.work).toBeUndefined();
	});
});
