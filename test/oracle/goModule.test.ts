import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { goModFile } from "../../src/gomod/goModFile.ts";
import { goToolchain } from "../tools/go.mjs";

const folder = mkdtempSync(join(tmpdir(), "ge-gomod-"));
let program: string;
beforeAll(async () => {
	program = join(await goToolchain("1.25.14"), "bin", process.platform === "win32" ? "go.exe" : "go");
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface GoAnswer {
	readonly line?: number;
	readonly go?: string | undefined;
	readonly toolchain?: string | undefined;
}

/** The go command's result for a file: its two versions, or the line at which go refuses it. */
function asked(name: "go.mod" | "go.work", text: string): GoAnswer {
	const file = join(folder, name);
	writeFileSync(file, text);
	const verb = name === "go.mod" ? "mod" : "work";
	const { PATH = "" } = process.env;
	const env = { PATH, HOME: folder, GOTOOLCHAIN: "local", GOENV: "off", GOWORK: "off", GOFLAGS: "" };
	const { status, stdout, stderr } = spawnSync(program, [verb, "edit", "-json", file], { env, encoding: "utf8" });
	if (status !== 0) return { line: Number(/go\.(?:mod|work):(\d+)/.exec(stderr)?.[1] ?? 0) };
	const { Go, Toolchain } = JSON.parse(stdout) as { Go?: string; Toolchain?: string };
	return { go: Go, toolchain: Toolchain };
}

function ours(name: "go.mod" | "go.work", text: string): GoAnswer {
	const { faults, go, toolchain } = goModFile(join(folder, name), text);
	const [fault] = faults;
	if (fault !== undefined) return { line: fault.line ?? 0 };
	return { go: go?.text, toolchain: toolchain?.text };
}

/** A pseudo-random generator with the same sequence in each run. */
function random(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return Math.floor((state / 0x80000000) * below);
	};
}

const goLines = [
	"go 1.22",
	"go 1.21.0",
	"go 1.22rc1",
	"go 1.22.x",
	"go >=1.21",
	'go "1.22"',
	"go go1.22",
	"go",
	"go 1",
	"go\t1.25 // x",
];
const toolchainLines = [
	"toolchain go1.22.5",
	"toolchain go1.22.5-corp",
	"toolchain default",
	"toolchain 1.22.5",
	"toolchain local",
	"toolchain",
];
const blocks = [
	"require (\n\texample.com/a v1.0.0\n\n\t// go 1.99\n)",
	"require example.com/b v1.2.3 // indirect; go 1.98",
	"godebug default=go1.21",
	"ignore (\n\t./dist\n)",
	"tool example.com/x/cmd/go",
	"retract v1.0.0 // broken with go 1.99",
	'replace example.com/a => "./a"',
	"exclude ()",
	"// go 1.30 is planned",
	"//go 1.18",
	"/* go 1.18 */",
	"go ( 1.22 )",
	"go (\n\t1.22\n)",
	"go (1.22",
	"",
	"\r",
	'"unfinished',
	"\uFEFF",
	"\u00A0",
	"module twice",
	"<<<<<<< HEAD",
	"retract [v1.0.0, v1.2.0]",
];
const workBlocks = [
	"use `./a`",
	"use it's",
	"use ./a ./b",
	"use",
	"use ()",
	"use (\n\t./a b\n)",
	"use ./a",
	"use (\n\t./a\n\t// go 1.99\n\t./b\n)",
	'use "./a b"',
	"godebug default=go1.21",
];

it("accepts, refuses and reads go.mod as the go command does", () => {
	const next = random(7);
	const pick = (texts: readonly string[]): string => texts[next(texts.length)] ?? "";
	const different: unknown[] = [];
	let accepted = 0;
	for (let round = 0; round < 240; round++) {
		const lines = ["module example.com/m // was go 1.17"];
		if (next(5) > 0) lines.push(pick(next(3) > 0 ? goLines.slice(0, 3) : goLines));
		if (next(3) === 0) lines.push(pick(next(3) > 0 ? toolchainLines.slice(0, 3) : toolchainLines));
		for (let more = next(3); more > 0; more--) lines.splice(next(lines.length + 1), 0, pick(blocks));
		const text = `${lines.join(next(3) === 0 ? "\r\n" : "\n")}\n`;
		const theirs = asked("go.mod", text);
		if (theirs.line === undefined) accepted++;
		const own = ours("go.mod", text);
		// if there are several errors, go reports the first that its parser finds, we the first in the file
		const same = theirs.line === undefined ? JSON.stringify(own) === JSON.stringify(theirs) : own.line !== undefined;
		if (!same) different.push({ text, theirs, own });
	}
	expect(different).toEqual([]);
	expect(accepted).toBeGreaterThan(60);
	expect(accepted).toBeLessThan(200);
}, 120_000);

it.each(
	goLines.concat(toolchainLines, [
		"go 1.22\n\ngo 1.23",
		"go ( 1.22 )",
		"/* x */",
		'"x',
		"\uFEFF",
		"require (\n) x",
		")",
	]),
)("names the line on which go refuses %j", (line) => {
	const text = `module example.com/m\n\n${line}\n`;
	expect(ours("go.mod", text)).toEqual(asked("go.mod", text));
});

it("accepts, refuses and reads go.work as the go command does", () => {
	const different: unknown[] = [];
	for (const line of [...goLines, ...toolchainLines]) {
		for (const block of workBlocks) {
			const text = `${block}\n${line}\n`;
			const theirs = asked("go.work", text);
			const own = ours("go.work", text);
			// `go work edit -json` does not print the toolchain line
			if (theirs.line !== own.line || theirs.go !== own.go) different.push({ text, theirs, own });
		}
	}
	expect(different).toEqual([]);
}, 60_000);
