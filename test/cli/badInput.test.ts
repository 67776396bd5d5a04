import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { specificationKinds } from "../../src/core/specification.ts";
import { type Home, type Json, misfit, sdkFiles, temporaryHome } from "../support/cli.ts";
import type { Content } from "../support/machine.ts";

/** Every file that the product reads, from the machine and from a folder. */
const ofMachine = [
	"~/.condarc",
	"~/.mambarc",
	"~/.config/conda/.condarc",
	"~/.conda/environments.txt",
	"~/miniforge3/.condarc",
	"~/miniforge3/envs/a/conda-meta/history",
	"~/miniforge3/envs/a/conda-meta/state",
	"~/miniforge3/envs/a/go/VERSION",
	"~/.gvm/environments/go1.21.1",
	"~/.gvm/environments/default",
	"~/.gvm/gos/go1.21.1/VERSION",
	"~/sdk/go1.20.1/VERSION",
	"~/.config/go/env",
	"~/.config/mise/config.toml",
];
const ofFolder = [
	"go.mod",
	"go.work",
	"nested/go.mod",
	...specificationKinds,
	"mise.lock",
	"flake.lock",
	"pixi.toml",
	".vscode/settings.json",
];
const all = [...ofMachine, ...ofFolder.map((name) => `~/work/${name}`)];

const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, "utf16le");
const bomb = `a: &a [x, x, x]\n${Array.from({ length: 30 }, (_, index) => `${"b".repeat(index + 1)}: &${"b".repeat(index + 1)} [*a, *a, *a]\n`).join("")}`;
const random = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + 13) % 256));

const contents: readonly (readonly [string, Content])[] = [
	["nothing", ""],
	["bytes of all kinds", random],
	["NULs", Buffer.alloc(5000)],
	["merge markers", "<<<<<<< HEAD\ngo 1.22\n=======\ngo 1.23\n>>>>>>> other\n"],
	["UTF-16", utf16('{ "a": 1 }\n1.22.5\n')],
	["half of UTF-16", Buffer.from([0xff, 0xfe, 0x31])],
	["a byte order mark and CR LF", "\uFEFFname: x\r\n1.22.5\r\n"],
	["an alias bomb", bomb],
	["60,000 open brackets", "[".repeat(60_000)],
	["60,000 open braces", "{".repeat(60_000)],
	["an unclosed text", 'a: "b\nc = "d\ngo "1\n'],
	["10 MB", "x".repeat(10 << 20)],
	["one long line", "1".repeat(900_000)],
	["a prototype", '{ "__proto__": { "x": 1 }, "constructor": 1, "goEnvironments.environment": { "toString": 1 } }'],
	["a directory", null],
	["a link to itself", { link: "self" }],
	["a link to nothing", { link: "/nowhere/at/all" }],
	["a link to a device", { link: "/dev/zero" }],
];

let home: Home;
beforeEach(() => {
	home = temporaryHome({
		...sdkFiles("1.22.5"),
		"~/miniforge3/condabin/conda": { program: "" },
		"~/miniforge3/conda-meta/history": "",
		"~/work/x.go": "package x\n",
	});
});
afterEach(() => home.remove());

/** Expects complete JSON from both verbs, a list with the healthy Go, and no stack trace. */
async function expectAnswers(): Promise<readonly Json[]> {
	const answers: Json[] = [];
	for (const verb of ["list", "show"]) {
		const { status, stdout, stderr } = await home.run([verb, "--json", "--folder", home.place("~/work")]);
		expect(stderr).toBe("");
		expect(status).toBe(0);
		const answer = JSON.parse(stdout) as Json;
		expect(misfit(verb, answer)).toBeUndefined();
		answers.push(answer);
	}
	const [listed = {}] = answers;
	const locations = (listed["environments"] as readonly Json[]).map(({ location }) => location);
	expect(locations).toContain(home.place("~/sdk/go1.22.5"));
	return answers;
}

describe("every file that is read holds", () => {
	it.each(contents)("%s", { timeout: 60_000 }, async (_, content) => {
		home.write(Object.fromEntries(all.map((path) => [path, content])));
		await expectAnswers();
		const { stdout, stderr } = await home.run(["show"], { folder: home.place("~/work") });
		expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at .*[(:]\d+:\d+/);
	});

	it.skipIf(process.platform === "win32")("a FIFO, which nobody writes", { timeout: 60_000 }, async () => {
		for (const path of all) {
			mkdirSync(dirname(home.place(path)), { recursive: true });
			execFileSync("mkfifo", [home.place(path)]);
		}
		await expectAnswers();
	});
});

describe("each fault of a file says where", () => {
	it.each([
		["go.mod", "module a\ngo 1.22.x\n", 2],
		["go.work", "go 1.22\ngo 1.23\n", 2],
		["go-environments.yaml", "version: 1\nenvironment: [\n", 3],
		["mise.toml", "[tools]\ngo = \n", 2],
		["environment.yml", "name: a\ndependencies: {\n", 3],
		[".vscode/settings.json", '{\n"a": ]\n}\n', 2],
	])("%s", async (name, text, line) => {
		const file = home.place(`~/work/${name}`);
		home.write({ [file]: text });
		const [, shown] = await expectAnswers();
		expect(shown?.["faults"]).toEqual(expect.arrayContaining([expect.objectContaining({ file, line })]));
	});
});

it("names that are hostile to a terminal are shown as escapes", async () => {
	const name = "evil\u001B[2J\u202Egro\nnext";
	home.write({ [`~/miniforge3/envs/${name}/conda-meta/history`]: "" });
	const listed = await home.json(["list", "--json"]);
	expect((listed["environments"] as readonly Json[]).map((row) => row["name"])).toContain(name);
	const { stdout } = await home.run(["list", "--all"]);
	expect(stdout).toContain("evil\\u{001b}[2J\\u{202e}gro\\nnext");
	expect(stdout).not.toContain("\u001B");
});
