import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentText, goSpecs } from "../../../src/conda/environmentText.ts";
import { withoutCredentials } from "../../../src/conda/withoutCredentials.ts";
import { type Fault, faultOf } from "../../../src/core/fault.ts";
import type { Host } from "../../../src/core/host.ts";
import type { CondaSource } from "../../../src/providers/conda/create/condaSource.ts";
import { creationFile } from "../../../src/providers/conda/create/creationFile.ts";
import { requirementsText } from "../../../src/providers/conda/create/installPip.ts";
import { explicitPackages } from "../../../src/providers/conda/create/previewedPackages.ts";
import { wantedPackages } from "../../../src/providers/conda/create/wantedPackages.ts";
import { type Machine, machine } from "../../support/machine.ts";

let made: Machine;
beforeEach(() => {
	made = machine();
});
afterEach(() => made.remove());

const read = (text: string, name = "environment.yml"): Promise<CondaSource> => {
	const file = `/w/${name}`;
	made.write({ [file]: text });
	return creationFile(made.host, file, async () => "linux-64");
};
const refused = async (text: string, name?: string): Promise<Fault | undefined> => {
	const cause: unknown = await read(text, name).then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return faultOf(cause);
};

describe("an environment.yml", () => {
	it("asks for its packages, from its channels, with its variables", async () => {
		const text =
			"name: ci\nchannels:\n  - https://c.example\n  - nodefaults\ndependencies:\n  - go=1.22\n  - python\n  - pip:\n    - black==24\n    - -r more.txt\nvariables:\n  A: 1.20\n";
		expect(await read(text)).toMatchObject({
			name: { text: "ci", line: 1 },
			channels: ["https://c.example"],
			addsConfigured: false,
			packages: { kind: "specs", specs: ["go=1.22", "python", "pip"] },
			pip: { entries: ["black==24", "-r more.txt"], options: ["-U", "--exists-action=b"], folder: "/w" },
			variables: { A: "1.20" },
			accepts: { text: "go=1.22" },
		});
	});

	it("may name package files alone, to which pip is not added", async () => {
		const line = "file:///ch/linux-64/go-1.22.10-h0_0.conda";
		const { packages, accepts, notes } = await read(`dependencies:\n  - ${line}\n  - pip: [black]\n`);
		expect([packages, accepts?.text]).toEqual([{ kind: "explicit", lines: [line] }, "go==1.22.10"]);
		expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining("installed by pip")]);
	});

	it("says what it ignores, with its line", async () => {
		const { notes } = await read("dependencies: [python]\nprefix: /home/other/envs/x\nfoo: 1\nx-go: 2\n");
		expect(notes.map(({ kind, line, message }) => [kind, line, message])).toEqual([
			["note", 3, "“foo” is not a key of this kind of file, so it is ignored."],
			["note", 2, "“prefix” is a path of the machine that wrote the file, so it is ignored."],
			["note", 1, "The file does not ask for Go."],
		]);
	});

	it("may have anchors", async () => {
		const { packages } = await read("x: &all [go=1.22, gotool]\ndependencies: *all\n");
		expect(packages).toEqual({ kind: "specs", specs: ["go=1.22", "gotool"] });
	});

	it("may merge mappings, and repeat entries by aliases, as conda reads it", async () => {
		const text =
			"base: &b {A: b, C: c}\nvariables: {<<: *b, C: d}\ndependencies:\n  - &go go=1.22\n  - *go\n  - pip: &pip [black]\n";
		expect(await read(text)).toMatchObject({
			variables: { A: "b", C: "d" },
			packages: { specs: ["go=1.22", "go=1.22", "pip"] },
			pip: { entries: ["black"] },
		});
		const both = await read("a: &a {A: a}\nb: &b {A: b, B: b}\nvariables:\n  <<: [*a, *b]\ndependencies: [go]\n");
		expect(both.variables).toEqual({ A: "a", B: "b" });
	});

	it.each([
		["a key twice", "name: a\ndependencies: [go]\nname: b\n", 3],
		["no mapping", "- go\n", 1],
		["no dependencies", "name: a\n", 1],
		["dependencies that are no list", "name: a\ndependencies: go\n", 2],
		["an empty list", "name: a\ndependencies: []\n", 2],
		["an entry that is none", "dependencies:\n  - go\n  - npm: [x]\n", 3],
		["a package file among names", "dependencies:\n  - go\n  - /ch/linux-64/x-1-0.conda\n", 3],
		["an entry that is an option", "dependencies:\n  - go\n  - --file=x\n", 3],
		["an entry of pip that is blank", 'dependencies:\n  - go\n  - pip: [black, " "]\n', 3],
		["channels that are no list", "channels: a\ndependencies: [go]\n", 1],
		["a channel that is an option", "dependencies: [go]\nchannels:\n  - a\n  - --override-channels\n", 4],
		["a channel of blanks", 'dependencies: [go]\nchannels:\n  - "  "\n', 3],
		["a name that is a list", "dependencies: [go]\nname: [a]\n", 2],
		["a name that is a mapping", "dependencies: [go]\nname: {a: b}\n", 2],
		["variables that are no mapping", "dependencies: [go]\nvariables: [a]\n", 2],
		["a conflict of a merge", "<<<<<<< ours\nname: a\n=======\nname: b\n>>>>>>> theirs\ndependencies: [go]\n", 1],
		["an anchor that does not exist", "dependencies: *x\n", 1],
		["a merge of what is no mapping", "a: &a [x]\nvariables:\n  <<: *a\ndependencies: [go]\n", 3],
		["a bracket that is not closed", "dependencies: [go\n", 2],
	])("with %s is a fault with its line", async (_, text, line) => {
		expect(await refused(text)).toMatchObject({
			kind: expect.stringMatching(/malformed|conflict/),
			file: "/w/environment.yml",
			line,
		});
	});
});

describe("an explicit file", () => {
	it("asks for package files, and so for an exact Go", async () => {
		const line = "https://c.example/linux-64/go-1.22.5-h2_1.conda#0123456789abcdef0123456789abcdef";
		const source = await read(`# platform: linux-64\n@EXPLICIT\n${line}\n`, "explicit.txt");
		expect(source).toMatchObject({ packages: { kind: "explicit", lines: [line] }, accepts: { text: "go==1.22.5" } });
	});

	it.each([
		["another platform", "# platform: win-64\n@EXPLICIT\n", 1, "conflict"],
		["a package before its mark", "go=1.22\n@EXPLICIT\n", 1, "malformed"],
		["a line that is no address", "@EXPLICIT\nhttps://c.example/x.zip\n", 2, "malformed"],
		["no packages", "@EXPLICIT\n", 1, "malformed"],
		["no mark", "go=1.22\n", 1, "malformed"],
	])("with %s is a fault with its line", async (_, text, line, kind) => {
		expect(await refused(text, "list.txt")).toMatchObject({ kind, line });
	});
});

describe("a conda-lock.yml", () => {
	const entry = (more: object): object => ({
		name: "go",
		version: "1.22.5",
		manager: "conda",
		platform: "linux-64",
		url: "https://c.example/linux-64/go-1.22.5-h2_1.conda",
		hash: { md5: "0123456789abcdef0123456789abcdef" },
		...more,
	});
	const lock = (...packages: readonly object[]): string =>
		JSON.stringify({ version: 1, metadata: {}, package: packages }, null, 1);

	it("asks for the packages of this platform, those of its main category, by address and checksum", async () => {
		const text = lock(
			entry({}),
			entry({ platform: "osx-64" }),
			entry({ category: "dev", name: "x" }),
			entry({ optional: true, name: "y" }),
			entry({ manager: "pip", name: "black", url: "https://p.example/black.whl", hash: { sha256: "ab" } }),
		);
		expect(await read(text, "conda-lock.yml")).toMatchObject({
			packages: { lines: ["https://c.example/linux-64/go-1.22.5-h2_1.conda#0123456789abcdef0123456789abcdef"] },
			pip: { entries: ["black @ https://p.example/black.whl#sha256=ab"], options: ["--no-deps"] },
			accepts: { text: "go==1.22.5" },
		});
	});

	it.each([
		["another version", lock(entry({})).replace('"version": 1,', '"version": 2,'), "not-supported"],
		["nothing for this platform", lock(entry({ platform: "osx-64" })), "conflict"],
		["a package without checksum", lock(entry({ hash: {} })), "malformed"],
		["an entry that is no package", lock({ name: "go" }), "malformed"],
		["a name that is an option", lock(entry({ manager: "pip", name: "--index-url=https://p.example" })), "malformed"],
		["an address of two lines", lock(entry({ url: "https://c.example/a\nhttps://c.example/b" })), "malformed"],
	])("with %s is a fault", async (_, text, kind) => {
		expect(await refused(text, "conda-lock.yml")).toMatchObject({ kind, file: "/w/conda-lock.yml" });
	});
});

describe("a large conda-lock.yml", () => {
	const md5 = "0123456789abcdef0123456789abcdef";
	const head =
		"# made by conda-lock\n\nversion: 1\nmetadata:\n  channels:\n  - url: conda-forge\n    used_env_vars: []\n";
	const packages = Array.from({ length: 9000 }, (_, index) => {
		const name = index === 0 ? "go" : `package-${index}`;
		const platform = index % 3 === 1 ? "osx-64" : "linux-64";
		const of = (needed: number): string => `    needed-${needed}: '>=${needed}.0,<${needed + 1}.0a0'\n`;
		const wants = index % 2 === 0 ? "  dependencies: {}\n" : `  dependencies:\n${[1, 2, 3, 4].map(of).join("")}`;
		const url = `https://c.example/${platform}/${name}-1.22.5-h0_0.conda`;
		return `- name: ${name}\n  version: 1.22.5\n  manager: conda\n  platform: ${platform}\n${wants}  url: ${url}\n  hash:\n    md5: ${md5}\n    sha256: ${md5}${md5}\n  category: main\n  optional: false\n`;
	});
	const text = `${head}package:\n${packages.join("")}`;

	/** How often the event loop had its turn. */
	async function turnsOf(written: string): Promise<{ readonly source: CondaSource; readonly turns: number }> {
		const file = "/w/conda-lock.yml";
		made.write({ [file]: written });
		let turns = 0;
		const host: Host = { ...made.host, yield: async () => void turns++ };
		return { source: await creationFile(host, file, async () => "linux-64"), turns };
	}

	it.each([
		["as it is", text],
		["with line ends of Windows", text.replaceAll("\n", "\r\n")],
		[
			"in the order of keys of older ones, and indented",
			`${`package:\n${packages.join("")}`.replace(/^(?=[- ])/gm, "  ")}${head}`,
		],
	])("is read package by package, %s", { timeout: 30_000 }, async (_, written) => {
		expect(written.length).toBeGreaterThan(3 << 20);
		const { source, turns } = await turnsOf(written);
		expect(source.accepts?.text).toBe("go==1.22.5");
		expect(source.packages).toMatchObject({ lines: { length: 6000 } });
		expect(source.packages).toMatchObject({
			lines: expect.arrayContaining([`https://c.example/linux-64/go-1.22.5-h0_0.conda#${md5}`]),
		});
		// parts of 8 KB
		expect(turns).toBeGreaterThan(written.length / (8 << 10));
	});

	it("may be JSON", async () => {
		const entry = {
			name: "go",
			version: "1.22.5",
			manager: "conda",
			platform: "linux-64",
			url: "https://c.example/go.conda",
			hash: { md5 },
		};
		const all = [...Array.from({ length: 1000 }, () => entry), { ...entry, name: "x", optional: true }];
		const source = await read(JSON.stringify({ version: 1, metadata: {}, package: all }), "conda-lock.yml");
		expect(source).toMatchObject({ accepts: { text: "go==1.22.5" }, packages: { lines: { length: 1000 } } });
	});

	const many = (line: (index: number) => string, count = 200_000): string =>
		Array.from({ length: count }, (_, index) => line(index)).join("");
	const lineOfPackage = (index: number): number =>
		text.slice(0, text.indexOf(packages[index] ?? "")).split("\n").length;

	it.each([
		["a value for its packages and many keys", `package: x\n${many((index) => `k${index}: v\n`)}`, 1],
		["many keys", `package:\n${many((index) => `k${index}: v\n`)}`, 2],
		["many keys in its metadata", `metadata:\n${many((index) => `  k${index}: v\n`)}package:\n- name: x\n`, 1],
		["many keys in a package", `package:\n- name: x\n${many((index) => `  k${index}: v\n`)}`, 2],
		["many brackets", `${"[".repeat(3 << 20)}\npackage:\n`, 1],
		["many brackets in a package", `package:\n- ${"[".repeat(3 << 20)}\n`, 2],
		["many brackets in JSON", `{"package": ${"[".repeat(3 << 20)}`, 1],
		["packages that are none", `package:\n${many(() => "- x\n")}`, 2],
		["no metadata", `version: 1\npackage:\n${packages.slice(0, 200).join("")}`, 1],
		["its packages twice", `${text}package:\n`, text.split("\n").length],
		["another key", text.replace("version: 1\n", "version: 1\nmore: 2\n"), 4],
		["a package that is not indented as the others", text.replace("- name: package-7\n", " - name: package-7\n"), 0],
		["a bracket that is not closed", text.replace("version: 1.22.5", "version: [1.22.5"), 0],
		[
			"a package without its checksum",
			text.replace(`package-9-1.22.5-h0_0.conda\n  hash:\n    md5: ${md5}\n`, "x\n  hash:\n"),
			lineOfPackage(9),
		],
		[
			"a key twice in a package",
			text.replace("- name: package-9\n", "- name: package-9\n  name: x\n"),
			lineOfPackage(9) + 1,
		],
		["a conflict of a merge", `${text}<<<<<<< ours\n`, text.split("\n").length],
	])("with %s ends at once with a fault and its line", async (_, written, line) => {
		const fault = await refused(written, "conda-lock.yml");
		expect(fault?.kind).toMatch(/too-large|malformed/);
		if (line > 0) expect(fault?.line).toBe(line);
	});

	it("is the only large file", async () => {
		const written = `dependencies:\n${many((index) => `  - p${index}\n`, 5000)}`;
		expect(await refused(written)).toMatchObject({ kind: "too-large" });
	});
});

it("a file with very long entries is read quickly", async () => {
	const start = performance.now();
	const { pip } = await read(`dependencies:\n  - go\n  - pip: ["-r${" ".repeat(15_000)}\\n x\\n y"]\n`);
	const entries = [" ", "-r ", " -f ${A}", "${A"].map((part) => `-r${part.repeat(15_000)}`);
	requirementsText(made.host, { folder: "/w", options: [], entries: [...(pip?.entries ?? []), ...entries] });
	const lines = [`https://c.example/${"a".repeat(200_000)}`, `https://c.example/${"a-".repeat(100_000)}`];
	explicitPackages({ ...wantedPackages({ kind: "packages", specs: [] }), packages: { kind: "explicit", lines } });
	for (const text of ["a", "://", "://@", ":/", "://a:", "@"]) withoutCredentials(text.repeat(50_000));
	expect(performance.now() - start).toBeLessThan(500);
});

it.each([
	["./${SUB}/foo.whl  # the wheel", "./${SUB}/foo.whl  # the wheel"],
	["git+https://${TOKEN}@h.example/x", "git+https://${TOKEN}@h.example/x"],
	["foo==1 --hash=sha256:ab", "foo==1 --hash=sha256:ab"],
	["-e ./lib", "-e ./lib"],
	["--no-index --find-links=whl", '--no-index --find-links="/w/a ""#1 $""{B}/"whl'],
	["-f .", '-f "/w/a ""#1 $""{B}/".'],
	["-r more.txt", '-r "/w/a ""#1 $""{B}/"more.txt'],
	["-r 'm o.txt' -cc.txt", '-r "/w/a ""#1 $""{B}/"\'m o.txt\' -c"/w/a ""#1 $""{B}/"c.txt'],
	["--requirement=${OTHER}/x", '--requirement="/w/a ""#1 $""{B}/"${OTHER}/x'],
	["-r ${HOME}/more.txt", "-r ${HOME}/more.txt"],
	["-c https://h.example/c.txt", "-c https://h.example/c.txt"],
	["-r", "-r"],
])("pip gets %s as if its file lay in the folder", (entry, line) => {
	const host = { path: made.host.path, variables: { HOME: "/home/me" } };
	const text = requirementsText(host, { entries: [entry], options: [], folder: "/w/a #1 ${B}" });
	expect(text.split("\n").slice(1)).toEqual([line, ""]);
});

it.each([
	["https://bob:p@ss-s3cret@host.example/x", "https://host.example/x"],
	["https://token@host.example?a=me@x", "https://host.example?a=me@x"],
	["https://host.example/pkg@v1", "https://host.example/pkg@v1"],
	["https://host.example#me@x", "https://host.example#me@x"],
	['"https://host.example" of me@x', '"https://host.example" of me@x'],
	['["https://host.example","me@x"]', '["https://host.example","me@x"]'],
	["git+ssh://a:b@@h.example, ftp://c:@d@e@f.example", "git+ssh://h.example, ftp://f.example"],
	["https://c.example/t/secret/ch", "https://c.example/t/…/ch"],
])("%s is shown as %s", (text, shown) => {
	expect(withoutCredentials(text)).toBe(shown);
});

it("an explicit package is named by its file", () => {
	const lines = ["https://c.example/linux-64/go-cgo-1.22.5-h2_1.conda#0123", "https://c.example/x"];
	expect(
		explicitPackages({ addsConfigured: false, variables: {}, notes: [], packages: { kind: "explicit", lines } }),
	).toEqual([
		{ name: "go-cgo", version: "1.22.5", change: "install" },
		{ name: "x", version: "", change: "install" },
	]);
});

describe("typed packages", () => {
	it.each([
		[[], ["go", "_go_select[build=nocgo]"]],
		[["go=1.25"], ["go=1.25", "_go_select[build=nocgo]"]],
		[["python=3.13"], ["go", "_go_select[build=nocgo]", "python=3.13"]],
		[["go-cgo=1.25"], ["go-cgo=1.25"]],
		[["go=1.25=h1_0"], ["go=1.25=h1_0"]],
		[
			["go>=1.22,<1.24", "gotool"],
			["go>=1.22,<1.24", "gotool", "_go_select[build=nocgo]"],
		],
	])("%j are %j", (specs, wanted) => {
		expect(wantedPackages({ kind: "packages", specs }).packages).toEqual({ kind: "specs", specs: wanted });
	});

	it("that are package files are those alone, and never with names", () => {
		const specs = ["file:///ch/linux-64/go-1.22.10-h0_0.conda#0123", "./tool-1-0.tar.bz2"];
		const wanted = wantedPackages({ kind: "packages", specs, withCgo: true });
		expect(wanted).toMatchObject({ packages: { kind: "explicit", lines: specs }, accepts: { text: "go==1.22.10" } });
		expect(() => wantedPackages({ kind: "packages", specs: ["gotool", ...specs] })).toThrow(
			"“file:///ch/linux-64/go-1.22.10-h0_0.conda#0123” is a package file, so it cannot be combined with packages by name.",
		);
	});

	it.each(["-c", "", "a\nb"])("%j is refused", (spec) => {
		expect(() => wantedPackages({ kind: "packages", specs: [spec] })).toThrow(/is not a package/);
	});
});

describe("the text of an environment.yml", () => {
	it("reads back as what it was made of", async () => {
		const specs = [...goSpecs("=1.25"), "python >=3.13", "yes", "1.20"];
		const text = environmentText({ name: "ci", channels: ["conda-forge", "https://c.example/ch"], specs });
		expect(text).toContain(
			'name: ci\nchannels:\n  - conda-forge\n  - https://c.example/ch\ndependencies:\n  - go=1.25\n  - "_go_select[build=nocgo]"\n',
		);
		expect(await read(text)).toMatchObject({
			name: { text: "ci" },
			channels: ["conda-forge", "https://c.example/ch"],
			packages: { specs },
		});
	});
});
