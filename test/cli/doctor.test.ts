import { afterEach, beforeEach, expect, it } from "vitest";
import { type Home, type Json, misfit, sdkFiles, temporaryHome } from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), ...sdkFiles("1.24.2"), "~/work/go.mod": "module a\n\ngo 1.22\n" });
});
afterEach(() => home.remove());

const variables = (more: Readonly<Record<string, string>> = {}) => ({
	PATH: `${home.place("~/sdk/go1.24.2/bin")}:/usr/bin:/bin`,
	...more,
});
const run = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
	home.run(["doctor", ...words], { folder: home.place("~/work"), variables: variables(more) });

it("a folder without problems ends with 0", async () => {
	const { status, stdout, stderr } = await run([]);
	expect([status, stderr]).toEqual([0, ""]);
	expect(stdout).toBe("~/work\n  ✓ The Go setup has no problems.\n");
	const answer = JSON.parse((await run(["--json"])).stdout) as Json;
	expect(misfit("doctor", answer)).toBeUndefined();
	expect(answer).toEqual({ schemaVersion: 1, folder: home.place("~/work"), faults: [] });
});

it("problems have a remedy each, on standard output, and end with 5", async () => {
	home.write({ "~/.config/go/env": "GOFLAGS=-v\nGOTOOLCHAIN=1.22.4\n" });
	const { status, stdout, stderr } = await run([], { GOROOT: "/opt/gone", GOBIN: "bin" });
	expect([status, stderr]).toEqual([5, ""]);
	const lines = [
		"~/work",
		"",
		"  ✗ The variable GOROOT is /opt/gone, which does not exist. Every go command fails.",
		"    → Unset GOROOT where it is set.",
		"",
		"  ✗ GOTOOLCHAIN in ~/.config/go/env is “1.22.4”, which is not a valid value. Every go command fails.",
		"    ~/.config/go/env:2",
		"    → Delete line 2 of ~/.config/go/env.",
		"    → A version is written with “go”: go1.22.4",
		"",
		"  ✗ The variable GOBIN is “bin”, which is not an absolute path. `go install` fails.",
		"    → Unset GOBIN where it is set.",
	];
	expect(stdout).toBe(`${lines.join("\n")}\n`);
	const told = await run(["--json"], { GOROOT: "/opt/gone", GOBIN: "bin" });
	const answer = JSON.parse(told.stdout) as Json;
	expect(misfit("doctor", answer)).toBeUndefined();
	expect(told.status).toBe(5);
	expect((answer["faults"] as readonly Json[]).map(({ kind, line }) => [kind, line])).toEqual([
		["toolchain-missing", null],
		["malformed", 2],
		["conflict", null],
	]);
});

it("notes end with 0: the environment is not active in this shell", async () => {
	home.write({ "~/work/.go-version": "1.22.5\n" });
	const { status, stdout } = await run([]);
	expect(status).toBe(0);
	expect(stdout).toContain("✓ The Go setup has no problems.\n\nNotes\n  · The folder's environment is not active");
	expect(stdout).toContain('eval "$(go-environments env)"');
	const inside = await home.run(["exec", "--", process.execPath, home.program, "doctor"], {
		folder: home.place("~/work"),
		variables: variables(),
	});
	expect(inside).toMatchObject({ status: 0, stdout: "~/work\n  ✓ The Go setup has no problems.\n" });
});

it("gopls and dlv on PATH are asked, but not those of the folder", async () => {
	const asked = (text: string) => ({ program: `#!/bin/sh\necho "$0" >> "$HOME/asked"\nprintf '${text}'\n` });
	home.write({
		"~/tools/dlv": asked("Delve Debugger\\nVersion: 1.20.2\\n"),
		"~/work/bin/gopls": asked("golang.org/x/tools/gopls v0.23.0\\ngo: go1.20.1\\n"),
	});
	const PATH = `${home.place("~/work/bin")}:${home.place("~/tools")}:${variables().PATH}`;
	const { status, stdout } = await run([], { PATH });
	expect(status).toBe(5);
	expect(stdout).toContain("✗ dlv 1.20.2 is too old for Go 1.24.2.");
	expect(stdout).toContain("GOTOOLCHAIN=go1.26.8 go install github.com/go-delve/delve/cmd/dlv@v1.26.2");
	expect(stdout).not.toContain("gopls");
	expect(home.files("~/").map((file) => file.split("/").at(-1))).toContain("asked");
});

it("settings that name another Go are found in the folder's own file", async () => {
	home.write({ "~/work/.vscode/settings.json": '{\n\t// left\n\t"go.goroot": "/opt/gone",\n}\n' });
	const { status, stdout } = await run([]);
	expect(status).toBe(5);
	expect(stdout).toContain("The setting go.goroot names /opt/gone, which does not exist.");
	expect(stdout).toContain("~/work/.vscode/settings.json:3");
});

it("a folder that does not exist, or is given twice, is a mistake of usage", async () => {
	expect((await run(["/nowhere"])).status).toBe(2);
	expect((await run([".", "--folder", "."])).status).toBe(2);
	const failed = await run(["/nowhere", "--json"]);
	expect(misfit("doctor", JSON.parse(failed.stdout))).toBeUndefined();
});

it("speaks Chinese", async () => {
	const { stdout } = await run([], { LC_ALL: "zh_CN.UTF-8", GOBIN: "bin" });
	expect(stdout).toContain("变量 GOBIN 为“bin”，它不是绝对路径。`go install` 会失败。");
});
