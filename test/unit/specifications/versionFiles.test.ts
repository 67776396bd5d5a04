import { describe, expect, it } from "vitest";
import type { Specification, SpecificationReader } from "../../../src/core/specification.ts";
import { composePkgset, goPkgset } from "../../../src/specifications/goPkgset.ts";
import { goVersionFile } from "../../../src/specifications/goVersionFile.ts";
import { toolVersions } from "../../../src/specifications/toolVersions.ts";

const reading = (reader: SpecificationReader, name: string) => (text: string) =>
	reader.read(`/p/${name}`, text, { platform: "linux" });
const goVersion = reading(goVersionFile, ".go-version");
const tools = reading(toolVersions, ".tool-versions");

const asked = ({ demand }: Specification): string => demand?.alternatives.join(" ") ?? "";

describe(".go-version", () => {
	it.each([
		["1.22", "1.22", 1],
		["1.14", "1.14", 1],
		["1", "1", 1],
		["1.22.5\r\n", "1.22.5", 1],
		["1.22.5 # pinned", "1.22.5", 1],
		["# pinned\n1.22.5\n", "1.22.5", 2],
		["\n\n  1.22.5", "1.22.5", 3],
		["go1.22.5\n", "1.22.5", 1],
		["go-1.22.5", "1.22.5", 1],
		["v1.22.5", "1.22.5", 1],
		["\uFEFF1.22.5", "1.22.5", 1],
		["\uFEFF1.22.5\r\n# UTF-16 too: the host decodes it\r\n", "1.22.5", 1],
		["1.23rc1", "1.23rc1", 1],
		["system", "inherited", 1],
		["latest", "latest", 1],
		["1.22.5 1.21.3", "1.22.5 1.21.3", 1],
	])("%j asks for %s", async (text, reference, line) => {
		const specification = await goVersion(text);
		expect(asked(specification)).toBe(reference);
		expect(specification).toMatchObject({ demand: { line }, faults: [] });
	});

	it("in gvm's form is looked for in the folder only", async () => {
		expect((await goVersion("go1.22.5")).folderOnly).toBe(true);
		expect((await goVersion("go-1.22.5")).folderOnly).toBeUndefined();
		expect((await goVersion("1.22.5")).folderOnly).toBeUndefined();
	});

	it.each(["", "\uFEFF", "\n \r\n", "# only a comment"])("%j is no specification, and says so", async (text) => {
		const specification = await goVersion(text);
		expect(specification.demand).toBeUndefined();
		expect(specification.unreadable).toBeUndefined();
		expect(specification.faults).toMatchObject([{ kind: "malformed", file: "/p/.go-version", line: 1 }]);
	});

	it.each([
		"../../etc",
		"..",
		"/usr/local/go",
		"{{ env.GO }}",
		">=1.22",
		"1.22.5-corp",
		"tip",
		"1.022",
		"go",
		"C:\\go",
	])("%j is unreadable, and never a reference", async (text) => {
		const specification = await goVersion(text);
		expect(specification.demand).toBeUndefined();
		expect(specification.unreadable).toEqual({ text, line: 1 });
		expect(specification.faults).toMatchObject([{ kind: "malformed", line: 1 }]);
	});

	it.each(["1.22.x", "1.22.*", "v1.22.X"])("%j means 1.22, with a fault", async (text) => {
		const specification = await goVersion(`\n${text}`);
		expect(asked(specification)).toBe("1.22");
		expect(specification.faults).toMatchObject([{ kind: "malformed", line: 2 }]);
	});

	it.each([
		["1.22.5\n# or\n1.23.4\n", "1.22.5 1.23.4", 1],
		["\n1.99 1.22.5\r\ngo-1.23.4", "1.99 1.22.5 1.23.4", 2],
		["go1.22.5\ngo1.23.4\n", "1.22.5 1.23.4", 1],
	])(
		"%j: lines and words are alternatives in the order of the file, without a fault",
		async (text, alternatives, line) => {
			const specification = await goVersion(text);
			expect(asked(specification)).toBe(alternatives);
			expect(specification).toMatchObject({ demand: { line }, faults: [] });
		},
	);

	it("of several lines leaves out the one that is no version, and says which", async () => {
		const specification = await goVersion("tip\n1.22.5\n");
		expect(asked(specification)).toBe("1.22.5");
		expect(specification).toMatchObject({ demand: { line: 2 }, faults: [{ kind: "malformed", line: 1 }] });
	});

	it("is gvm's alone only where every line has gvm's form", async () => {
		expect((await goVersion("go1.22.5\ngo1.23.4\n")).folderOnly).toBe(true);
		expect((await goVersion("go1.22.5\n1.23.4\n")).folderOnly).toBeUndefined();
	});

	it("with conflict markers names them and selects nothing", async () => {
		const specification = await goVersion("<<<<<<< HEAD\n1.22.5\n=======\n1.23.4\n>>>>>>> branch\n");
		expect(specification.demand).toBeUndefined();
		expect(specification.unreadable).toBeDefined();
		expect(specification.faults).toMatchObject([{ kind: "malformed", line: 1 }]);
		expect(specification.faults[0]?.message).toContain("merge");
	});
});

describe(".tool-versions", () => {
	it.each([
		["golang 1.22.5\n", "1.22.5", 1],
		["go 1.22.5", "1.22.5", 1],
		["nodejs 20.1.0\r\n\r\ngolang\t\t1.22.5   # why\r\n", "1.22.5", 3],
		["# tools\ngo: 1.22.5#x", "1.22.5", 2],
		["core:go 1.22.5", "1.22.5", 1],
		["golang v1.22.5", "1.22.5", 1],
		["golang 1.99 1.22.5 system", "1.99 1.22.5 inherited", 1],
		["golang latest", "latest", 1],
		["go prefix:1.22", "1.22", 1],
		["go path:/opt/go", "/opt/go", 1],
		["go path:tools/go", "./tools/go", 1],
		["go path:~/go", "~/go", 1],
	])("%j asks for %s", async (text, reference, line) => {
		const specification = await tools(text);
		expect(asked(specification)).toBe(reference);
		expect(specification).toMatchObject({ demand: { line }, faults: [] });
	});

	it.each(["golangci-lint 1.64.8\n", "go", "GO 1.22", "go=1.22", "asdf:golang 1.22", ""])(
		"%j is not about Go",
		async (text) => {
			expect(await tools(text)).toEqual({ kind: ".tool-versions", file: "/p/.tool-versions", faults: [] });
		},
	);

	it.each(["go ref:master", "go sub-1:latest", "go {{1}}", "go {{ 1.22 }}.5", "go ../../etc"])(
		"%j is unreadable",
		async (text) => {
			const specification = await tools(text);
			expect(specification.demand).toBeUndefined();
			expect(specification.unreadable?.line).toBe(1);
			expect(specification.faults).toHaveLength(1);
		},
	);

	it("with several lines for Go means the last, whatever it calls Go, with a fault", async () => {
		const specification = await tools("golang 1.22.5\nruby 3\ngo 1.23.4\n");
		expect(asked(specification)).toBe("1.23.4");
		expect(specification.faults).toMatchObject([{ kind: "conflict", line: 3 }]);
	});

	it("takes the readable words of a line and says which one is not", async () => {
		const specification = await tools("go tip 1.22.5");
		expect(asked(specification)).toBe("1.22.5");
		expect(specification.faults).toMatchObject([{ kind: "malformed", line: 1 }]);
	});

	it("with conflict markers selects nothing where it is about Go", async () => {
		expect((await tools("<<<<<<< HEAD\ngo 1.22.5\n=======\ngo 1.23.4\n>>>>>>> x\n")).unreadable).toBeDefined();
	});
});

it("a version file of many open templates or of one long line is read in time that grows with its length only", async () => {
	for (const text of [`go ${"{{".repeat(30_000)}`, `go ${"x".repeat(60_000)}`, `${" ".repeat(60_000)}go 1.22`]) {
		expect((await tools(text)).demand).toBeUndefined();
		expect((await goVersion(text)).demand).toBeUndefined();
	}
});

describe(".go-pkgset", () => {
	const pkgset = reading(goPkgset, ".go-pkgset");

	it.each([
		["work\n", "work", 1],
		["# mine\r\n\r\nmy_set-1.0+x:%\r\n", "my_set-1.0+x:%", 3],
		["two words\nsecond", "second", 2],
	])("%j names %s", async (text, name, line) => {
		expect(await pkgset(text)).toMatchObject({ pkgset: { name, line }, faults: [] });
	});

	it.each(["", "../../etc", "a@b", "a/b", "# work"])("%j names none, and says so", async (text) => {
		const specification = await pkgset(text);
		expect(specification.pkgset).toBeUndefined();
		expect(specification.faults).toMatchObject([{ kind: "malformed" }]);
	});

	it("with the folder's .go-version means that Go's set, and nothing else", async () => {
		const composed = composePkgset([await goVersion("go1.22.6"), await pkgset("work")]);
		expect(composed.map(asked)).toEqual(["gvm:go1.22.6@work", "gvm:go1.22.6@work"]);
		expect(composed.flatMap(({ faults }) => faults)).toEqual([]);
	});

	it("alone means no environment, and says what is missing", async () => {
		const [specification] = composePkgset([await pkgset("work")]);
		expect(specification?.demand).toBeUndefined();
		expect(specification?.faults).toMatchObject([{ kind: "malformed", line: 1 }]);
		const { file = "" } = specification ?? {};
		expect(specification?.faults[0]?.remedies).toMatchObject([
			{ text: expect.stringContaining(".go-version"), action: { kind: "open", file, line: 1 } },
		]);
	});

	it("leaves a .go-version that means the inherited Go as it is", async () => {
		const composed = composePkgset([await goVersion("system"), await pkgset("work")]);
		expect(composed.map(asked)).toEqual(["inherited", ""]);
	});
});
