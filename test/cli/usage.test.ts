import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import stringWidth from "string-width";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CliRun, type Home, type Json, misfit, temporaryHome } from "../support/cli.ts";
import { hasPseudoTerminal, inPseudoTerminal } from "../support/pseudoTerminal.ts";

const verbs = ["list", "show", "doctor", "use", "exec", "env", "create", "update", "remove", "allow", "reset"];
let home: Home;
beforeAll(() => {
	home = temporaryHome({ "~/work/x.go": "" });
});
afterAll(() => home.remove());
const run = (words: readonly string[], variables: Record<string, string> = {}): Promise<CliRun> =>
	home.run(words, { folder: home.place("~/work"), variables });

describe("help and version", () => {
	it("the whole names every command, with an example of each", async () => {
		const { status, stdout, stderr } = await run(["--help"]);
		expect([status, stderr]).toEqual([0, ""]);
		for (const verb of verbs) {
			expect(stdout).toMatch(new RegExp(`^ {2}${verb}( |$)`, "m"));
			expect(stdout).toMatch(new RegExp(`go-environments ${verb}`));
		}
		for (const words of [["-h"], ["help"]]) expect((await run(words)).stdout).toBe(stdout);
	});

	it.each(verbs)("%s has help with its options and examples", async (verb) => {
		const { status, stdout } = await run([verb, "--help"]);
		expect(status).toBe(0);
		expect(stdout).toContain(`go-environments ${verb}`);
		expect(stdout).toContain("  --json ");
		expect(stdout).toContain("Examples");
		expect((await run([verb, "-h"])).stdout).toBe(stdout);
		expect((await run(["help", verb])).stdout).toBe(stdout);
	});

	it.each(["C.UTF-8", "zh_CN.UTF-8"])("fits into 80 columns where no width is known (%s)", async (locale) => {
		const pages = await Promise.all(
			[["--help"], ...verbs.map((verb) => [verb, "--help"])].map((words) => run(words, { LC_ALL: locale })),
		);
		const lines = pages.flatMap(({ stdout }) => stdout.split("\n"));
		// a command is never wrapped, so that it can be copied
		expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
		expect(lines.some((line) => stringWidth(line) > 70)).toBe(true);
		expect(lines.filter((line) => /^\s*[，。、；：”）]/.test(line))).toEqual([]);
	});

	it.skipIf(!hasPseudoTerminal)("is as wide as the terminal (skipped without python3)", async () => {
		const script = `stty cols 60; "${process.execPath}" "${home.program}" use --help`;
		const terminal = inPseudoTerminal(["sh", "-c", script], {
			cwd: home.place("~/work"),
			env: { ...home.variables, NO_COLOR: "1", TERM: "dumb" },
		});
		await terminal.end;
		const widths = terminal.screen.split(/\r?\n/).map((line) => line.length);
		expect(Math.max(...widths)).toBeGreaterThan(50);
		expect(Math.max(...widths)).toBeLessThanOrEqual(60);
	});

	it("--version is that of the package", async () => {
		const { version } = JSON.parse(
			readFileSync(join(resolve(import.meta.dirname, "../.."), "package.json"), "utf8"),
		) as Json;
		expect(await run(["--version"])).toMatchObject({ status: 0, stdout: `${String(version)}\n` });
	});
});

describe("mistakes of usage end with 2, and say what to do", () => {
	it.each([
		[[], "Commands"],
		[["nothing"], "“nothing”"],
		[["--json"], "--json"],
		[["list", "word"], "“word”"],
		[["show", "a", "b"], "“b”"],
		[["show", "--nothing"], "--nothing"],
		[["show", "--all"], "--all"],
		[["show", "-x"], "-x"],
		[["show", "--json=yes"], "--json"],
		[["show", "--folder"], "--folder"],
		[["show", "--folder", "--json"], "--folder"],
		[["show", "--folder="], "--folder"],
		[["show", "nowhere"], "/work/nowhere"],
		[["env", "--shell", "csh"], "csh"],
	])("%j", async (words: readonly string[], part) => {
		const { status, stdout, stderr } = await run(words);
		expect(status).toBe(2);
		expect(stderr).toContain(part);
		expect(stderr).toMatch(/--help|Commands|does not exist|must be one of/);
		expect(stdout.replace(/^\{[\s\S]*\}\n$/, "")).toBe("");
	});

	it("also in JSON, where that was asked for", async () => {
		const shown = await run(["show", "--json", "--nothing"]);
		expect(misfit("show", JSON.parse(shown.stdout))).toBeUndefined();
		const listed = await run(["list", "--json", "word"]);
		expect(misfit("list", JSON.parse(listed.stdout))).toBeUndefined();
		const used = await run(["use", "--json"]);
		expect(misfit("fault", JSON.parse(used.stdout))).toBeUndefined();
	});
});

describe("the language", () => {
	const chinese = /[\u4E00-\u9FFF]/;
	it.each([
		[{ LC_ALL: "zh_CN.UTF-8" }, true],
		[{ LC_ALL: "", LC_MESSAGES: "zh_CN", LANG: "en_US" }, true],
		[{ LC_ALL: "", LANG: "zh_CN.UTF-8" }, true],
		[{ LC_ALL: "", LANG: "zh" }, true],
		[{ LC_ALL: "de_DE.UTF-8", LANG: "zh_CN" }, false],
		[{ LC_ALL: "C", LANG: "zh_CN" }, false],
		[{ LC_ALL: "", LANG: "" }, false],
	])("%j", async (variables, isChinese) => {
		const { stdout } = await run(["show", "--help"], variables);
		expect(chinese.test(stdout)).toBe(isChinese);
		const { stderr } = await run(["show", "nowhere"], variables);
		expect(chinese.test(stderr)).toBe(isChinese);
	});
});

it("Chinese has no English but names, and what another tool says, in quotes", async () => {
	home.write({
		"~/chinese/flake.nix": "{ outputs = ; }\n",
		"~/chinese/environment.yml": "a: 1\na: 2\n",
		"~/chinese/mise.toml": "[tools]\ngo = 1.2.3\n",
	});
	const options = { folder: home.place("~/chinese"), variables: { LC_ALL: "zh_CN.UTF-8" } };
	const { environments } = await home.json(["list", "--json"], options);
	// the machine may have a Go of its own
	const id: unknown = expect.stringMatching(/#\(names unknown\)$/);
	expect(environments).toContainEqual(expect.objectContaining({ name: "#（名称未知）", id }));
	const { faults } = await home.json(["show", "--json"], options);
	const parsed = (faults as { message: string }[]).filter(({ message }) => message.startsWith("此文件不是有效的"));
	expect(parsed).toHaveLength(2);
	for (const { message } of parsed) expect(message).toMatch(/^此文件不是有效的 (YAML|TOML)：“[^”]+”。$/);
});

describe("a mistake of our own", () => {
	/** Makes a Node function that the program calls fail. */
	const broken = () => {
		home.write({ "~/break.cjs": 'require("node:crypto").createHash = () => { throw new TypeError("oh no"); };' });
		return { NODE_OPTIONS: `--require ${home.place("~/break.cjs")}` };
	};

	it("is one sentence and where the log is: no stack trace, status 1, JSON still", async () => {
		home.write({ "~/work/.git/HEAD": "", "~/.local/state/go-environments/selections/a.json": "{}" });
		const { status, stdout, stderr } = await run(["show", "--json"], broken());
		expect(status).toBe(1);
		expect(stderr).not.toMatch(/oh no|at .*\.js/);
		expect(stderr).toContain("~/.local/state/go-environments/crash.log");
		const file = home.place("~/.local/state/go-environments/crash.log");
		const answer = JSON.parse(stdout) as { readonly faults: readonly unknown[] };
		expect(misfit("show", answer)).toBeUndefined();
		expect(answer.faults).toMatchObject([
			{
				kind: "internal",
				message: "Internal error in Go Environments.",
				file,
				remedies: [{ action: { kind: "open", file } }],
			},
		]);
		expect(readFileSync(home.place("~/.local/state/go-environments/crash.log"), "utf8")).toContain("TypeError: oh no");
	});

	it("shows its stack where GO_ENVIRONMENTS_DEBUG=1 asks for it", async () => {
		const { stderr } = await run(["show"], { ...broken(), GO_ENVIRONMENTS_DEBUG: "1" });
		expect(stderr).toMatch(/TypeError: oh no\n +at /);
	});
});

it.runIf(existsSync("/dev/full"))("an answer that cannot be written is a fault and no success", () => {
	for (const words of [["list"], ["list", "--json"], ["--version"]]) {
		const full = openSync("/dev/full", "w");
		const { status, stderr } = spawnSync(process.execPath, [home.program, ...words], {
			env: { ...home.variables },
			stdio: ["ignore", full, "pipe"],
			encoding: "utf8",
		});
		closeSync(full);
		expect([words, status]).toEqual([words, 1]);
		expect(stderr).toContain("could not be written (ENOSPC)");
		expect(stderr).not.toMatch(/ at .*:\d+:\d+/);
	}
});

it("a folder that is named needs no working directory", async () => {
	const words = ["show", "--json", "--folder", home.place("~/work")];
	const script = `mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"`;
	const { status, stdout } = spawnSync("sh", ["-c", script, process.execPath, home.program, ...words], {
		cwd: home.place("~/"),
		env: { ...home.variables },
		encoding: "utf8",
	});
	expect(status).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({ folder: home.place("~/work") });
});
