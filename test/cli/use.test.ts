import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { condaFiles, type Home, type Json, misfit, sdkFiles, speakingGoroot, temporaryHome } from "../support/cli.ts";
import { gvmFiles } from "../support/gvm.ts";

const store = "~/.local/state/go-environments";
let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), ...sdkFiles("1.24.2"), "~/work/.go-version": "1.22.5\n" });
});
afterEach(() => home.remove());

const work = (): { folder: string } => ({ folder: home.place("~/work") });
const idOf = (version: string): string => `sdk:${home.place(`~/sdk/go${version}`)}`;
const chosen = async (): Promise<unknown> => {
	const { selection } = (await home.json(["show", "--json"], work())) as { selection: Json };
	return selection["id"];
};

describe("use", () => {
	it("chooses for the folder, says what happens next, and is kept", async () => {
		const { status, stdout } = await home.run(["use", "1.24"], work());
		expect(status).toBe(0);
		expect(stdout).toContain("Go 1.24.2");
		expect(stdout).toContain('eval "$(go-environments env)"');
		expect(await chosen()).toBe(idOf("1.24.2"));
	});

	it("answers in JSON what the folder has then", async () => {
		const answer = await home.json(["use", "1.24", "--json"], work());
		expect(misfit("show", answer)).toBeUndefined();
		expect(answer).toMatchObject({ selection: { id: idOf("1.24.2"), reason: { kind: "pick" } } });
	});

	it("takes another folder, a path from where one is, and an id", async () => {
		expect((await home.run(["use", "./sdk/go1.24.2", "work"])).status).toBe(0);
		expect(await chosen()).toBe(idOf("1.24.2"));
		expect((await home.run(["use", idOf("1.22.5"), "--folder", "work"])).status).toBe(0);
		expect(await chosen()).toBe(idOf("1.22.5"));
	});

	it("takes a Go that no place lists, by its path", async () => {
		home.write(speakingGoroot("~/somewhere/go", "1.23.4"));
		const answer = await home.json(["use", "~/somewhere/go", "--json"], work());
		expect(answer).toMatchObject({ selection: { kind: "chosen" } });
		const { stdout } = await home.run(["exec", "go"], work());
		expect(stdout).toBe(`go version go1.23.4 ${home.place("~/somewhere/go/bin/go")}\n`);
	});

	it.each([
		[
			"a flake's shell that does not evaluate",
			"{ outputs = { self }: { devShells.x86_64-linux.ci = self.x; }; }",
			".#ci",
			"activation-failed",
		],
		["a flake that is malformed", "{ outputs = ; }", "#(names unknown)", "not-supported"],
	])("refuses %s as `exec` does, says what can be done, and keeps the choice", async (_, text, reference, kind) => {
		home.write({ "~/work/flake.nix": `${text}\n` });
		expect((await home.run(["use", "1.24"], work())).status).toBe(0);
		const { status, stdout, stderr } = await home.run(["use", reference], work());
		expect([status, stdout]).toEqual([1, ""]);
		// what is said of the former depends on whether this machine has Nix
		expect(stderr).toMatch(kind === "not-supported" ? /`nix develop`/ : /^✗ .+\n(?:.+\n)* {2}→ ./);
		expect(await chosen()).toBe(idOf("1.24.2"));
		const exec = await home.run(["exec", "--environment", reference, "--", "go"], work());
		expect([exec.status, exec.stderr]).toEqual([status, stderr]);
		const json = await home.run(["use", reference, "--json"], work());
		expect(JSON.parse(json.stdout)).toMatchObject({ faults: [{ kind }] });
	});

	it("inherited means no environment of ours", async () => {
		await home.run(["use", "inherited"], work());
		const { selection } = await home.json(["show", "--json"], work());
		expect(selection).toMatchObject({ kind: "inherited", reason: { kind: "pick" } });
		const { stdout } = await home.run(["exec", "--", "sh", "-c", "echo $PATH $GO_ENVIRONMENTS_ACTIVE"], work());
		expect(stdout).toBe("/usr/bin:/bin\n");
	});

	it("takes latest, and system for the inherited Go, as version files do", async () => {
		const { selection: latest } = await home.json(["use", "latest", "--json"], work());
		expect(latest).toMatchObject({ kind: "chosen", reason: { kind: "pick" } });
		expect(latest).not.toMatchObject({ id: idOf("1.22.5") }); // the machine of the test may have a newer one than 1.24.2
		expect((await home.run(["use", "system"], work())).status).toBe(0);
		const { selection } = await home.json(["show", "--json"], work());
		expect(selection).toMatchObject({ kind: "inherited", reason: { kind: "pick" } });
	});

	it("--clear forgets the choice and says what holds now", async () => {
		await home.run(["use", "1.24"], work());
		const { status, stdout } = await home.run(["use", "--clear"], work());
		expect(status).toBe(0);
		expect(stdout).toContain("Go 1.22.5");
		expect(stdout).toContain("Your selection is cleared.");
		expect(await chosen()).toBe(idOf("1.22.5"));
		expect(home.files(`${store}/selections`)).toEqual([]);
		const again = await home.run(["use", "--clear"], work());
		expect(again.stdout).toContain("You have not selected an environment for this folder.");
		expect(again.stdout).not.toContain("cleared");
	});

	it("refuses what has no Go or is broken, with a remedy, and keeps the old choice", async () => {
		home.write({
			...sdkFiles("1.21.1"),
			"~/sdk/go1.21.1/VERSION": "nothing\n",
			"~/miniforge3/conda-meta/history": "",
			"~/miniforge3/condabin/conda": { program: "" },
			"~/miniforge3/envs/py/conda-meta/history": "",
		});
		await home.run(["use", "1.24"], work());
		for (const reference of ["~/sdk/go1.21.1", "conda:py"]) {
			const { status, stderr } = await home.run(["use", reference], work());
			expect(status).toBe(1);
			expect(stderr).toMatch(/→ (?:Install Go into it|Repair or remove it)\.\n/);
			expect(stderr).toContain("→ Select another environment. Run `go-environments list`.");
		}
		expect(await chosen()).toBe(idOf("1.24.2"));
	});

	it("ends with 3 for an unknown and for an ambiguous reference, with the candidates", async () => {
		expect((await home.run(["use", "nowhere"], work())).status).toBe(3);
		home.write({ "~/.condarc": "envs_dirs: [~/a, ~/b]\n" });
		home.write({ ...condaFiles("~/a/ci", "1.22.1"), ...condaFiles("~/b/ci", "1.22.1") });
		const { status, stdout, stderr } = await home.run(["use", "ci", "--json"], work());
		expect(status).toBe(3);
		expect(stderr).toContain(`conda:${home.place("~/a/ci")}`);
		const answer = JSON.parse(stdout) as Json;
		expect(misfit("fault", answer)).toBeUndefined();
		expect(answer).toMatchObject({ faults: [{ kind: "reference-ambiguous" }] });
		expect((await home.run(["exec", "--environment", "ci", "--", "true"], work())).status).toBe(3);
	});

	it("without a reference, or with too many words, is a mistake of usage", async () => {
		for (const words of [
			["use"],
			["use", "--clear", "1.22", "work"],
			["use", "1.22", "work", "more"],
			["use", "1.22", "work", "--folder", "work"],
		]) {
			expect((await home.run(words)).status).toBe(2);
		}
	});

	it("leaves a choice of a newer version alone", async () => {
		await home.run(["use", "1.24"], work());
		const [file = ""] = home.files(`${store}/selections`);
		home.write({ [file]: '{ "version": 2 }' });
		const { status, stderr } = await home.run(["use", "1.22"], work());
		expect(status).toBe(1);
		expect(stderr).toContain("newer version");
		expect(readFileSync(file, "utf8")).toBe('{ "version": 2 }');
	});

	it("says that nothing was selected where it cannot be stored, and why", async () => {
		home.write({ "~/.local/state/go-environments/selections": "no folder" });
		const { status, stderr, stdout } = await home.run(["use", "1.22.5"], { folder: home.place("~/work") });
		expect([status, stdout]).toEqual([1, ""]);
		expect(stderr).toMatch(/^✗ The selection was not changed, because it could not be stored\. .*selections/);
		const cleared = await home.run(["use", "--clear"], { folder: home.place("~/work") });
		expect(cleared.stderr).toContain("The selection was not changed");
	});

	it.each(["SIGINT", "SIGTERM"])("is as it was where %s comes before the selection is in effect", async (signal) => {
		await home.run(["use", "1.24.2"], work());
		// sent when the new selection has just been stored
		const before = `const files = require("node:fs/promises");
			for (const name of ["rename", "rm", "unlink"]) {
				const own = files[name];
				files[name] = async (...words) => {
					await own(...words);
					const isOfSelection = /selections.*json$/.test(words.filter((word) => typeof word === "string").at(-1));
					if (isOfSelection && !process.isSent) process.isSent = process.kill(process.pid, "${signal}");
				};
			}`;
		home.write({ "~/before.cjs": before });
		const variables = { NODE_OPTIONS: `--require ${home.place("~/before.cjs")}` };
		for (const words of [
			["use", "1.22.5"],
			["use", "--clear"],
		]) {
			const run = await home.run(words, { ...work(), variables });
			expect(run).toMatchObject({ status: null, signal, stdout: "" });
			expect(await chosen()).toBe(idOf("1.24.2"));
		}
	});

	it("replaces a corrupt one", async () => {
		await home.run(["use", "1.24"], work());
		const [file = ""] = home.files(`${store}/selections`);
		home.write({ [file]: "{" });
		expect((await home.run(["use", "1.24"], work())).status).toBe(0);
		expect(await chosen()).toBe(idOf("1.24.2"));
	});

	it("keeps the store to the user alone", async () => {
		await home.run(["use", "1.24"], work());
		const modes = [store, `${store}/selections`].map((name) => statSync(home.place(name)).mode & 0o777);
		expect(modes).toEqual([0o700, 0o700]);
		expect(home.files(`${store}/selections`).map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
	});
});

describe("use, killed or twice at once", () => {
	const start = (reference: string) =>
		spawn(process.execPath, [home.program, "use", reference], {
			cwd: home.place("~/work"),
			env: home.variables,
			stdio: "ignore",
		});
	const ended = (child: ReturnType<typeof start>): Promise<void> =>
		new Promise((done) => child.on("close", () => done()));

	it("leaves the old choice or the new one, whenever it is killed, and no litter", { timeout: 60_000 }, async () => {
		await home.run(["use", "1.22.5"], work());
		const [file = ""] = home.files(`${store}/selections`);
		const before = readFileSync(file, "utf8");
		const seen = new Set<string>();
		for (let delay = 20; delay < 400; delay += 20) {
			const child = start("1.24.2");
			const end = ended(child);
			await pause(delay);
			child.kill("SIGKILL");
			await end;
			const text = readFileSync(file, "utf8");
			expect(text === before || (JSON.parse(text) as Json)["id"] === idOf("1.24.2")).toBe(true);
			seen.add(text);
			if (text !== before) home.write({ [file]: before });
		}
		await home.run(["use", "1.24.2"], work());
		expect(readdirSync(home.place(`${store}/selections`))).toHaveLength(1);
	});

	it("leaves one of two choices, whole", async () => {
		const children = ["1.22.5", "1.24.2", "1.22.5", "1.24.2"].map(start);
		await Promise.all(children.map(ended));
		const files = home.files(`${store}/selections`);
		expect(files).toHaveLength(1);
		expect([idOf("1.22.5"), idOf("1.24.2")]).toContain(
			(JSON.parse(readFileSync(files[0] ?? "", "utf8")) as Json)["id"],
		);
	});
});

it("use twice at once: each says if another selection is used than its own", async () => {
	const versions = ["1.22.5", "1.24.2", "1.22.5", "1.24.2"];
	const answers = await Promise.all(versions.map((version) => home.json(["use", version, "--json"], work())));
	for (const [index, answer] of answers.entries()) {
		const { selection, faults } = answer as { selection: Json; faults: readonly Json[] };
		const isOwn = selection["id"] === idOf(versions[index] ?? "");
		expect(faults.map(({ kind }) => kind)).toEqual(isOwn ? [] : ["conflict"]);
	}
});

describe("reset", () => {
	it("empties the store, says where it is, and touches nothing else", async () => {
		await home.run(["use", "1.24"], work());
		const { status, stdout } = await home.run(["reset"]);
		expect(status).toBe(0);
		expect(stdout).toBe(`Emptied ${store}.\n`);
		expect(home.files("~/.local/state")).toEqual([]);
		expect(await chosen()).toBe(idOf("1.22.5"));
		const answer = await home.json(["reset", "--json"]);
		expect(misfit("reset", answer)).toBeUndefined();
		expect(answer).toMatchObject({ store: home.place(store) });
	});
});

it("`use inherited` promises nothing: it changes nothing", async () => {
	const own = temporaryHome({ "~/work/x.go": "" });
	const { status, stdout } = await own.run(["use", "inherited"], { folder: own.place("~/work") });
	own.remove();
	expect(status).toBe(0);
	expect(stdout).not.toContain("New terminals of the editor");
});

it("promises nothing either where the activation is known to fail", async () => {
	home.write({
		...condaFiles("~/miniforge3/envs/sick", "1.22.9"),
		"~/miniforge3/envs/sick/etc/conda/activate.d/a.sh": "exit 3\n",
	});
	const folder = home.place("~/work");
	expect((await home.run(["exec", "--environment", "sick", "--", "true"], { folder })).status).toBe(1);
	const { status, stdout } = await home.run(["use", "sick"], { folder });
	expect(status).toBe(0);
	expect(stdout).toContain("with status 3");
	expect(stdout).not.toContain("New terminals of the editor");
});

it("a path that only has the name of a Go means none, and gvm's environment file means its own", async () => {
	const folder = home.place("~/work");
	home.write({ "~/foo/go1.22.5": "a text\n" });
	expect(await home.run(["use", home.place("~/foo/go1.22.5")], { folder })).toMatchObject({ status: 3 });
	const gvm = gvmFiles({ root: home.place("~/.gvm"), gos: ["1.22.5"] });
	home.write(Object.fromEntries(Object.entries(gvm).map(([path, content]) => [path.replace(home.home, "~"), content])));
	const file = home.place("~/.gvm/environments/go1.22.5");
	const { stdout } = await home.run(["use", file, "--json"], { folder });
	expect(JSON.parse(stdout)).toMatchObject({ selection: { id: `gvm:${file}` } });
});
