import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { knowsFolders } from "../../src/editor/terminals/variables/mutations.ts";
import {
	expectedInherited,
	expectedOf,
	type TerminalVerdict,
	verdictFault,
	verdictOf,
	verdictText,
} from "../../src/present/terminals/terminalVerdict.ts";
import type { TerminalGoOrigin } from "../../src/present/texts/terminalGo.ts";
import { answerIn, questionFor } from "../../src/shell/terminalQuestion.ts";
import { goVersion } from "../support/rows.ts";
import { linuxPlaces } from "../support/states.ts";

const scratch = mkdtempSync(join(tmpdir(), "ge-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const bin = join(scratch, "a b", "bin");
mkdirSync(bin, { recursive: true });
writeFileSync(join(bin, "go"), "#!/bin/sh\n");
chmodSync(join(bin, "go"), 0o755);

let serial = 0;
/** The answer of a real shell to the typed question; `before` are the commands of its start-up files. */
function answered(shell: string, before = "", path = `${bin}:/usr/bin:/bin`) {
	serial += 1;
	const file = join(scratch, `answer ${serial}`);
	const text = `${before}\n${questionFor(shell, "linux")}\n`;
	const env = { PATH: path, HOME: scratch, GO_ENVIRONMENTS_ANSWER: file, GO_ENVIRONMENTS_TIMES: "11" };
	const program = execFileSync("which", [shell], { encoding: "utf8" }).trim();
	execFileSync(program, [...(shell === "pwsh" ? ["-NoProfile"] : []), "-c", text], { env });
	expect(existsSync(`${file}.part`)).toBe(false);
	return answerIn(readFileSync(file, "utf8"));
}

describe.each(["bash", "zsh", "fish", "dash", "pwsh"])("the question to %s", (shell) => {
	const isThere = spawnSync("which", [shell]).status === 0;

	it.skipIf(!isThere)("is answered with the go it finds, PATH, and how often our entries were put in front", () => {
		expect(answered(shell)).toEqual({ go: join(bin, "go"), path: `${bin}:/usr/bin:/bin`, times: "11" });
	});

	it.skipIf(!isThere)("is answered also where there is no go", () => {
		expect(answered(shell, "", "/usr/bin:/bin")).toEqual({ go: "", path: "/usr/bin:/bin", times: "11" });
	});

	it.skipIf(!isThere || shell === "pwsh")("is answered with a word for a function", () => {
		const definition = shell === "fish" ? "function go; end" : "go() { :; }";
		expect(answered(shell, definition)?.go).toBe("go");
	});
});

it("a shell whose language we do not speak is not asked", () => {
	expect(questionFor("/usr/bin/nu", "linux")).toBeUndefined();
	expect(questionFor("C:\\Windows\\System32\\cmd.exe", "win32")).toBeUndefined();
	expect(questionFor("C:\\Program Files\\Git\\bin\\bash.exe", "win32")).toBeUndefined();
	expect(questionFor("C:\\Program Files\\PowerShell\\7\\pwsh.exe", "win32")).toContain("Get-Command go");
});

it("an answer that is not whole is none", () => {
	expect(answerIn("")).toBeUndefined();
	expect(answerIn("/usr/bin/go\n")).toBeUndefined();
	expect(answerIn("\uFEFFC:\\go\\bin\\go.exe\r\nC:\\go\\bin;C:\\x\r\n\r\n")).toEqual({
		go: "C:\\go\\bin\\go.exe",
		path: "C:\\go\\bin;C:\\x",
		times: "",
	});
});

describe("what a new terminal runs", () => {
	const host = { ...linuxPlaces, realPath: async (path: string) => (path === "/link/go" ? "/s/go1.22/bin/go" : path) };
	const activated = {
		toolchain: { kind: "known", version: goVersion("1.22.5"), goroot: "/s/go1.22", program: "/s/go1.22/bin/go" },
		activation: { lists: { PATH: { prepend: ["/s/go1.22/bin"], drop: [] } }, variables: {}, terminal: {} },
	} as const;
	const verdict = (go: string, path: string, times: string) =>
		verdictOf(host, { go, path, times }, expectedOf(activated) ?? assert.fail(), "/w/api");
	const text = async (wrong: Promise<TerminalVerdict | undefined>, origin?: TerminalGoOrigin) => {
		const found = await wrong;
		return found && verdictText(host, found, { folder: "api", origin });
	};

	it("is ours also by another name", async () => {
		expect(await verdict("/s/go1.22/bin/go", "/s/go1.22/bin", "11")).toMatchObject({ kind: "ours" });
		expect(await verdict("/link/go", "/link:/s/go1.22/bin", "11")).toMatchObject({ kind: "ours" });
		expect(await text(verdict("/link/go", "/link", "11"))).toBeUndefined();
	});

	it("is another's: a start-up file where shell integration did not put ours in front again", async () => {
		expect(await text(verdict("/usr/local/go/bin/go", "/usr/local/go/bin:/s/go1.22/bin:/bin", "1"))).toBe(
			"New terminals of api run /usr/local/go/bin/go, not /s/go1.22/bin/go. " +
				"/usr/local/go/bin comes first on PATH, most likely because of a startup file of the shell.",
		);
	});

	it("names the line of the start-up file where one says it", async () => {
		const line = { kind: "line", file: "/home/u/.bashrc", line: 3 } as const;
		expect(await text(verdict("/home/u/g/bin/go", "/home/u/g/bin:/s/go1.22/bin", "1"), line)).toBe(
			"New terminals of api run ~/g/bin/go, not /s/go1.22/bin/go. ~/.bashrc:3 puts ~/g/bin first on PATH.",
		);
	});

	it("is a fault with what can be done: the line, the shell integration where it is off, a terminal of its own, the log", async () => {
		const found = (await verdict("/x/go", "/x:/s/go1.22/bin", "1")) as TerminalVerdict;
		const actionsOf = (more: { origin?: TerminalGoOrigin; hasIntegration: boolean; isWanted?: boolean }) =>
			verdictFault(host, found, { folder: "api", isWanted: true, ...more })?.remedies?.map(({ action }) => action);
		const always = [{ kind: "operation", name: "openTerminal" }, { kind: "log" }];
		expect(actionsOf({ hasIntegration: true })).toEqual(always);
		// no terminal can have exactly a Go that is only inherited
		expect(actionsOf({ hasIntegration: false, isWanted: false })).toEqual([{ kind: "log" }]);
		const origin = { kind: "line", file: "/home/alice/.bashrc", line: 3 } as const;
		expect(actionsOf({ hasIntegration: false, origin })).toEqual([
			{ kind: "open", file: "/home/alice/.bashrc", line: 3 },
			{ kind: "setting", name: "terminal.integrated.shellIntegration.enabled" },
			...always,
		]);
		const ours = (await verdict("/s/go1.22/bin/go", "/s/go1.22/bin", "11")) as TerminalVerdict;
		expect(verdictFault(host, ours, { folder: "api", hasIntegration: true, isWanted: true })).toBeUndefined();
	});

	it("is another's: an extension or a hook where it came after shell integration", async () => {
		const wrong = verdict("/x/go", "/x:/s/go1.22/bin:/s/go1.22/bin", "11");
		expect(await wrong).toMatchObject({ kind: "other", cause: "extension" });
		expect(await text(wrong)).toContain("another extension or a prompt hook");
	});

	it("is another's where PATH lost what we put into it, and none where there is no go at all", async () => {
		expect(await verdict("/x/go", "/x:/bin", "11")).toMatchObject({ kind: "other", cause: "lost" });
		expect(await verdict("/x/go", "/x:/s/go1.22/bin", "")).toMatchObject({ cause: "lost" });
		expect(await text(verdict("", "/bin", "11"))).toContain("find no go program. Expected: /s/go1.22/bin/go");
	});

	it("is an alias or a function", async () => {
		expect(await text(verdict("alias go='go1.20'", "/s/go1.22/bin", "11"))).toBe(
			"In new terminals of api, go is an alias or a function of the shell: alias go='go1.20'",
		);
	});

	it("is a program also where PATH has a relative entry", async () => {
		expect(await verdict("bin/go", "bin:/s/go1.22/bin", "1")).toMatchObject({
			kind: "other",
			program: "/w/api/bin/go",
		});
		expect(await verdict("../../s/go1.22/bin/go", "../../s/go1.22/bin", "1")).toMatchObject({ kind: "ours" });
		expect(await verdict("alias go='/x/bin/go'", "/x", "1")).toMatchObject({ kind: "word" });
		expect(await verdict("alias go=./bin/go", "/x", "1")).toMatchObject({ kind: "word" });
		expect(await verdict("go", "/x", "1")).toMatchObject({ kind: "word" });
	});

	it("is not judged where our Go is not known", () => {
		expect(expectedOf({ ...activated, toolchain: { kind: "unknown" } })).toBeUndefined();
	});

	it("where nothing was inherited is whatever terminals find", async () => {
		const expected = expectedInherited({ kind: "none" });
		const of = (go: string) => verdictOf(host, { go, path: "/x", times: "" }, expected, "/w/api");
		expect(await of("")).toEqual({ kind: "ours", program: "" });
		expect(await of("/x/go")).toMatchObject({ kind: "other", program: "/x/go" });
	});

	it("of an inherited Go is its program, in front of which nothing of ours stands", async () => {
		const expected = expectedInherited({ kind: "program", program: "/s/go1.22/bin/go", goroot: "/s/go1.22" });
		const of = (go: string) => verdictOf(host, { go, path: "/x:/s/go1.22/bin", times: "" }, expected, "/w/api");
		expect(await of("/s/go1.22/bin/go")).toMatchObject({ kind: "ours" });
		expect(await of("/x/go")).toMatchObject({ kind: "other", program: "/x/go", expected: "/s/go1.22/bin/go" });
	});
});

it.each([
	["1.139.1", true, 2, true],
	["1.110.0", true, 2, true],
	["1.109.3", true, 2, false],
	["1.93.1", true, 1, true],
	["1.93.1", false, 2, true],
	["2.0.0", true, 2, true],
])(
	"VS Code %s, remote: %s, %i folders: terminals have the variables of their own folder: %s",
	(version, isRemote, folders, knows) => {
		expect(knowsFolders(version, isRemote, folders)).toBe(knows);
	},
);
