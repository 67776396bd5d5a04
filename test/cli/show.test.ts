import { chmodSync, mkdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, type Json, misfit, sdkFiles, temporaryHome } from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), ...sdkFiles("1.24.2") });
});
afterEach(() => home.remove());

const shown = async (folder: string, words: readonly string[] = []): Promise<Json> => {
	const { status, stdout } = await home.run(["show", "--json", ...words], { folder: home.place(folder) });
	const answer = JSON.parse(stdout) as Json;
	expect(misfit("show", answer)).toBeUndefined();
	expect(status).toBe(0);
	return answer;
};
const idOf = (version: string): string => `sdk:${home.place(`~/sdk/go${version}`)}`;
const kindsOf = (answer: Json): unknown[] => (answer["faults"] as readonly Json[]).map(({ kind }) => kind);

describe("show --json", () => {
	it("names the line of the alternative that is used", async () => {
		home.write({ "~/work/.go-version": "1.30.0\n# the one that we have\n1.24.2\n1.22.5\n" });
		const reason = { kind: "specification", file: home.place("~/work/.go-version"), line: 3 };
		expect(await shown("~/work")).toMatchObject({ selection: { kind: "chosen", reference: "1.24.2", reason } });
	});

	it("tells the selection, why, requirements and specifications, in the written shape", async () => {
		home.write({
			"~/work/go.mod": "module a\n\ngo 1.23\ntoolchain go1.25.1\n",
			// newer than any Go of the machine
			...sdkFiles("1.99.0"),
			"~/work/.go-version": "# pinned\n1.22.5\n",
		});
		const mod = home.place("~/work/go.mod");
		const pin = home.place("~/work/.go-version");
		expect(await shown("~/work")).toEqual({
			schemaVersion: 1,
			folder: home.place("~/work"),
			selection: {
				kind: "chosen",
				id: idOf("1.22.5"),
				reference: "1.22.5",
				reason: { kind: "specification", file: pin, line: 2 },
				recommended: idOf("1.99.0"),
			},
			activation: "none",
			requirements: [
				{ range: ">=1.23", file: mod, line: 3, met: false, switchesTo: null },
				{ range: ">=1.25.1", file: mod, line: 4, met: null, switchesTo: null },
			],
			specifications: [{ kind: ".go-version", file: pin, line: 2, reference: "1.22.5" }],
			faults: [],
		});
	});

	it("tells the activation that is remembered, and runs nothing for it", async () => {
		home.write({ "~/work/.go-version": "1.22.5\n" });
		expect(await shown("~/work")).toMatchObject({ activation: "none" });
		await home.run(["exec", "--", "true"], { folder: home.place("~/work") });
		expect(await shown("~/work")).toMatchObject({ activation: "active" });
	});

	it("tells why a reference is missing and what would do, and ends well", async () => {
		home.write({ "~/work/.go-version": "1.19.3\n", "~/work/go.mod": "module a\ngo 1.23\n" });
		const answer = await shown("~/work");
		const recommended: unknown = expect.stringMatching(/^sdk:/);
		expect(answer["selection"]).toMatchObject({ kind: "missing", id: null, reference: "1.19.3", recommended });
		expect(kindsOf(answer)).toEqual(["reference-unknown"]);
	});

	it("shows what another environment would be", async () => {
		mkdirSync(home.place("~/work"));
		expect((await shown("~/work", ["--environment", "1.24"]))["selection"]).toEqual({
			kind: "chosen",
			id: idOf("1.24.2"),
			reference: "1.24",
			reason: { kind: "argument", file: null, line: null },
			recommended: null,
		});
	});

	it("takes the setting of the folder, with its line", async () => {
		const file = home.place("~/work/.vscode/settings.json");
		home.write({ [file]: '{\n\t// for all of us\n\t"goEnvironments.environment": "1.24",\n}\n' });
		const { selection } = await shown("~/work");
		expect(selection).toMatchObject({ id: idOf("1.24.2"), reason: { kind: "setting", file, line: 3 } });
	});
});

describe("bad input", () => {
	const settings = "~/work/.vscode/settings.json";

	it.each([
		["a malformed file", '{ "goEnvironments.environment": "1.24", "a": }\n', "malformed"],
		["merge markers", '{\n<<<<<<< HEAD\n  "goEnvironments.environment": "1.24"\n=======\n}\n', "malformed"],
		["60,000 open brackets", `{ "goEnvironments.environment": ${"[".repeat(60_000)}`, "malformed"],
		["a value of another type", '{ "goEnvironments.environment": 5 }', "malformed"],
		["an unknown provider", '{ "goEnvironments.providers": ["conda", "nix"] }', "malformed"],
		["search paths that are no list", '{ "goEnvironments.searchPaths": "/opt" }', "malformed"],
		["more than 1 MB", `{ "a": "${"x".repeat(2 << 20)}" }`, "too-large"],
	])("in the settings: %s", async (_, text, kind) => {
		home.write({ [settings]: text });
		const answer = await shown("~/work");
		expect(kindsOf(answer)).toContain(kind);
		const fault = (answer["faults"] as readonly Json[]).find((candidate) => candidate["kind"] === kind);
		expect(fault?.["file"]).toBe(home.place(settings));
	});

	it("in the settings: the line and column of what is wrong", async () => {
		home.write({ [settings]: '{\n\t"a": ,\n}\n' });
		const { stdout } = await home.run(["show"], { folder: home.place("~/work") });
		expect(stdout).toContain(`${settings}:2:7`);
	});

	it("of a setting that is there twice the last one counts, as in the editor", async () => {
		home.write({ [settings]: '{\n"goEnvironments.environment": "1.22",\n"goEnvironments.environment": "1.24"\n}\n' });
		expect(await shown("~/work")).toMatchObject({ selection: { id: idOf("1.24.2"), reason: { line: 3 } } });
	});

	it("settings that are a directory, with a byte order mark, or empty", async () => {
		home.write({ [settings]: null });
		expect(kindsOf(await shown("~/work"))).toEqual(["not-a-file"]);
		home.write({ "~/bom/.vscode/settings.json": '\uFEFF{ "goEnvironments.environment": "1.24" }' });
		expect(await shown("~/bom")).toMatchObject({ selection: { kind: "chosen" }, faults: [] });
		home.write({ "~/empty/.vscode/settings.json": "" });
		expect(await shown("~/empty")).toMatchObject({ faults: [] });
	});

	it("a corrupt, a newer and an unreadable pick", async () => {
		home.write({ "~/work/.go-version": "1.22.5\n" });
		const folder = home.place("~/work");
		await home.run(["use", "1.24"], { folder });
		const [file = ""] = home.files("~/.local/state/go-environments/selections");
		home.write({ [file]: "{" });
		expect(await shown("~/work")).toMatchObject({
			// there is a selection: another Go must not silently replace it
			selection: { kind: "missing", reason: { kind: "pick" } },
			faults: [{ kind: "malformed", file }],
		});
		expect(await home.run(["exec", "--", "true"], { folder })).toMatchObject({
			status: 3,
			stderr: expect.stringContaining("cannot be read") as unknown,
		});
		home.write({ [file]: '{ "version": 2, "folder": "x" }' });
		expect(await shown("~/work")).toMatchObject({ faults: [{ kind: "store-newer", file }] });
		home.write({ [file]: '{ "version": 1, "id": 5 }' });
		expect(await shown("~/work")).toMatchObject({ faults: [{ kind: "malformed", file }] });
	});

	it("a folder with spaces, quotes, a line break and letters of the world in its name", async () => {
		const name = "~/a b'c\"d\n数 é";
		home.write({ [`${name}/.go-version`]: "1.22.5\n" });
		expect(await shown(name)).toMatchObject({ folder: home.place(name), selection: { kind: "chosen" } });
		const { stdout } = await home.run(["show"], { folder: home.place(name) });
		expect(stdout.split("\n")[0]).toBe("~/a b'c\"d\\n数 é");
	});

	it.skipIf(process.getuid?.() === 0)("a folder that cannot be read (skipped for root, who reads all)", async () => {
		mkdirSync(home.place("~/work"));
		chmodSync(home.place("~/work"), 0o000);
		const { stdout } = await home.run(["show", "--json", "--folder", home.place("~/work")]);
		chmodSync(home.place("~/work"), 0o755);
		expect(misfit("show", JSON.parse(stdout))).toBeUndefined();
	});

	it("a working directory that was removed", async () => {
		const { status, stderr, stdout } = await home.run([
			"exec",
			"--",
			"sh",
			"-c",
			"mkdir gone; cd gone; rmdir ../gone; $0 $1 show --json",
			process.execPath,
			home.program,
		]);
		const answer = JSON.parse(stdout) as Json;
		expect(misfit("show", answer)).toBeUndefined();
		expect(kindsOf(answer)).toEqual(["not-readable"]);
		expect(stderr).toContain("The working directory does not exist any more.");
		expect(status).toBe(1);
	});
});

describe("the folder", () => {
	const folderOf = async (from: string): Promise<unknown> => (await shown(from))["folder"];

	it("is the nearest with go.work, a specification or .git, before one with go.mod", async () => {
		home.write({
			"~/a/.git/HEAD": "",
			"~/a/b/go.mod": "module b\n",
			"~/a/b/c/x.go": "",
			"~/a/d/.tool-versions": "golang 1.22.5\n",
			"~/a/d/e/x.go": "",
			"~/a/f/.config/mise/config.toml": "",
			"~/a/f/g/x.go": "",
		});
		expect(await folderOf("~/a/b/c")).toBe(home.place("~/a"));
		expect(await folderOf("~/a/d/e")).toBe(home.place("~/a/d"));
		expect(await folderOf("~/a/f/g")).toBe(home.place("~/a/f"));
	});

	it("is the one with go.mod, else the working directory; the home folder is none", async () => {
		home.write({ "~/.tool-versions": "", "~/.git/HEAD": "", "~/b/go.mod": "", "~/b/c/x.go": "", "~/d/e/x.go": "" });
		expect(await folderOf("~/b/c")).toBe(home.place("~/b"));
		expect(await folderOf("~/d/e")).toBe(home.place("~/d/e"));
	});

	it("is the nearest with a pick, before all others", async () => {
		home.write({ "~/a/b/.git/HEAD": "", "~/a/b/c/x.go": "" });
		await home.run(["use", "1.24", "a"]);
		expect(await folderOf("~/a/b/c")).toBe(home.place("~/a"));
	});

	it("is the one that is named, from where one is; naming two is a mistake", async () => {
		home.write({ "~/a/.git/HEAD": "", "~/a/b/x.go": "" });
		expect((await shown("~/a", ["b"]))["folder"]).toBe(home.place("~/a/b"));
		expect((await shown("~/a", ["--folder", "./b"]))["folder"]).toBe(home.place("~/a/b"));
		expect((await home.run(["show", "a", "--folder", "b"])).status).toBe(2);
	});
});
