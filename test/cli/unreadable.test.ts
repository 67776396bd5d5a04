import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { specificationKinds } from "../../src/core/specification.ts";
import { specificationReaders } from "../../src/specifications/readers.ts";
import { type Home, sdkFiles, speakingGoroot, temporaryHome } from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), ...sdkFiles("1.24.2"), "~/work/x.go": "" });
});
afterEach(() => {
	chmodSync(home.place("~/work"), 0o755);
	home.remove();
});

const isRoot = process.geteuid?.() === 0;
const user = 12_345;
/** Root can read everything, so the test runs as another user, who owns the home and the CLI. */
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

const run = (...words: readonly string[]) => runIn("~/work", words);

function runIn(folder: string, words: readonly string[]) {
	cpSync(dirname(home.program), home.place("~/cli"), { recursive: true });
	if (isRoot) giveAway();
	const [program = "", ...rest] = [...asUser, process.execPath, home.place("~/cli/cli.js"), ...words];
	const { status, stdout, stderr } = spawnSync(program, rest, {
		cwd: home.place(folder),
		env: home.variables,
		encoding: "utf8",
	});
	return { status, stdout, stderr };
}

function closed(path: string): void {
	home.write({ [path]: path.endsWith("conf.d") ? null : "" });
	chmodSync(home.place(path), 0);
}

const recommending = specificationReaders.filter(({ selectsAlone }) => selectsAlone === false).map(({ kind }) => kind);
const deciding = [...specificationKinds.filter((kind) => !recommending.includes(kind)), ".vscode/settings.json"];

describe.skipIf(!canTry)("a Go in a folder that may not be read", () => {
	it.each([
		["./go", "~/work/go", "~/work/go"],
		["~/sdk/go1.22.5", undefined, "~/sdk"],
	])("named as %s is missing, and nothing else takes its place", (reference, copy, folder) => {
		if (copy !== undefined) cpSync(home.place("~/sdk/go1.22.5"), home.place(copy), { recursive: true });
		home.write({ "~/work/go-environments.yaml": `version: 1\nenvironment: ${reference}\n` });
		giveAway();
		chmodSync(home.place(folder), 0);
		try {
			const shown = run("show", "--json");
			const { selection } = JSON.parse(shown.stdout) as { selection: { kind: string; reference: string } };
			expect([shown.status, selection.kind, selection.reference]).toEqual([0, "missing", reference]);
			const exec = run("exec", "--", "echo", "ran");
			expect([exec.status, exec.stdout]).toEqual([3, ""]);
			expect(exec.stderr).toMatch(/may not be read|cannot be read|Permission denied/i);
		} finally {
			chmodSync(home.place(folder), 0o755);
		}
	});
});

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

describe.skipIf(!canTry)("a folder that may not be listed", () => {
	const hide = (mode = 0o111): void => chmodSync(home.place("~/work"), mode);

	it("is named, and its files are read all the same", () => {
		home.write({ "~/work/.go-version": "1.22.5\n", "~/work/sub/x.go": "" });
		hide(0o300);
		const ran = run("exec", "--", "go", "version");
		expect([ran.status, ran.stdout.split(" ")[2]]).toEqual([0, "go1.22.5"]);
		expect(ran.stderr).toContain("~/work cannot be read: permission denied.");
	});

	it.each([...deciding, "mise/conf.d"])("hides no %s that may not be read: nothing runs with another Go", (name) => {
		closed(`~/work/${name}`);
		hide();
		const ran = run("exec", "--", "echo", "ran");
		expect([ran.status, ran.stdout]).toEqual([3, ""]);
		expect(ran.stderr).toContain(
			`~/work/${name} cannot be read: permission denied.\n  → Give your account permission to read it.`,
		);
		const shown = run("show");
		expect(shown.stdout).toContain(`work/${name}”, which cannot be read`);
		expect(shown.stdout.split("permission denied")).toHaveLength(3);
	});

	it("shows a go.mod and a go.work in it that may not be read", () => {
		closed("~/work/go.mod");
		closed("~/work/go.work");
		hide();
		const { stdout } = run("show");
		for (const name of ["go.mod", "go.work"]) expect(stdout).toContain(`~/work/${name} cannot be read`);
	});

	it("is a project all the same for the folders in it", () => {
		home.write({ "~/work/environment.yml": "dependencies: [go]\n", "~/work/sub/x.go": "" });
		hide();
		const shown = runIn("~/work/sub", ["show", "--json"]);
		expect(JSON.parse(shown.stdout)).toMatchObject({ folder: home.place("~/work") });
	});

	it("nor be looked into may hold any file: nothing runs", () => {
		home.write({ "~/work/.go-version": "1.22.5\n" });
		hide(0);
		const ran = runIn("~", ["exec", "--folder", home.place("~/work"), "--", "echo", "ran"]);
		expect([ran.status, ran.stdout]).toEqual([3, ""]);
		expect(ran.stderr).toContain("permission denied");
	});
});

describe.skipIf(!canTry)("a folder of programs that may not be listed", () => {
	it.each(["bin", "pkg/tool/linux_amd64", "pkg/tool"])("cannot be approved, and allow says which: %s", (below) => {
		const folder = `~/work/tools/go/${below}`;
		home.write({
			...speakingGoroot("~/work/tools/go", "1.23.4"),
			[`${folder}/x`]: "",
			"~/work/go-environments.yaml": "version: 1\nenvironment: ./tools/go\n",
		});
		chmodSync(home.place(folder), 0o311);
		const { status, stdout, stderr } = run("allow");
		expect([status, stdout]).toEqual([1, ""]);
		expect(stderr).toContain(
			`${folder} cannot be read: permission denied.\n  → Give your account permission to read it.`,
		);
		chmodSync(home.place(folder), 0o755);
		expect(run("allow").status).toBe(0);
		expect(run("exec", "true").status).toBe(0);
		chmodSync(home.place(folder), 0o311);
		expect(run("exec", "true").status).not.toBe(0);
	});
});
