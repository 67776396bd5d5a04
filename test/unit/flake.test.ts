import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { resolveReference } from "../../src/core/selection/reference.ts";
import { flakeProvider } from "../../src/providers/flake/flakeProvider.ts";
import { discoveredBy, discoveredIn } from "../support/discovered.ts";
import { type Content, type Machine, type MachineOptions, machine } from "../support/machine.ts";

const signal = new AbortController().signal;
const machines: Machine[] = [];

function made(files: Readonly<Record<string, Content>>, more: Omit<MachineOptions, "files"> = {}): Machine {
	const result = machine({ ...more, files });
	machines.push(result);
	return result;
}

afterEach(() => {
	for (const one of machines.splice(0)) one.remove();
});

const names = (shells: string): string =>
	`{ outputs = { self, nixpkgs }: { devShells.x86_64-linux = { ${shells} }; }; }\n`;
const simple = names("default = 1; ci = 2;");
const lock = (nodes: object, version: unknown = 7): string =>
	JSON.stringify({ nodes, root: "root", version }, null, "  ");
const nixpkgs = (more: object = {}): object => ({
	locked: {
		lastModified: 1719848872,
		narHash: "sha256-x",
		owner: "NixOS",
		repo: "nixpkgs",
		rev: "abcdef0123456789abcdef0123456789abcdef01",
		type: "github",
	},
	original: { owner: "NixOS", ref: "nixos-24.05", repo: "nixpkgs", type: "github" },
	...more,
});

describe("what is listed", () => {
	it("is each devShell of this system, of unknown toolchain", async () => {
		const { host } = made({ "/w/flake.nix": simple });
		const { environments, faults, places } = await discoveredIn(flakeProvider, host, "/w");
		expect(faults).toEqual([]);
		expect(places).toEqual(["/w", "/w/flake.nix", "/w/flake.lock"]);
		expect(environments.map(({ id, name }) => [id, name])).toEqual([
			["flake:/w#default", "#default"],
			["flake:/w#ci", "#ci"],
		]);
		expect(environments[0]).toMatchObject({
			provider: "flake",
			location: "/w",
			folder: "/w",
			toolchain: { kind: "unknown" },
			realPaths: ["/w"],
			origin: "Nix",
			problems: [],
			notes: ["There is no flake.lock, so its nixpkgs is not locked."],
		});
		expect(environments.map(({ notActivatable }) => notActivatable)).toEqual([undefined, undefined]);
	});

	it("is found by the references that people type", async () => {
		const { host } = made({ "/w/flake.nix": simple, "/w/nix tools/flake.nix": names('"go 1.22" = 1;') });
		const { environments: rows } = await discoveredIn(flakeProvider, host, "/w");
		const found = async (reference: string): Promise<string | undefined> => {
			const request = { host, rows, providers: [flakeProvider], folder: "/w", signal };
			const resolution = await resolveReference(request, reference);
			return resolution.kind === "found" ? resolution.environment.name : undefined;
		};
		expect(await found(".#ci")).toBe("#ci");
		expect(await found(".#default")).toBe("#default");
		expect(await found("/w")).toBe("#default");
		expect(await found("./nix tools#go 1.22")).toBe("nix tools#go 1.22");
		expect(await found(".#nothing")).toBeUndefined();
	});

	it("is nothing of the machine", async () => {
		const { host } = made({ "/home/u/flake.nix": simple });
		expect(await discoveredBy(flakeProvider, host)).toEqual({ environments: [], faults: [], places: [] });
	});

	it("is for the system of the machine, also where Nix itself has no version", async () => {
		const text = names("default = 1;").replace("x86_64-linux", "x86_64-darwin");
		const mac = made({ "/w/flake.nix": text }, { platform: "darwin" });
		expect((await discoveredIn(flakeProvider, mac.host, "/w")).environments.map(({ name }) => name)).toEqual([
			"#default",
		]);
		const windows = made({ "C:\\w\\tools\\flake.nix": simple }, { platform: "win32" });
		expect(
			(await discoveredIn(flakeProvider, windows.host, "C:\\w")).environments.map(({ id, name }) => [id, name]),
		).toEqual([
			["flake:C:\\w\\tools#default", "tools#default"],
			["flake:C:\\w\\tools#ci", "tools#ci"],
		]);
	});

	it("is one row where the names cannot be read", async () => {
		const { host } = made({ "/w/flake.nix": "{ outputs = inputs: import ./outputs.nix inputs; }" });
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		expect(environments).toMatchObject([{ name: "#(names unknown)", toolchain: { kind: "unknown" }, problems: [] }]);
		expect(environments[0]?.notes[0]).toBe("The names of its devShells cannot be read without evaluating the flake.");
	});

	it("is told soon, however many templates a file with an error has", async () => {
		const { host } = made({ "/w/flake.nix": `{ outputs = ;${"\n".repeat(200_000)}${"[]{{}}".repeat(5_000)}}` });
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		expect(environments[0]?.problems[0]?.message).toMatch(/^\/w\/flake\.nix has a syntax error in line 1\.$/);
	});

	it("says that there may be more", async () => {
		const { host } = made({ "/w/flake.nix": names("a = 1; } // import ./more.nix {") });
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		expect(environments.map(({ name, notes }) => [name, notes[0]])).toEqual([
			["#a", "The flake may have more devShells. Their names cannot be read without evaluating it."],
		]);
	});
});

describe("where flakes are looked for", () => {
	it("below the folder, four deep, not in other people's code, tools' folders or through links", async () => {
		const { host } = made({
			"/w/a/b/c/d/flake.nix": simple,
			"/w/a/b/c/d/e/flake.nix": simple,
			"/w/vendor/flake.nix": simple,
			"/w/x/node_modules/y/flake.nix": simple,
			"/w/.direnv/flake.nix": simple,
			"/w/_tools/flake.nix": simple,
			"/elsewhere/flake.nix": simple,
			"/w/link": { link: "/elsewhere" },
		});
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		expect([...new Set(environments.map(({ location }) => location))]).toEqual(["/w/_tools", "/w/a/b/c/d"]);
		expect(environments[0]?.name).toBe("_tools#default");
	});

	it("in 2,000 folders, and the end is said", async () => {
		const files: Record<string, Content> = { "/w/flake.nix": simple };
		for (let index = 0; index < 2005; index++) files[`/w/d/${index}`] = null;
		const { host } = made(files);
		const { environments, faults } = await discoveredIn(flakeProvider, host, "/w");
		expect(environments).toHaveLength(2);
		expect(faults).toMatchObject([{ kind: "note", message: "Only 2000 folders of /w were searched for flakes." }]);
	});

	it("until it is cancelled", async () => {
		const { host } = made({ "/w/flake.nix": simple, "/w/a/flake.nix": simple });
		const stop = new AbortController();
		const locations = new Set<string>();
		for await (const found of flakeProvider.discoverFolder(host, "/w", { searchPaths: [] }, stop.signal)) {
			if (found.kind === "environment") locations.add(found.environment.location);
			if (locations.size > 0) stop.abort();
		}
		expect([...locations]).toEqual(["/w"]);
	});

	it("a path that somebody names is a flake where a flake.nix lies", async () => {
		const { host } = made({ "/srv/f/flake.nix": simple, "/srv/g/x": "" });
		for (const path of ["/srv/f", "/srv/f/flake.nix"]) {
			expect(await flakeProvider.classify(host, path, signal)).toMatchObject({
				id: "flake:/srv/f#default",
				location: "/srv/f",
			});
		}
		expect(await flakeProvider.classify(host, "/srv/g", signal)).toBeUndefined();
	});
});

describe("flake.lock", () => {
	async function told(text: string): Promise<{ note: string | undefined; problem: string | undefined }> {
		const { host } = made({ "/w/flake.nix": simple, "/w/flake.lock": text });
		const [first] = (await discoveredIn(flakeProvider, host, "/w")).environments;
		const [note] = first?.notes ?? [];
		const problem = first?.problems[0];
		return {
			note,
			problem: problem === undefined ? undefined : `${problem.kind}: ${problem.message}`,
		};
	}
	const full = "flake.lock holds nixpkgs abcdef012345 of 2024-07-01.";

	it.each([
		["an input", lock({ root: { inputs: { nixpkgs: "nixpkgs" } }, nixpkgs: nixpkgs() }), full],
		[
			"another key",
			lock({ root: { inputs: { nixpkgs: "nixpkgs_2" } }, nixpkgs: nixpkgs({ locked: {} }), nixpkgs_2: nixpkgs() }),
			full,
		],
		[
			"an input that follows another's",
			lock({
				root: { inputs: { nixpkgs: ["tools", "deep", "nixpkgs"], tools: "tools" } },
				tools: { inputs: { deep: ["other"], nixpkgs: "n" } },
				other: {},
				n: nixpkgs(),
			}),
			undefined,
		],
		[
			"a path of follows",
			lock({
				root: { inputs: { nixpkgs: ["tools", "nixpkgs"], tools: "tools" } },
				tools: { inputs: { nixpkgs: ["base"] } },
				n: nixpkgs(),
			}),
			undefined,
		],
		[
			"follows of follows",
			lock({
				root: { inputs: { nixpkgs: ["tools", "nixpkgs"], tools: "tools", base: "n" } },
				tools: { inputs: { nixpkgs: ["base"] } },
				n: nixpkgs(),
			}),
			full,
		],
		["another name for it", lock({ root: { inputs: { utils: "u", unstable: "n" } }, u: {}, n: nixpkgs() }), full],
		["no nixpkgs", lock({ root: { inputs: { utils: "u" } }, u: {} }), undefined],
		["no inputs", lock({ root: {} }), undefined],
		[
			"version 5",
			lock(
				{ root: { inputs: { nixpkgs: "n" } }, n: { locked: { rev: "0123456789ab" }, info: { lastModified: 0 } } },
				5,
			),
			"flake.lock holds nixpkgs 0123456789ab of 1970-01-01.",
		],
		[
			"a tarball without revision",
			lock({ root: { inputs: { nixpkgs: "n" } }, n: { locked: { lastModified: 1719848872, type: "tarball" } } }),
			"flake.lock holds nixpkgs of 2024-07-01.",
		],
		[
			"a revision without date",
			lock({ root: { inputs: { nixpkgs: "n" } }, n: { locked: { rev: "0123456789abcdef" } } }),
			"flake.lock holds nixpkgs 0123456789ab.",
		],
		[
			"dates and revisions that are none",
			lock({ root: { inputs: { nixpkgs: "n" } }, n: { locked: { rev: "$(x)", lastModified: 1e300 } } }),
			undefined,
		],
		["a byte order mark", `\uFEFF${lock({ root: { inputs: { nixpkgs: "n" } }, n: nixpkgs() })}`, full],
	])("with %s", async (_, text, note) => {
		expect(await told(text)).toEqual({ note, problem: undefined });
	});

	it.each([
		["version 4", lock({ root: {} }, 4), "has version 4; Nix reads 5 to 7."],
		["no version", "{}", "has version null; Nix reads 5 to 7."],
		["a list", "[]", "it must contain a JSON object."],
		["no nodes", '{ "version": 7, "root": "root" }', "it has no nodes."],
		["a root that is missing", lock({ other: {} }), "refers to a node “root” that it does not have."],
		[
			"an input that is missing",
			lock({ root: { inputs: { nixpkgs: "gone" } } }),
			"refers to a node “gone” that it does not have.",
		],
		[
			"inputs that follow each other",
			lock({ root: { inputs: { nixpkgs: ["a"], a: ["nixpkgs"] } } }),
			"follow each other in a cycle.",
		],
		["merge markers", '{\n  "nodes": {\n<<<<<<< HEAD\n  }\n}\n', "is not valid JSON (line 3)."],
		["an end in the middle", '{ "nodes": {\n\n', "is not valid JSON (line 3)."],
		["60,000 brackets", "[".repeat(60_000), "is not valid JSON (line 1)."],
		["nothing in it", "", "is not valid JSON (line 1)."],
	])("that is wrong, with %s, is a problem of each row", async (_, text, problem) => {
		const { note, problem: found } = await told(text);
		expect(found).toMatch(/^malformed: \/w\/flake\.lock /);
		expect(found).toContain(problem);
		expect(note).toBeUndefined();
	});

	it("that is too large or no file is a problem too", async () => {
		expect((await told(" ".repeat(2_000_000))).problem).toBe("too-large: /w/flake.lock is too large.");
		const { host } = made({ "/w/flake.nix": simple, "/w/flake.lock": null });
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		expect(environments.map(({ problems }) => problems[0]?.kind)).toEqual(["not-a-file", "not-a-file"]);
	});
});

describe("a flake.nix that is wrong is a row with its problem", () => {
	it.each([
		["empty", "", "malformed: /w/flake.nix has a syntax error in line 1."],
		[
			"no set",
			"let x = 1; in { outputs = _: { }; }",
			"malformed: /w/flake.nix is not a flake: it must be a literal attribute set.",
		],
		["without outputs", "{ inputs = { }; }", "malformed: /w/flake.nix is not a flake: it has no `outputs`."],
		["cut off", "{\n  outputs = { self }: {\n", "malformed: /w/flake.nix has a syntax error in line 3"],
		["a line of text", "hello, this is\nno flake at all;\n", "malformed: /w/flake.nix has a syntax error in line 1"],
		[
			"a template of Go, as devbox has them",
			'{\n  inputs = {\n    {{- range .FlakeInputs }}\n    {{ .Name }}.url = "{{ .URL }}";\n    {{- end }}\n  };\n  outputs = _: { };\n}\n',
			"malformed: /w/flake.nix is a template, not a flake: another tool fills in line 3.",
		],
		[
			"a template of Jinja",
			"{\n  outputs = { self }: {\n    {% if x %}\n    devShells.x86_64-linux.a = 1;\n    {% endif %}\n  };\n}\n",
			"malformed: /w/flake.nix is a template, not a flake: another tool fills in line 3.",
		],
		[
			"wrong elsewhere than in a text with such words",
			"{\n  outputs = { self }: {\n    x = ''{{ .Name }}'';\n    y = ;\n  };\n}\n",
			"malformed: /w/flake.nix has a syntax error in line 4",
		],
		[
			"two braces too many",
			"{\n  outputs = _: {{ a = 1; }};\n}\n",
			"malformed: /w/flake.nix has a syntax error in line 2",
		],
		["too large", `{ outputs = _: { }; }${" ".repeat(300_000)}`, "too-large: /w/flake.nix is too large."],
		["60,000 brackets", "[".repeat(60_000), "malformed: /w/flake.nix nests more than 500 brackets."],
		["60,000 braces in strings", '{ a = "${'.repeat(20_000), "malformed: /w/flake.nix nests more than 500 brackets."],
		["bytes", "\u0000\u0001\u0002\uFFFD", "malformed: /w/flake.nix has a syntax error in line 1"],
	])("%s", async (_, text, problem) => {
		const { host } = made({ "/w/flake.nix": text, "/w/good/flake.nix": simple });
		const { environments, faults } = await discoveredIn(flakeProvider, host, "/w");
		expect(faults).toEqual([]);
		const [bad, ...good] = environments;
		expect(bad?.name).toBe("#(names unknown)");
		expect(bad?.problems.map(({ kind, message }) => `${kind}: ${message}`)[0]).toContain(problem);
		expect(good.map(({ name, problems }) => [name, problems])).toEqual([
			["good#default", []],
			["good#ci", []],
		]);
	});

	it("with merge markers, whose names can still be read", async () => {
		const text = names("\n<<<<<<< HEAD\n  a = 1;\n=======\n  b = 2;\n>>>>>>> x\n");
		const { host } = made({ "/w/flake.nix": text });
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		expect(environments.length).toBeGreaterThan(0);
		expect(environments[0]?.problems).toEqual([
			{ kind: "malformed", message: "/w/flake.nix has a syntax error in line 2." },
		]);
	});

	it("a directory, a link that leads nowhere, or a FIFO", async () => {
		const one = made({ "/w/d/flake.nix": null, "/w/l/flake.nix": { link: "/gone" }, "/w/p": null });
		const hasFifo = spawnSync("mkfifo", [one.place("/w/p/flake.nix")]).status === 0;
		const { environments } = await discoveredIn(flakeProvider, one.host, "/w");
		expect(environments.map(({ name, problems }) => [name, problems[0]?.kind])).toEqual([
			["d#(names unknown)", "not-a-file"],
			["l#(names unknown)", "link-broken"],
			...(hasFifo ? [["p#(names unknown)", "not-a-file"]] : []),
		]);
	});

	it("with a byte order mark, CR LF or in UTF-16 is read", async () => {
		const utf16 = new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(simple, "utf16le")]));
		const windows = simple.replaceAll(" ", "\r\n");
		const { host } = made({ "/w/a/flake.nix": `\uFEFF${simple}`, "/w/b/flake.nix": windows, "/w/c/flake.nix": utf16 });
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		expect(environments.map(({ name, problems }) => [name, problems.length])).toEqual(
			["a", "b", "c"].flatMap((folder) => [
				[`${folder}#default`, 0],
				[`${folder}#ci`, 0],
			]),
		);
	});

	it("that parses for ever does not hold the event loop", async () => {
		// errors at every token are the grammar's slowest input
		const { host } = made({ "/w/flake.nix": "} ; = in ".repeat(20_000) });
		let turns = 0;
		const timer = setInterval(() => turns++, 1);
		const { environments } = await discoveredIn(flakeProvider, host, "/w");
		clearInterval(timer);
		expect(environments[0]?.problems).toHaveLength(1);
		expect(turns).toBeGreaterThan(1);
	});
});
