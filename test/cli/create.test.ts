import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CliRun, type Home, misfit, temporaryHome } from "../support/cli.ts";
import { hasPseudoTerminal, inPseudoTerminal } from "../support/pseudoTerminal.ts";

/** A conda that makes a Go 1.22.5 in the prefix of `create`. */
const conda = (envs: string): string => `#!/bin/sh
if [ "$1" = info ]; then echo '{"conda_version": "24.7.1", "platform": "linux-64", "envs_dirs": ["${envs}"], "channels": []}'; exit 0; fi
for word in "$@"; do [ "$word" = --dry-run ] && dry=1; done
if [ "$dry" = 1 ]; then echo '{"success": true, "actions": {"FETCH": [{"size": 72000000}], "LINK": [{"name": "go", "version": "1.22.5"}]}}'; exit 0; fi
echo "Solving environment: ...working... done"
mkdir -p "$4/conda-meta" "$4/go/bin" "$4/go/src/fmt" "$4/bin"
echo go1.22.5 > "$4/go/VERSION"; printf '#!/bin/sh\\n' > "$4/go/bin/go"; chmod +x "$4/go/bin/go"
ln -s ../go/bin/go "$4/bin/go"; echo > "$4/go/src/fmt/print.go"; echo > "$4/conda-meta/history"
echo '{}' > "$4/conda-meta/go-1.22.5-h0_0.json"; echo '{}' > "$4/conda-meta/_go_select-2.2.0-nocgo.json"; echo "$1" >> "$4/changes"
`;

let home: Home;
let envs: string;
let project: string;
beforeEach(() => {
	home = temporaryHome({ "~/work/.git/HEAD": "" });
	envs = home.place("~/envs");
	project = home.place("~/work");
	mkdirSync(envs);
	home.write({ "~/tools/conda": { program: conda(envs) } });
});
afterEach(() => home.remove());
const variables = (): Record<string, string> => ({ CONDA_EXE: home.place("~/tools/conda"), CONDA_ENVS_DIRS: envs });
const run = (words: readonly string[]): Promise<CliRun> => home.run(words, { folder: project, variables: variables() });

describe("create, update and remove", () => {
	it.each([
		["create", "ci"],
		["remove", "ci"],
		["update", "ci"],
	])("%s without a terminal and without --yes ends with status 2, and has done nothing", async (...words) => {
		const { status, stdout, stderr } = await run(words);
		expect([status, stdout]).toEqual([2, ""]);
		expect(stderr).toContain("Add `--yes` or `--dry-run`");
		expect(readdirSync(envs)).toEqual([]);
	});

	it("create answers with the environment in JSON, and selects it", async () => {
		const { status, stdout } = await run(["create", "ci", "go=1.22", "--yes", "--json"]);
		const answer = JSON.parse(stdout) as { environment: { name: string }; folder: string };
		expect(misfit("create", answer)).toBeUndefined();
		expect([status, answer.environment.name, answer.folder]).toEqual([0, "ci", project]);
		expect(await home.json(["show", "--json"], { folder: project, variables: variables() })).toMatchObject({
			selection: { kind: "chosen", id: `conda:${join(envs, "ci")}`, reason: { kind: "pick" } },
		});
		const again = await run(["create", "ci", "--yes", "--json"]);
		expect(misfit("fault", JSON.parse(again.stdout))).toBeUndefined();
		expect(again.status).toBe(1);
	});

	it("warns where the Go does not meet the folder's requirement, with a way out", async () => {
		writeFileSync(join(project, "go.mod"), "module x\n\ngo 1.26.0\n");
		const { status, stderr } = await run(["create", "ci", "go=1.22", "--yes"]);
		expect(status).toBe(0);
		expect(stderr).toContain("“ci” has Go 1.22.5, but this file requires >=1.26.0.");
		expect(stderr).toContain("go.mod:3");
		expect(stderr).toContain("Create an environment with another Go. Run `go-environments create`.");
		expect(stderr).toContain("Let go switch.");
	});

	it("a file that names what is missing offers to create it, and create alone does", async () => {
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22]\n");
		const shown = await run(["show"]);
		expect(shown.stdout).toContain("go-environments create --from");
		const json = await home.json(["show", "--json"], { folder: project, variables: variables() });
		expect(misfit("show", json)).toBeUndefined();
		expect((await run(["create", "--yes"])).stdout).toContain("Created “ci”");
		expect((await run(["create", "--yes"])).stderr).toContain("ask for nothing that is missing");
	});

	it.each([
		[".go-version", "1.98.7\n1.98.6\n", "create go1.98.7"],
		[".tool-versions", "golang 1.98.7 1.98.6\n", "create go1.98.7"],
		["go-environments.yaml", "version: 1\nenvironment: conda:batch\n", "create batch"],
		["go.mod", "module x\n\ngo 1.98.7\n", "create go1.98.7"],
	])("%s with what is missing offers to create it, and create alone plans that", async (name, text, command) => {
		writeFileSync(join(project, name), text);
		expect((await run(["show"])).stdout).toContain(`go-environments ${command}`);
		const { stderr } = await run(["create", "--dry-run"]);
		expect(stderr).not.toContain("ask for nothing");
	});

	it("an environment that was selected and removed offers to create it from its file", async () => {
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22]\n");
		await run(["create", "--yes"]);
		await run(["remove", "ci", "--yes"]);
		expect((await run(["show"])).stdout).toContain("go-environments create --from");
		expect((await run(["create", "--yes"])).stdout).toContain("Created “ci”");
	});

	it("a version that is missing offers to download it", async () => {
		const { status, stderr } = await run(["use", "1.98.7"]);
		expect(status).toBe(3);
		expect(stderr).toContain("go-environments create go1.98.7");
	});

	it("the folder's own settings cannot name the program", async () => {
		mkdirSync(join(project, ".vscode"));
		const text = JSON.stringify({ "goEnvironments.conda.program": home.place("~/tools/conda") });
		writeFileSync(join(project, ".vscode", "settings.json"), text);
		const { status, stderr } = await run(["create", "ci", "--yes"]);
		expect([status, readdirSync(envs)]).toEqual([4, []]);
		expect(stderr).toContain("set CONDA_EXE to it");
	});

	it.each([
		[["create", "ci", "go=1.22", "--from", "environment.yml"], /cannot be combined/],
		[["remove"], /needs a reference/],
		[["update"], /no file that describes an environment/],
		[["create", "go=1.25"], /is a package. Before it comes the name/],
		[["create"], /ask for nothing/],
	])("%j is refused as usage", async (words, message) => {
		const { status, stderr } = await run([...words, "--yes"]);
		expect(status).toBe(2);
		expect(stderr).toMatch(message);
	});

	const changes = (name: string): string => readFileSync(join(envs, name, "changes"), "utf8");

	it("update changes what the file names, whatever the folder uses", async () => {
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22]\n");
		for (const words of [["create"], ["create", "other", "go=1.22"], ["use", "other"]]) await run([...words, "--yes"]);
		await run(["use", "other"]);
		expect((await run(["update", "--yes"])).stdout).toContain("Updated “ci”: ~/envs/ci");
		expect([changes("ci"), changes("other")]).toEqual(["create\ninstall\n", "create\n"]);
		rmSync(join(envs, "ci"), { recursive: true });
		const { status, stderr } = await run(["update", "--yes"]);
		expect([status, changes("other")]).toEqual([3, "create\n"]);
		expect(stderr).toContain("go-environments create --from");
	});

	it("update of a file without a name changes the environment in the folder", async () => {
		writeFileSync(join(project, "environment.yml"), "dependencies: [go=1.22]\n");
		await run(["create", "--in-workspace", "--from", "environment.yml", "--yes"]);
		await run(["create", "other", "go=1.22", "--yes"]);
		expect((await run(["update", "--yes"])).stdout).toContain("~/work/.conda");
	});

	it.each([
		["environment.yml", "name: ci\ndependencies: [go=1.22]\n"],
		["other.yml", "name: other\ndependencies: [go=1.22]\n"],
		["version.yml", 'name: "1.22"\ndependencies: [go=1.22]\n'],
	])("update of %s, which names what does not exist, changes no other environment", async (name, text) => {
		await run(["create", "--in-workspace", "go=1.22", "--yes"]);
		writeFileSync(join(project, name), text);
		const { status, stdout, stderr } = await run(["update", "--from", name, "--dry-run"]);
		expect([status, stdout]).toEqual([3, ""]);
		expect(stderr).toContain("There is no environment");
		expect(stderr).toContain("go-environments create --from");
	});

	it("update of a file from which the environment in the folder was made under another name offers that", async () => {
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22]\n");
		await run(["create", "--in-workspace", "--from", "environment.yml", "--yes"]);
		const { status, stderr } = await run(["update", "--yes"]);
		expect([status, readFileSync(join(project, ".conda", "changes"), "utf8")]).toEqual([3, "create\n"]);
		const [, words = ""] = /made from this file\. Run `go-environments (update .*?)`/.exec(stderr) ?? [];
		const typed = words.split(" ").map((word) => word.replace(/^~/, home.place("~")));
		expect((await run([...typed, "--yes"])).stdout).toMatch(/^Updated .*: ~\/work\/\.conda$/m);
	});

	it("update finds what a file names, wherever the file lies and however it is called", async () => {
		for (const words of [["ci"], ["--in-workspace"]]) await run(["create", ...words, "go=1.22", "--yes"]);
		writeFileSync(join(project, "dev.yml"), "name: ci\ndependencies: [go=1.22]\n");
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22]\n");
		symlinkSync(project, home.place("~/link"));
		for (const file of ["dev.yml", home.place("~/link/environment.yml")]) {
			expect((await run(["update", "--from", file, "--dry-run"])).stdout).toContain("~/envs/ci");
		}
	});

	it("update of a file that lists packages alone means the environment in the folder, or asks for a name", async () => {
		const url = "https://c.example/linux-64/go-1.22.5-h0_0.conda";
		writeFileSync(join(project, "list.txt"), `@EXPLICIT\n${url}\n`);
		const missing = await run(["update", "--from", "list.txt", "--dry-run"]);
		expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining("Name the environment to update.")]);
		await run(["create", "--in-workspace", "go=1.22", "--yes"]);
		expect((await run(["update", "--from", "list.txt", "--dry-run"])).stdout).toContain("~/work/.conda");
	});

	it("update says what is wrong with a file whose name cannot be one, and of a file that does not exist", async () => {
		await run(["create", "--in-workspace", "go=1.22", "--yes"]);
		writeFileSync(join(project, "dev.yml"), "name: a b\ndependencies: [go=1.22]\n");
		const { status, stderr } = await run(["update", "--from", "dev.yml", "--dry-run"]);
		expect([status, stderr]).toEqual([1, expect.stringContaining("is not a valid name of a conda environment")]);
		expect((await run(["update", "--from", "none.yml", "--dry-run"])).stderr).toContain("does not exist");
	});

	it.each(["create", "update"])("%s tells that the file was changed while it ran", async (verb) => {
		const text = "name: ci\ndependencies: [go=1.22]\n";
		writeFileSync(join(project, "environment.yml"), text);
		if (verb === "update") await run(["create", "--yes"]);
		const program = conda(envs).replace(
			"mkdir -p",
			`echo "x-more: 1" >> ${join(project, "environment.yml")}\nmkdir -p`,
		);
		home.write({ "~/tools/conda": { program } });
		expect((await run([verb, "--yes"])).status).toBe(0);
		expect((await run(["show"])).stdout).toContain("environment.yml has changed since “ci” was made from it.");
	});

	it("what was made of a file without a name is told when the file asks for something else", async () => {
		const file = join(project, "environment.yml");
		writeFileSync(file, "dependencies: [go=1.22]\n");
		expect((await run(["show"])).stdout).toContain("requires Go but names no environment");
		await run(["create", "--in-workspace", "--from", "environment.yml", "--yes"]);
		expect((await run(["show"])).stdout).not.toContain("environment.yml");
		writeFileSync(file, "dependencies: [go=1.22, gotool]\n");
		const changed = (await run(["show"])).stdout;
		expect(changed).toContain("environment.yml has changed since “~/work/.conda” was made from it.");
		expect(changed).toMatch(/Run `go-environments update \S+\.conda --from \S+environment\.yml`/);
		expect(changed).not.toContain("names no environment");
		writeFileSync(file, "dependencies: [go=1.24]\n");
		expect((await run(["show"])).stdout).toContain("has Go 1.22.5, but the file requires go=1.24.");
	});

	it("create says of a place that is taken, and of a name that is not one, what else to do", async () => {
		await run(["create", "--in-workspace", "--yes"]);
		expect((await run(["create", "--in-workspace", "--yes"])).stderr).toContain("or create the environment by a name");
		await run(["create", "ci", "--yes"]);
		expect((await run(["create", "ci", "--yes"])).stderr).toContain("Use another name, or remove “ci” first.");
		expect((await run(["create", "base", "--yes"])).stderr).toContain("→ Use another name.\n");
		expect((await run(["create", "a b", "--yes"])).stderr).toContain("→ Use letters, digits");
	});

	it("create speaks Chinese too, and ends with the status of its fault, from a bundle of its own", async () => {
		const options = { folder: project, variables: { ...variables(), LC_ALL: "zh_CN.UTF-8" } };
		const { status, stderr } = await home.run(["create", "base", "--yes"], options);
		expect([status, stderr]).toEqual([2, expect.stringContaining("请使用其他名称。")]);
	});

	it("update says what is still missing where the tool did nothing", async () => {
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22]\n");
		await run(["create", "--yes"]);
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22, gotool, __glibc]\n");
		const { status, stderr } = await run(["update", "--yes"]);
		expect([status, stderr]).toEqual([1, expect.stringContaining("~/envs/ci lacks: gotool.")]);
	});

	it("remove and update take no version for a name", async () => {
		for (const name of ["one", "two"]) await run(["create", name, "go=1.22", "--yes"]);
		writeFileSync(join(project, "environment.yml"), "name: ci\ndependencies: [go=1.22]\n");
		for (const reference of ["1.22", "go1.22.5", "latest", "conda:1.22", "conda:latest"]) {
			for (const verb of ["remove", "update"]) {
				const { status, stderr } = await run([verb, reference, "--yes"]);
				expect([status, stderr], reference).toEqual([3, expect.stringContaining("is a version, not the name")]);
			}
		}
		expect([changes("one"), changes("two")]).toEqual(["create\n", "create\n"]);
	});

	it("remove keeps an environment in which a project lies", async () => {
		for (const name of ["a", "b", "c"]) await run(["create", name, "go=1.22", "--yes"]);
		mkdirSync(join(envs, "a", "src"));
		writeFileSync(join(envs, "b", "go.mod"), "module x\n");
		symlinkSync(join(envs, "c"), home.place("~/link"));
		mkdirSync(join(envs, "c", ".git"));
		for (const [name, folder] of [
			["a", join(envs, "a", "src")],
			["b", project],
			["c", home.place("~/link")],
		] as const) {
			const words = ["remove", join(envs, name), "--yes"];
			const { status, stderr } = await home.run(words, { folder, variables: variables() });
			expect([status, stderr], name).toEqual([4, expect.stringContaining("is not removed, because")]);
			expect(changes(name)).toBe("create\n");
		}
	});

	it("remove keeps an environment in which a checkout lies, however deep", async () => {
		await run(["create", "ci", "go=1.22", "--yes"]);
		const project = join(envs, "ci", "src", "github.com", "me", "app");
		mkdirSync(join(project, ".git"), { recursive: true });
		const { status, stderr } = await run(["remove", "ci", "--yes"]);
		expect([status, stderr]).toEqual([4, expect.stringContaining("~/envs/ci/src/github.com/me/app/.git is in it")]);
		expect(existsSync(project)).toBe(true);
	});

	it.skipIf(!hasPseudoTerminal)("remove looks again after the answer", async () => {
		const env = { ...home.variables, ...variables(), NO_COLOR: "1", TERM: "dumb" };
		for (const [name, change, message] of [
			["one", () => mkdirSync(join(envs, "one", ".git")), "is in it"],
			["two", () => writeFileSync(join(envs, "two", "conda-meta", "history"), "another\n"), "has changed meanwhile"],
		] as const) {
			await run(["create", name, "go=1.22", "--yes"]);
			const removal = inPseudoTerminal([process.execPath, home.program, "remove", name], { cwd: project, env });
			await removal.shows("Continue? (y/N)");
			change();
			removal.type("y\n");
			expect((await removal.end).status).toBeGreaterThan(0);
			expect(removal.screen).toContain(message);
			expect(existsSync(join(envs, name, "go"))).toBe(true);
		}
	});

	it.skipIf(!hasPseudoTerminal)("asks on a terminal after the plan, and does nothing without a yes", async () => {
		const command = [process.execPath, home.program, "create", "ci", "go=1.22"];
		const env = { ...home.variables, ...variables(), NO_COLOR: "1", TERM: "dumb" };
		const no = inPseudoTerminal(command, { cwd: project, env });
		await no.shows("Continue? (y/N)");
		expect(no.screen).toMatch(/Create “ci”[\s\S]*From +conda-forge[\s\S]*Installs +go 1\.22\.5[\s\S]*Download +72 MB/);
		no.type("\n");
		expect(await no.end).toMatchObject({ status: 1 });
		expect(readdirSync(envs)).toEqual([]);
		const yes = inPseudoTerminal(command, { cwd: project, env });
		await yes.shows("Continue? (y/N)");
		yes.type("y\n");
		expect(await yes.end).toMatchObject({ status: 0 });
		expect(readdirSync(envs)).toEqual(["ci"]);
	});
});
