import {
	chmodSync,
	chownSync,
	cpSync,
	existsSync,
	linkSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
	type CliRun,
	condaFiles,
	type Home,
	type Json,
	misfit,
	sdkFiles,
	speakingGoroot,
	temporaryHome,
} from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({
		...sdkFiles("1.22.5"),
		...speakingGoroot("~/work/tools/go", "1.23.4"),
		"~/work/go-environments.yaml": "version: 1\nenvironment: ./tools/go\n",
	});
});
afterEach(() => home.remove());

const run = (...words: string[]): Promise<CliRun> => home.run(words, { folder: home.place("~/work") });
const touched = (): boolean => existsSync(home.place("~/work/ran"));

describe("an environment in the folder that a file of the folder chose", () => {
	it("waits for an approval: 4, nothing runs, and what to do is said", async () => {
		const { status, stderr } = await run("exec", "--", "touch", "ran");
		expect(status).toBe(4);
		expect(stderr).toContain("go-environments allow");
		expect(stderr).toContain("~/work/go-environments.yaml:2");
		expect(touched()).toBe(false);
		expect(await run("env", "--shell", "bash")).toMatchObject({ status: 4, stdout: "" });
		const shown = await run("show", "--json");
		expect(shown.status).toBe(0);
		expect(JSON.parse(shown.stdout)).toMatchObject({ faults: [{ kind: "not-allowed" }] });
	});

	it("runs after allow, until its program, its inputs or the reference change", async () => {
		const allowed = await run("allow", "--json");
		const answer = JSON.parse(allowed.stdout) as Json;
		expect(misfit("allow", answer)).toBeUndefined();
		expect(answer).toMatchObject({
			reference: "./tools/go",
			covers: expect.arrayContaining([home.place("~/work/tools/go/bin/go")]) as unknown,
		});
		expect(await run("exec", "go")).toMatchObject({
			status: 0,
			stdout: `go version go1.23.4 ${home.place("~/work/tools/go/bin/go")}\n`,
		});

		home.write({ "~/work/tools/go/bin/go": { program: "#!/bin/sh\ntouch ran\n" } });
		expect((await run("exec", "go")).status).toBe(4);
		expect((await run("allow")).stdout).toContain("~/work/tools/go/bin/go");
		expect((await run("exec", "true")).status).toBe(0);

		home.write({ "~/work/tools/go/VERSION": "go1.23.5\n" });
		expect((await run("exec", "true")).status).toBe(4);
		await run("allow");
		expect((await run("exec", "true")).status).toBe(0);

		home.write({ "~/work/go-environments.yaml": "version: 1\nenvironment: tools/go\n" });
		expect((await run("exec", "true")).status).toBe(4);
		expect(touched()).toBe(false);
	});

	it("needs none where the user named it or picked it", async () => {
		expect((await run("exec", "--environment", "./tools/go", "--", "go")).stdout).toContain("go1.23.4");
		expect((await run("exec", "go")).status).toBe(4);
		await run("use", "./tools/go");
		expect((await run("exec", "go")).stdout).toContain("go1.23.4");
	});

	it("scripts of a conda environment do not run before", async () => {
		home.write(condaFiles("~/work/.conda", "1.24.1", { "a.sh": 'touch "$HOME/work/ran"; export FROM_SCRIPT=1\n' }));
		home.write({ "~/work/go-environments.yaml": "version: 1\nenvironment: ./.conda\n" });
		expect((await run("exec", "go")).status).toBe(4);
		await run("show");
		await run("list");
		expect((await run("allow")).stdout).toContain("~/work/.conda/etc/conda/activate.d");
		expect(touched()).toBe(false);
		expect((await run("exec", "sh", "-c", "go; echo $FROM_SCRIPT")).stdout).toMatch(/^go version go1\.24\.1 .*\n1\n$/);
		home.write({ "~/work/.conda/etc/conda/activate.d/a.sh": "export FROM_SCRIPT=2\n" });
		expect((await run("exec", "go")).status).toBe(4);
	});

	it("the folders that come first on PATH and go.env are covered, and told", async () => {
		home.write(condaFiles("~/work/.conda", "1.24.1"));
		home.write({ "~/work/go-environments.yaml": "version: 1\nenvironment: ./.conda\n" });
		const executed = async (): Promise<number | null> => (await run("exec", "true")).status;
		const { stdout } = await run("allow");
		expect(stdout).toMatch(/^ {2}~\/work\/\.conda\/bin$/m);
		expect(stdout).toMatch(/^ {2}~\/work\/\.conda\/go\/go\.env$/m);
		expect(await executed()).toBe(0);
		const added = [
			["~/work/.conda/bin/ls", { program: "#!/bin/sh\ntouch ran\n" }],
			["~/work/.conda/bin/ls", { program: "#!/bin/sh\ntouch ran; :\n" }],
			["~/work/.conda/go/go.env", "GOFLAGS=-toolexec=evil\n"],
		] as const;
		for (const [file, content] of added) {
			home.write({ [file]: content });
			expect([file, await executed()]).toEqual([file, 4]);
			expect((await run("allow")).status).toBe(0);
			expect(await executed()).toBe(0);
		}
		rmSync(home.place("~/work/.conda/bin/ls"));
		expect(await executed()).toBe(4);
	});

	it("the folders of the project that scripts put first on PATH are covered from the first time on", async () => {
		const scripts = (place: string): Record<string, string> => ({
			"a.sh": `export PATH="$HOME/work/${place}:/elsewhere/$$:$PATH"; touch "$HOME/work/ran"\n`,
		});
		const executed = async (): Promise<unknown> => {
			rmSync(home.place("~/work/ran"), { force: true });
			return [(await run("exec", "true")).status, touched()];
		};
		home.write({
			...condaFiles("~/work/.conda", "1.24.1", scripts("$(cat $HOME/work/chosen)")),
			"~/work/chosen": "tools",
			"~/work/tools/x": "1",
			"~/work/others/x": "1",
			"~/work/go-environments.yaml": "version: 1\nenvironment: ./.conda\n",
		});
		await run("allow");
		for (let time = 0; time < 2; time++) expect(await executed()).toEqual([0, true]);
		home.write({ "~/work/tools/ls": { program: "#!/bin/sh\n" } });
		expect(await executed()).toEqual([4, false]);
		await run("allow");
		expect(await executed()).toEqual([0, true]);
		home.write({ "~/work/chosen": "others" });
		const { status, stderr } = await run("exec", "true");
		expect(status).toBe(4);
		expect(stderr).toContain("work/others");
	});

	it("an approval is for one folder, and reset ends it", async () => {
		await run("allow");
		home.write({
			...speakingGoroot("~/other/tools/go", "1.23.4"),
			"~/other/go-environments.yaml": "version: 1\nenvironment: ./tools/go\n",
		});
		expect((await home.run(["exec", "true"], { folder: home.place("~/other") })).status).toBe(4);
		await run("reset");
		expect((await run("exec", "true")).status).toBe(4);
	});

	it("an approval that is taken back while scripts run does not come back, and lets nothing run", async () => {
		home.write({
			...condaFiles("~/work/.conda", "1.24.1", { "a.sh": 'rm -r "$HOME/.local/state/go-environments"\n' }),
			"~/work/go-environments.yaml": "version: 1\nenvironment: ./.conda\n",
		});
		await run("allow");
		for (let time = 0; time < 2; time++) expect((await run("exec", "touch", "ran")).status).toBe(4);
		expect(touched()).toBe(false);
	});

	it("a corrupt approval allows nothing", async () => {
		await run("allow");
		const [file = ""] = home.files("~/.local/state/go-environments/approvals");
		home.write({ [file]: "{" });
		expect((await run("exec", "true")).status).toBe(4);
	});
});

describe.skipIf(process.platform !== "linux")("an approval that could never hold", () => {
	it("is not given: nobody can check a program whose name is not UTF-8", async () => {
		const program = Buffer.from(home.place("~/work/tools/go/bin/x\xFF"), "latin1");
		writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
		const { status, stdout, stderr } = await run("allow");
		expect([status, stdout]).toEqual([1, ""]);
		expect(stderr).toContain("tools/go/bin");
		expect(stderr).toContain("Rename or remove it");
		expect((await run("exec", "true")).status).toBe(4);
		rmSync(program);
		expect((await run("allow")).status).toBe(0);
		// added afterwards
		writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
		expect((await run("exec", "true")).status).toBe(4);
	});
});

describe("what else needs an approval, and what does not", () => {
	const settings = "~/work/.vscode/settings.json";

	it("a path that only the folder's own search paths lead to", async () => {
		home.write({
			...speakingGoroot("~/elsewhere/go1.25.1", "1.25.1"),
			[settings]: JSON.stringify({
				"goEnvironments.searchPaths": [home.place("~/elsewhere")],
				"goEnvironments.environment": "1.25",
			}),
		});
		const { selection } = await home.json(["show", "--json"], { folder: home.place("~/work") });
		expect(selection).toMatchObject({ kind: "chosen", reference: "1.25" });
		expect((await run("exec", "go")).status).toBe(4);
		await run("allow");
		expect((await run("exec", "go")).stdout).toContain("go1.25.1");
	});

	it("a version that somebody types does not lead to what came with the folder; its path does", async () => {
		const place = home.place("~/work/gos/go1.99.1");
		home.write({
			...speakingGoroot(place, "1.99.1"),
			...condaFiles("~/work/.conda", "1.98.1"),
			[settings]: JSON.stringify({ "goEnvironments.searchPaths": [home.place("~/work/gos")] }),
		});
		for (const reference of ["1.99", "go1.99.1", "latest", "sdk:1.99", "1.98", "conda:1.98"]) {
			const executed = await run("exec", "--environment", reference, "--", "touch", "ran");
			expect([reference, executed.status]).toEqual([reference, 4]);
			expect([reference, (await run("use", reference)).status]).toEqual([reference, 4]);
		}
		expect(touched()).toBe(false);
		expect((await run("exec", "--environment", "1.22", "--", "go")).stdout).toContain("go1.22.5");
		expect((await run("exec", "--environment", "./gos/go1.99.1", "--", "go")).stdout).toContain("go1.99.1");
		await run("use", place);
		expect((await run("exec", "go")).stdout).toContain("go1.99.1");
	});

	it("a Go of the folder that the user's PATH lists too", async () => {
		const options = {
			folder: home.place("~/work"),
			variables: { PATH: `${home.place("~/work/tools/go/bin")}:/usr/bin:/bin` },
		};
		expect((await home.run(["exec", "go"], options)).status).toBe(4);
	});

	it("a path outside of the folder that no place lists", async () => {
		home.write({
			...speakingGoroot("~/elsewhere/go", "1.25.1"),
			[settings]: JSON.stringify({ "goEnvironments.environment": home.place("~/elsewhere/go") }),
		});
		expect((await run("exec", "go")).status).toBe(4);
	});

	it("an environment of the machine needs none, whoever chose it", async () => {
		home.write({ "~/work/go-environments.yaml": "version: 1\nenvironment: go1.22.5\n" });
		expect((await run("exec", "go")).stdout).toContain("go1.22.5");
		const { stdout, status } = await run("allow");
		expect([status, stdout]).toEqual([0, "Nothing in ~/work needs approval.\n"]);
		const answer = JSON.parse((await run("allow", "--json")).stdout) as Json;
		expect(misfit("allow", answer)).toBeUndefined();
		expect(answer).toMatchObject({ covers: [], reference: null });
	});

	it("allow of a selection that is missing ends with 3", async () => {
		home.write({ "~/work/go-environments.yaml": "version: 1\nenvironment: nowhere\n" });
		expect((await run("allow")).status).toBe(3);
	});
});

it.each(["", ".", "home"])("HOME=%j does not make the folder the user's home", async (HOME) => {
	const prefix = home.place("~/elsewhere/env");
	home.write({
		...condaFiles("~/elsewhere/env", "1.22.9"),
		"~/elsewhere/env/etc/conda/activate.d/a.sh": `touch ${home.place("~/work/ran")}\n`,
		"~/work/.conda/environments.txt": `${prefix}\n`,
		"~/work/home/.conda/environments.txt": `${prefix}\n`,
		"~/work/go-environments.yaml": `version: 1\nenvironment: ${prefix}\n`,
	});
	const variables = { HOME, XDG_STATE_HOME: home.place("~/state") };
	const { status } = await home.run(["exec", "--", "true"], { folder: home.place("~/work"), variables });
	expect([status, touched()]).toEqual([4, false]);
});

describe("GOTOOLCHAIN by the folder's settings", () => {
	const toolchain = async (value: string, own: string, GOENV = "off"): Promise<string> => {
		home.write({
			"~/work/go-environments.yaml": 'version: 1\nenvironment: "1.22.5"\n',
			"~/work/.vscode/settings.json": JSON.stringify({ "goEnvironments.goToolchain": value }),
		});
		const variables = { GOTOOLCHAIN: own, GOENV };
		const words = ["exec", "--", "sh", "-c", "echo $GOTOOLCHAIN"];
		return (await home.run(words, { folder: home.place("~/work"), variables })).stdout.trim();
	};

	it("only gets stricter without an approval", async () => {
		for (const own of ["local", "path", "go1.22.5", "go1.22.5+path"]) {
			expect([own, await toolchain("auto", own)]).toEqual([own, own]);
		}
		expect(await toolchain("auto", "")).toBe("auto");
		expect(await toolchain("auto", "go1.22.5+auto")).toBe("auto");
		expect(await toolchain("local", "auto")).toBe("local");
		home.write({ "~/env": "GOTOOLCHAIN=path\n" });
		expect(await toolchain("auto", "", home.place("~/env"))).toBe("");
		const variables = { GOTOOLCHAIN: "local", GOENV: "off" };
		const options = { folder: home.place("~/work"), variables };
		expect((await home.run(["exec", "true"], options)).stderr).toContain("Your GOTOOLCHAIN=local is used.");
		expect(await home.json(["show", "--json"], options)).toMatchObject({ faults: [{ kind: "not-allowed" }] });
		expect((await home.run(["allow"], options)).stdout).toContain("GOTOOLCHAIN=auto");
		expect(await toolchain("auto", "local")).toBe("auto");
	});

	it("nor does it overrule the Go that is selected, which may say so itself", async () => {
		expect(await toolchain("auto", "")).toBe("auto");
		home.write({ "~/sdk/go1.22.5/go.env": "GOPROXY=direct\nGOTOOLCHAIN=local\n" });
		expect(await toolchain("auto", "")).toBe("");
		const options = { folder: home.place("~/work"), variables: { GOTOOLCHAIN: "", GOENV: "off" } };
		expect((await home.run(["exec", "true"], options)).stderr).toContain("Your GOTOOLCHAIN=local is used.");
		expect((await home.run(["allow"], options)).stdout).toContain("GOTOOLCHAIN=auto");
		expect(await toolchain("auto", "")).toBe("auto");
	});
});

it.skipIf(process.platform === "win32")("a selection in a store that others can write is refused", async () => {
	await run("use", "./tools/go");
	expect((await run("exec", "go")).stdout).toContain("go1.23.4");
	const store = home.place("~/.local/state/go-environments");
	chmodSync(store, 0o777);
	const refused = await run("exec", "touch", "ran");
	expect([refused.status, touched()]).toEqual([3, false]);
	expect(refused.stderr).toContain("is writable by other users");
	expect(refused.stderr).toContain("chmod go-w");
	expect(await run("use", "1.22")).toMatchObject({ status: 1, stdout: "" });
	if (process.geteuid?.() !== 0) return;
	chmodSync(store, 0o700);
	chownSync(store, 12_345, 12_345);
	expect((await run("exec", "touch", "ran")).stderr).toContain("belongs to another user");
	expect(touched()).toBe(false);
});

it.each([
	["the folder", "."],
	["below the folder", "home"],
])("a home folder that is %s makes nothing in it the user's own", async (_, place) => {
	const HOME = home.place(`~/work/${place}`);
	home.write({
		...speakingGoroot(`${HOME}/sdk/go1.99.9`, "1.99.9"),
		[`${HOME}/sdk/go1.99.9/.unpacked-success`]: "",
		[`${HOME}/sdk/go1.99.9/bin/go`]: { program: `#!/bin/sh\ntouch ${home.place("~/work/ran")}\n` },
		"~/work/.go-version": "1.99.9\n",
		"~/work/go-environments.yaml": "version: 1\n",
		"~/work/sub/x.go": "",
	});
	for (const folder of ["~/work", "~/work/sub"].slice(0, place === "." ? 1 : 2)) {
		const { status } = await home.run(["exec", "--folder", home.place(folder), "--", "go", "version"], {
			folder: home.place("~/work"),
			variables: { HOME },
		});
		expect([folder, status, touched()]).toEqual([folder, 4, false]);
	}
});

it("a store that lies in the project approves and selects nothing of it", async () => {
	const HOME = home.place("~/work/home");
	const sdk = `${HOME}/sdk/go1.99.9`;
	home.write({
		...speakingGoroot(sdk, "1.99.9"),
		[`${sdk}/.unpacked-success`]: "",
		[`${sdk}/bin/go`]: { program: `#!/bin/sh\ntouch ${home.place("~/work/ran")}\n` },
		"~/work/.git/HEAD": "",
	});
	const inside = { folder: home.place("~/work"), variables: { HOME } };
	for (const words of [
		["use", sdk],
		["use", "1.99.9"],
	])
		expect((await home.run(words, inside)).status).toBe(4);
	// as in a repository: written with a store elsewhere, then moved there
	const elsewhere = { HOME, XDG_STATE_HOME: home.place("~/state") };
	const { folder } = inside;
	expect((await home.run(["use", sdk], { folder, variables: elsewhere })).status).toBe(0);
	cpSync(home.place("~/state"), `${HOME}/.local/state`, { recursive: true });
	const { status, stderr } = await home.run(["exec", "--", "go", "version"], inside);
	expect([status, touched()]).toEqual([4, false]);
	expect(stderr).toContain("XDG_STATE_HOME");
	// an approval does not apply either
	rmSync(`${HOME}/.local`, { recursive: true });
	home.write({ "~/work/go-environments.yaml": `version: 1\nenvironment: ./home/sdk/go1.99.9\n` });
	await home.run(["use", "--clear"], { folder, variables: elsewhere });
	expect((await home.run(["allow"], { folder, variables: elsewhere })).status).toBe(0);
	cpSync(home.place("~/state"), `${HOME}/.local/state`, { recursive: true });
	expect((await home.run(["exec", "--", "go", "version"], inside)).status).toBe(4);
	expect((await home.run(["allow"], inside)).status).toBe(4);
	expect(touched()).toBe(false);
	expect((await home.run(["exec", "--", "go", "version"], { folder, variables: elsewhere })).status).toBe(0);
});

it("a home folder in a checkout is no home for the folders below it either", async () => {
	const HOME = home.place("~/work/home");
	home.write({
		...speakingGoroot(`${HOME}/sdk/go1.99.9`, "1.99.9"),
		[`${HOME}/sdk/go1.99.9/.unpacked-success`]: "",
		[`${HOME}/sdk/go1.99.9/bin/go`]: { program: `#!/bin/sh\ntouch ${home.place("~/work/ran")}\n` },
		[`${HOME}/.go-version`]: "1.99.9\n",
		[`${HOME}/project/x.go`]: "",
		"~/work/.git/HEAD": "",
	});
	const inside = { folder: `${HOME}/project`, variables: { HOME } };
	const { status } = await home.run(["exec", "--", "go", "version"], inside);
	expect([status, touched()]).toEqual([4, false]);
});

it("a store that lies in the project does not loosen GOTOOLCHAIN, and allow says so", async () => {
	const HOME = home.place("~/work/home");
	home.write({
		"~/work/go-environments.yaml": "version: 1\n",
		"~/work/.vscode/settings.json": JSON.stringify({ "goEnvironments.goToolchain": "auto" }),
	});
	const folder = home.place("~/work");
	const variables = { HOME, GOTOOLCHAIN: "local", GOENV: "off" };
	const inside = { folder, variables };
	const elsewhere = { folder, variables: { ...variables, XDG_STATE_HOME: home.place("~/state") } };
	const refused = await home.run(["allow"], inside);
	expect([refused.status, refused.stdout]).toEqual([4, ""]);
	expect(refused.stderr).toContain("XDG_STATE_HOME");
	// as in a repository
	expect((await home.run(["allow"], elsewhere)).stdout).toContain("GOTOOLCHAIN=auto");
	cpSync(home.place("~/state"), `${HOME}/.local/state`, { recursive: true });
	expect(await home.json(["show", "--json"], elsewhere)).toMatchObject({ faults: [] });
	expect(await home.json(["show", "--json"], inside)).toMatchObject({ faults: [{ kind: "not-allowed" }] });
});

it("scripts of an environment in the folder that is active run only where the folder is trusted", async () => {
	home.write({
		...condaFiles("~/work/.conda", "1.22.9"),
		"~/work/.conda/etc/conda/deactivate.d/a.sh": `touch ${home.place("~/work/ran")}\n`,
		"~/work/.conda/etc/conda/activate.d/a.sh": `touch ${home.place("~/work/ran")}\n`,
		"~/work/go-environments.yaml": 'version: 1\nenvironment: "1.22.5"\n',
	});
	const variables = { CONDA_PREFIX: home.place("~/work/.conda"), CONDA_SHLVL: "1" };
	const words = ["exec", "--", "sh", "-c", 'echo "${CONDA_PREFIX-left}"'];
	const { status, stdout } = await home.run(words, { folder: home.place("~/work"), variables });
	expect([status, stdout, touched()]).toEqual([0, "left\n", false]);
});

it("what lies beside a file above the folder came with that file", async () => {
	home.write({
		...condaFiles("~/work/env", "1.22.9"),
		"~/.conda/environments.txt": `${home.place("~/work/env")}\n`,
		"~/work/go-environments.yaml": "version: 1\nenvironment: ./env\n",
		"~/work/sub/x.go": "",
	});
	const { status } = await home.run(["exec", "--folder", home.place("~/work/sub"), "--", "true"]);
	expect(status).toBe(4);
});

describe("what a checkout brings anywhere, seen from a folder in it that decides for itself", () => {
	const evil = (goroot: string): Parameters<Home["write"]>[0] => ({
		...speakingGoroot(goroot, "1.99.9"),
		[`${goroot}/.unpacked-success`]: "",
		[`${goroot}/bin/go`]: { program: `#!/bin/sh\ntouch ${home.place("~/work/ran")}\n` },
	});
	const inPart = (variables: Record<string, string>, ...words: string[]): Promise<CliRun> =>
		home.run(words, { folder: home.place("~/checkout/svc"), variables });

	beforeEach(() => {
		home.write({ "~/checkout/.git/HEAD": "", "~/checkout/svc/.go-version": "1.99.9\n", "~/work/x": "" });
	});

	it.each([
		["HOME is the checkout", "sdk/go1.99.9", (at: string) => ({ HOME: at })],
		["HOME lies in it", "home/sdk/go1.99.9", (at: string) => ({ HOME: `${at}/home` })],
		[
			"GOPATH lies in it",
			".gopath/pkg/mod/golang.org/toolchain@v0.0.1-go1.99.9.linux-amd64",
			(at: string) => ({ GOPATH: `${at}/.gopath` }),
		],
		["a manager's folder lies in it", "tools/versions/1.99.9", (at: string) => ({ GOENV_ROOT: `${at}/tools` })],
		["PATH leads into it", "go", (at: string) => ({ PATH: `${at}/go/bin:/usr/bin:/bin` })],
	])("needs an approval where %s", async (_, place, variables) => {
		const checkout = home.place("~/checkout");
		home.write(evil(`~/checkout/${place}`));
		const run = await inPart(variables(checkout), "exec", "go", "version");
		expect([run.status, touched()]).toEqual([4, false]);
	});

	it("and its store counts for nothing", async () => {
		const HOME = home.place("~/checkout");
		home.write(evil("~/checkout/evil"));
		const path = home.place("~/checkout/evil");
		const { folder } = (await home.json(["use", path, "--json"], { folder: home.place("~/checkout/svc") })) as {
			folder: string;
		};
		expect(folder).toBe(home.place("~/checkout/svc"));
		cpSync(home.place("~/.local"), `${HOME}/.local`, { recursive: true });
		const run = await inPart({ HOME }, "exec", "go");
		expect([run.status, touched()]).toEqual([4, false]);
	});

	it("and a conda environment of it that the user registered runs scripts only when they are approved", async () => {
		home.write({
			...condaFiles("~/checkout/.conda", "1.99.9", { "z.sh": `touch ${home.place("~/work/ran")}\n` }),
			"~/checkout/.conda/etc/conda/deactivate.d/z.sh": `touch ${home.place("~/work/ran")}\n`,
			"~/.conda/environments.txt": `${home.place("~/checkout/.conda")}\n`,
		});
		expect((await inPart({}, "exec", "true")).status).toBe(4);
		expect(touched()).toBe(false);
		const active = { CONDA_PREFIX: home.place("~/checkout/.conda"), CONDA_SHLVL: "1" };
		expect((await inPart(active, "exec", "--environment", "1.22.5", "true")).status).toBe(0);
		expect(touched()).toBe(false);
	});
});

it("an approval covers the programs that go runs, and says which of all that it covers has changed", async () => {
	const tool = "~/work/tools/go/pkg/tool/linux_amd64/compile";
	home.write({ [tool]: { program: "#!/bin/sh\n" } });
	expect((await run("allow")).stdout).toContain("~/work/tools/go/pkg/tool/linux_amd64");
	expect((await run("exec", "true")).status).toBe(0);
	home.write({ [tool]: { program: "#!/bin/sh\ntouch ran\n" } });
	const { status, stderr } = await run("exec", "true");
	expect([status, stderr]).toEqual([4, expect.stringContaining("pkg/tool/linux_amd64 changed") as string]);
	await run("allow");
	home.write({ "~/work/tools/go/VERSION": "go1.23.5\n" });
	expect((await run("exec", "true")).stderr).toContain("tools/go/VERSION changed");
	await run("allow");
	home.write({ "~/work/go-environments.yaml": "version: 1\nenvironment: tools/go\n" });
	expect((await run("exec", "true")).stderr).toContain("by a reference other than “./tools/go”");
});

describe("what an approval covers of a folder of programs", () => {
	const tool = "~/work/tools/go/pkg/tool/linux_amd64/compile";
	const shell = (word: string): { program: string } => ({ program: `#!/bin/sh\n${word} ran\n` });
	const executed = async (): Promise<number | null> => (await run("exec", "true")).status;
	/** As tar and rsync leave a file that they replace. */
	const unpacked = (place: string, word: string): void => {
		home.write({ [place]: shell(word) });
		utimesSync(home.place(place), 1000, 1000);
	};
	beforeEach(async () => {
		unpacked(tool, "touch");
		await run("allow");
	});

	it.each([tool, "~/work/tools/go/bin/go"])("is the content, whatever the size and time say: %s", async (place) => {
		unpacked(place, "touch");
		await run("allow");
		expect(await executed()).toBe(0);
		unpacked(place, "TOUCH");
		expect(await executed()).toBe(4);
	});

	it("is not the times and links, which backups, package caches and checkouts change", async () => {
		const [file = ""] = home.files("~/.local/state/go-environments/approvals");
		const stored = (): string => readFileSync(file, "utf8");
		expect(await executed()).toBe(0);
		const used = stored();
		linkSync(home.place(tool), home.place("~/backup"));
		utimesSync(home.place("~/work/tools/go/bin/go"), 2000, 2000);
		expect(await executed()).toBe(0);
		// how it looks now is remembered, so that it need not be read each time
		const renewed = stored();
		expect(renewed).not.toBe(used);
		expect(await executed()).toBe(0);
		expect(stored()).toBe(renewed);
		unpacked(tool, "TOUCH");
		expect(await executed()).toBe(4);
	});
});

it.skipIf(process.geteuid?.() !== 0)(
	"root leaves the home folder of another user as it is (seen as root only)",
	async () => {
		home.write({ ...condaFiles("~/miniforge3/envs/ci", "1.23.4", { "a.sh": "export FROM_SCRIPT=1\n" }) });
		home.write({ "~/.conda/environments.txt": `${home.place("~/miniforge3/envs/ci")}\n` });
		const before = home.files("~");
		chownSync(home.home, 12_345, 12_345);
		for (const words of [["use", "1.22"], ["reset"]]) {
			const { status, stderr } = await home.run(words, { folder: home.place("~/work") });
			expect([status, stderr]).toEqual([1, expect.stringContaining("belongs to another user")]);
		}
		// a failure to store what is only a cache is not an error
		const ran = await home.run(["exec", "--environment", "conda:ci", "--", "go", "version"]);
		expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("go1.23.4")]);
		expect(home.files("~")).toEqual(before);
	},
);

describe("scripts of a checkout, seen from a folder in it", () => {
	const prefix = "~/checkout/.conda";
	beforeEach(() => {
		home.write({
			"~/checkout/.git/HEAD": "",
			"~/checkout/tools/x": "",
			"~/checkout/svc/go-environments.yaml": "version: 1\nenvironment: ../.conda\n",
			...condaFiles(prefix, "1.24.1", { "a.sh": `export PATH="${home.place("~/checkout/tools")}:$PATH"\n` }),
			"~/work/x": "",
		});
	});

	it("may not put another program of the checkout first on PATH than when it was approved", async () => {
		const inPart = (...words: string[]): Promise<CliRun> => home.run(words, { folder: home.place("~/checkout/svc") });
		await inPart("allow");
		expect((await inPart("exec", "go")).status).toBe(0);
		home.write({ "~/checkout/tools/go": { program: `#!/bin/sh\ntouch ${home.place("~/work/ran")}\n` } });
		expect([(await inPart("exec", "go")).status, touched()]).toEqual([4, false]);
	});

	it("do not run where it is active, whatever path leads to the folder", async () => {
		home.write({
			[`${prefix}/etc/conda/deactivate.d/z.sh`]: `touch ${home.place("~/work/ran")}\n`,
			"~/link": { link: home.place("~/checkout/svc") },
		});
		const variables = { CONDA_PREFIX: home.place(prefix), CONDA_SHLVL: "1" };
		const words = ["exec", "--folder", home.place("~/link"), "--environment", "1.22.5", "go"];
		expect((await home.run(words, { variables })).status).toBe(0);
		expect(touched()).toBe(false);
	});
});

it("what a store in the project remembers of an activation is not used", async () => {
	const state = home.place("~/work/state");
	const options = { folder: home.place("~/work"), variables: { XDG_STATE_HOME: state } };
	home.write({
		"~/work/go-environments.yaml": 'version: 1\nenvironment: "1.22.5"\n',
		...speakingGoroot("~/evil", "1.99.9"),
	});
	expect((await home.run(["exec", "go"], options)).stdout).toContain("go1.22.5");
	const folder = `${state}/go-environments/activations`;
	const files = readdirSync(folder);
	expect(files.length).toBeGreaterThan(0);
	for (const file of files) {
		const { version, entries } = JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as {
			version: number;
			entries: Json[];
		};
		// leave the inputs unchanged, because an entry's validity depends on them
		const poisoned = entries.map(({ outcome, ...entry }) => {
			const text = JSON.stringify(outcome).replaceAll(home.place("~/sdk/go1.22.5"), home.place("~/evil"));
			return { ...entry, outcome: JSON.parse(text) as Json };
		});
		writeFileSync(`${folder}/${file}`, JSON.stringify({ version, entries: poisoned }));
	}
	expect((await home.run(["exec", "go"], options)).stdout).toContain("go1.22.5");
});

it("GOTOOLCHAIN that an environment declares is not overruled unasked", async () => {
	home.write({
		...condaFiles("~/miniforge3/envs/ci", "1.24.1"),
		"~/miniforge3/condabin/x": "",
		"~/miniforge3/conda-meta/history": "",
		"~/miniforge3/envs/ci/conda-meta/state": '{"env_vars":{"GOTOOLCHAIN":"local"}}',
		"~/work/go-environments.yaml": "version: 1\nenvironment: conda:ci\n",
		"~/work/.vscode/settings.json": '{"goEnvironments.goToolchain": "auto"}',
	});
	const variables = { GOTOOLCHAIN: "", GOENV: "off" };
	const run = await home.run(["exec", "--", "sh", "-c", "echo $GOTOOLCHAIN"], {
		folder: home.place("~/work"),
		variables,
	});
	expect(run).toMatchObject({ status: 0, stdout: "local\n" });
});
