import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, type Json, misfit, sdkFiles, temporaryHome } from "../support/cli.ts";
import { gvmFiles } from "../support/gvm.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome();
});
afterEach(() => home.remove());

const gvm = (...gos: string[]): ReturnType<typeof gvmFiles> => gvmFiles({ root: home.place("~/.gvm"), gos });
const rowsOf = (answer: Json): readonly Json[] => answer["environments"] as readonly Json[];
/** The rows of the home folder only: this machine has its own in system folders. */
const ownRows = (answer: Json): readonly Json[] =>
	rowsOf(answer).filter(({ location }) => String(location).startsWith(home.home));

describe("list --json", () => {
	it("has a row per environment in the written shape", async () => {
		home.write(sdkFiles("1.22.5"));
		const answer = await home.json(["list", "--json"]);
		expect(misfit("list", answer)).toBeUndefined();
		const location = home.place("~/sdk/go1.22.5");
		expect(ownRows(answer)).toEqual([
			{
				id: `sdk:${location}`,
				provider: "sdk",
				name: "go1.22.5",
				version: "1.22.5",
				goroot: location,
				program: `${location}/bin/go`,
				location,
				toolchain: "known",
				otherPaths: [],
				problems: [],
				notes: [],
			},
		]);
	});

	it("lists a broken environment with its problem once, and ends well", async () => {
		home.write({ ...sdkFiles("1.22.5"), "~/sdk/go1.22.5/VERSION": "nothing\n" });
		const { status, stdout, stderr } = await home.run(["list", "--json"]);
		const answer = JSON.parse(stdout) as Json;
		expect(misfit("list", answer)).toBeUndefined();
		expect(ownRows(answer)).toMatchObject([{ toolchain: "broken", version: null, problems: [{ kind: "malformed" }] }]);
		expect(status).toBe(0);
		expect(stderr).toBe("");
	});

	it("tells faults of places with their file, and still ends with 0", async () => {
		home.write({ "~/.condarc": "envs_dirs: [\n", ...sdkFiles("1.22.5") });
		const { status, stdout } = await home.run(["list", "--json"]);
		const answer = JSON.parse(stdout) as Json;
		expect(misfit("list", answer)).toBeUndefined();
		expect(answer["faults"]).toMatchObject([{ kind: "malformed", file: home.place("~/.condarc") }]);
		expect(ownRows(answer)).toHaveLength(1);
		expect(status).toBe(0);
	});

	it("knows only the home folder that HOME names", async () => {
		home.write(sdkFiles("1.22.5"));
		const other = temporaryHome();
		const answer = await home.json(["list", "--json"], { variables: { HOME: other.home }, folder: other.home });
		other.remove();
		expect(ownRows(answer)).toEqual([]);
	});

	it("takes the default list of providers where the folder's settings name none that exists", async () => {
		home.write({
			...sdkFiles("1.22.5"),
			"~/work/.vscode/settings.json": '{\n"goEnvironments.providers": ["skd", "Conda", "skd"] }',
		});
		const answer = await home.json(["list", "--json"], { folder: home.place("~/work") });
		expect(ownRows(answer)).toMatchObject([{ name: "go1.22.5" }]);
		const { faults } = await home.json(["show", "--json"], { folder: home.place("~/work") });
		const told = /“skd”, “Conda”.*default list.*sdk, gvm, conda, flake/;
		const fault = { kind: "malformed", line: 2, message: expect.stringMatching(told) as unknown };
		expect(faults).toMatchObject([fault]);
	});

	it("obeys the folder's settings for providers and search paths", async () => {
		home.write({
			...sdkFiles("1.22.5"),
			...gvm("1.21.13"),
			"~/work/go.mod": "module a\n",
			"~/work/.vscode/settings.json": '{ "goEnvironments.providers": ["gvm"] }',
		});
		const answer = await home.json(["list", "--json"], { folder: home.place("~/work") });
		expect(rowsOf(answer).map(({ name }) => name)).toEqual(["go1.21.13"]);
	});

	it("is JSON with the fault also where the folder does not exist", async () => {
		const { status, stdout } = await home.run(["list", "--json", "--folder", "nowhere"]);
		const answer = JSON.parse(stdout) as Json;
		expect(misfit("list", answer)).toBeUndefined();
		expect(answer).toMatchObject({ environments: [], faults: [{ kind: "usage" }] });
		expect(status).toBe(2);
	});
});

describe("list for people", () => {
	const table = async (words: readonly string[] = [], variables: Record<string, string> = {}): Promise<string> =>
		(await home.run(["list", ...words], { folder: home.place("~/work"), variables })).stdout;
	const lineOf = (text: string, part: string): string =>
		text.split("\n").find((line) => line.includes(part)) ?? `no line has ${part}`;

	beforeEach(() => {
		home.write({
			...sdkFiles("1.22.5"),
			...sdkFiles("1.20.14"),
			...gvm("1.21.13"),
			"~/sdk/go1.19.1/VERSION": "",
			"~/work/go.mod": "module example.com/a\n\ngo 1.21\n",
			"~/work/.go-version": "go1.21.13\n",
			"~/miniforge3/conda-meta/history": "",
			"~/miniforge3/condabin/conda": { program: "" },
			"~/miniforge3/envs/py/conda-meta/history": "",
		});
	});

	it("groups by provider and marks what is in use, what meets the requirement, and what is broken", async () => {
		const text = await table();
		expect(text.split("\n").filter((line) => /^\S+( \S+)?$/.test(line))).toEqual(["Go SDKs", "gvm", "conda"]);
		expect(lineOf(text, "~/.gvm/gos/go1.21.13")).toMatch(/^● ✓ {2}1\.21\.13 +go1\.21\.13 +~\/\.gvm\/gos\/go1\.21\.13$/);
		expect(lineOf(text, "~/sdk/go1.22.5")).toMatch(/^ {2}✓ {2}1\.22\.5 +go1\.22\.5 +~\/sdk\/go1\.22\.5$/);
		expect(lineOf(text, "~/sdk/go1.20.14")).toMatch(/^ {2}✗/);
		expect(lineOf(text, "~/sdk/go1.19.1")).toMatch(/^ {2}⚠ {2}\?/);
		expect(lineOf(text, "● in use")).toContain("Go 1.21 or later (go.mod:3)");
	});

	it("folds what has no Go, and unfolds it when asked", async () => {
		expect(lineOf(await table(), "Without Go")).toBe("     Without Go (2)");
		expect(lineOf(await table(["--all"]), "~/miniforge3/envs/py")).toMatch(/^ {5}– +py /);
		expect(await table(["--all"])).not.toContain("Without Go");
	});

	it("has colours only where somebody wants them", async () => {
		expect(await table()).not.toContain("\u001B");
		expect(await table([], { FORCE_COLOR: "1" })).toContain("\u001B[1mgvm\u001B[22m");
		expect(await table([], { FORCE_COLOR: "0" })).not.toContain("\u001B");
	});

	it("says that a choice is gone, on standard error", async () => {
		const folder = home.place("~/work");
		await home.run(["use", "1.22.5"], { folder });
		rmSync(home.place("~/sdk/go1.22.5"), { recursive: true });
		const { status, stdout, stderr } = await home.run(["list"], { folder });
		expect(stderr).toContain("The environment selected for this folder does not exist any more: ~/sdk/go1.22.5.");
		expect(stdout).toContain("~/sdk/go1.20.14");
		expect(status).toBe(0);
	});
});
