import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, sdkFiles, temporaryHome } from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), ...sdkFiles("1.24.2"), "~/work/x.go": "" });
});
afterEach(() => home.remove());

const isRoot = process.geteuid?.() === 0;
const user = 12_345;
/** Root reads everything: it becomes another user, whose home and whose CLI it all is then. */
const asUser = isRoot ? ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--clear-groups"] : [];
const canTry =
	process.platform !== "win32" && (!isRoot || spawnSync("setpriv", ["--version"], { stdio: "ignore" }).status === 0);

function giveAway(): void {
	chownSync(home.home, user, user);
	for (const name of readdirSync(home.home, { recursive: true, encoding: "utf8" })) {
		const path = join(home.home, name);
		if (!lstatSync(path).isSymbolicLink()) chownSync(path, user, user);
	}
}

function run(...words: readonly string[]) {
	cpSync(dirname(home.program), home.place("~/cli"), { recursive: true });
	if (isRoot) giveAway();
	const [program = "", ...rest] = [...asUser, process.execPath, home.place("~/cli/cli.js"), ...words];
	const { status, stdout, stderr } = spawnSync(program, rest, {
		cwd: home.place("~/work"),
		env: home.variables,
		encoding: "utf8",
	});
	return { status, stdout, stderr };
}

function closed(path: string, content = ""): void {
	home.write({ [path]: content });
	chmodSync(home.place(path), 0);
}

const deciding = [
	".go-version",
	"mise.toml",
	".tool-versions",
	".prototools",
	"environment.yml",
	"go-environments.yaml",
	".vscode/settings.json",
];

describe.skipIf(!canTry)("a file that may not be read", () => {
	it.each(deciding)("and would decide, %s, lets nothing run with another Go", (name) => {
		closed(`~/work/${name}`);
		const ran = run("exec", "--", "echo", "ran");
		expect([ran.status, ran.stdout]).toEqual([3, ""]);
		expect(ran.stderr.split(`~/work/${name}`)).toHaveLength(2);
		expect(ran.stderr).toContain("permission denied");
		expect(run("exec", "--environment", "1.22", "--", "echo", "ran").status).toBe(0);
		const shown = run("show", "--json");
		expect(JSON.parse(shown.stdout)).toMatchObject({ selection: { kind: "missing" } });
		expect(run("show").stdout.split("permission denied")).toHaveLength(2);
	});

	it("beside one that decides, or of what is chosen, is only named", () => {
		home.write({ "~/work/mise.toml": '[tools]\ngo = "1.22.5"\n' });
		closed("~/work/.go-version");
		closed("~/work/flake.nix");
		const ran = run("exec", "--", "go", "version");
		expect(ran.stdout).toContain("go1.22.5");
		expect(ran.stderr).toContain(".go-version");
		expect(ran.stderr).not.toContain("takes precedence");
		closed("~/work/.vscode/settings.json");
		expect(run("use", "1.24").status).toBe(0);
		expect(run("exec", "--", "go", "version").stdout).toContain("go1.24.2");
	});
});

it.skipIf(!canTry)("a folder that may not be listed is named, and no file of it decides", () => {
	home.write({ "~/work/.go-version": "1.22.5\n" });
	chmodSync(home.place("~/work"), 0o300);
	const ran = run("exec", "--", "echo", "ran");
	expect([ran.status, ran.stdout]).toEqual([0, "ran\n"]);
	expect(ran.stderr).toContain("~/work");
	expect(ran.stderr).toContain("permission denied");
});
