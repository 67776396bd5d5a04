import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { FaultError } from "../../../src/core/fault.ts";
import type { SpecificationsRead } from "../../../src/core/folderKnowledge.ts";
import type { Host } from "../../../src/core/host.ts";
import { specificationKinds } from "../../../src/core/specification.ts";
import { places } from "../../../src/providers/sdk/places.ts";
import { folderRequirements } from "../../../src/specifications/folderRequirements.ts";
import { specificationReaders } from "../../../src/specifications/readers.ts";
import { readSpecifications } from "../../../src/specifications/readSpecifications.ts";
import { type Content, type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());
const never = new AbortController().signal;

async function read(
	files: Record<string, Content>,
	options: MachineOptions = {},
	folder = "/home/u/w/p",
): Promise<SpecificationsRead> {
	made = machine({ ...options, files });
	return await readSpecifications(made.host, folder, never);
}
const asked = ({ specifications }: SpecificationsRead): string[] =>
	specifications.map(
		({ file, demand, above }) => `${above ? "^" : ""}${file} ${demand?.alternatives.join(" ") ?? "-"}`,
	);

it("there is a reader for each kind, in the deciding order", () => {
	expect(specificationReaders.map(({ kind }) => kind)).toEqual(specificationKinds);
});

it("the owners of a file are spelled as the origin of their rows, with which they are compared", () => {
	const origins = [...places.map(({ origin }) => origin), "gvm"];
	const owners = specificationReaders.flatMap((reader) => reader.owners ?? []);
	expect(owners.length).toBeGreaterThan(5);
	expect(owners.filter((owner) => !origins.includes(owner))).toEqual([]);
});

describe("the specifications of a folder", () => {
	it("stand in the deciding order, nearest folder first; what lies above is marked", async () => {
		const result = await read({
			"/home/u/w/p/flake.nix": "{ outputs = _: {\n devShells = {}; }; }\n",
			"/home/u/w/p/environment.yml": "name: ci\ndependencies: [go]\n",
			"/home/u/w/p/.go-version": "1.22.5\n",
			"/home/u/w/p/.tool-versions": "golang 1.22.6\n",
			"/home/u/w/p/mise.toml": '[tools]\ngo = "1.22.7"\n',
			"/home/u/w/p/go-environments.yaml": "version: 1\nenvironment: conda:ci\n",
			"/home/u/w/.tool-versions": "golang 1.21.1\n",
			"/home/u/w/go-environments.yaml": "version: 1\nenvironment: other\n",
			"/home/u/.go-version": "1.21.2\n",
			"/.config/mise/config.toml": '[tools]\ngo = "1.21.3"\n',
		});
		expect(asked(result)).toEqual([
			"/home/u/w/p/go-environments.yaml conda:ci",
			"/home/u/w/p/mise.toml 1.22.7",
			"/home/u/w/p/.tool-versions 1.22.6",
			"/home/u/w/p/.go-version 1.22.5",
			"/home/u/w/p/environment.yml conda:ci",
			"/home/u/w/p/flake.nix .#default",
			"^/home/u/w/go-environments.yaml other",
			"^/home/u/w/.tool-versions 1.21.1",
			"^/home/u/.go-version 1.21.2",
			"^/.config/mise/config.toml 1.21.3",
		]);
		expect(result.faults).toEqual([]);
		expect(result.specifications[5]).toMatchObject({ demand: { line: 2 }, offers: "flake" });
		expect(result.specifications.map(({ owners }) => owners?.[0])).toEqual([
			undefined,
			"asdf",
			"asdf",
			"gvm",
			undefined,
			undefined,
			undefined,
			"asdf",
			"gvm",
			"asdf",
		]);
	});

	it("above the folder are the pin files only, and gvm's form is not among them", async () => {
		const result = await read({
			"/home/u/w/environment.yml": "name: ci\ndependencies: [go]\n",
			"/home/u/w/flake.nix": "{}",
			"/home/u/w/.go-version": "go1.22.6\n",
			"/home/u/w/.go-pkgset": "work\n",
			"/home/u/.go-version": "1.21\n",
		});
		expect(asked(result)).toEqual(["^/home/u/.go-version 1.21"]);
	});

	it("put gvm's two files together", async () => {
		const result = await read({ "/home/u/w/p/.go-version": "go1.22.6\n", "/home/u/w/p/.go-pkgset": "work\n" });
		expect(asked(result)).toEqual([
			"/home/u/w/p/.go-version gvm:go1.22.6@work",
			"/home/u/w/p/.go-pkgset gvm:go1.22.6@work",
		]);
	});

	it("of mise are those of its first file that names Go", async () => {
		const files = {
			"/home/u/w/p/.mise.local.toml": '[tools]\nnode = "20"\n',
			"/home/u/w/p/mise/conf.d/a.toml": '[tools]\ngo = "1.22.1"\n',
			"/home/u/w/p/mise/conf.d/b.toml": '[tools]\ngo = "1.22.2"\n',
			"/home/u/w/p/.mise/config.toml": '[tools]\ngo = "1.22.3"\n',
			"/home/u/w/p/mise.dev.toml": '[tools]\ngo = "1.22.4"\n',
		};
		expect(asked(await read(files))).toEqual(["/home/u/w/p/mise/conf.d/b.toml 1.22.2"]);
		made?.remove();
		const named = await read(files, { variables: { MISE_ENV: "ci,dev" } });
		expect(asked(named)).toEqual(["/home/u/w/p/mise.dev.toml 1.22.4"]);
	});

	it("follow the lock that lies beside", async () => {
		const result = await read({
			"/home/u/w/p/.config/mise.toml": '[tools]\ngo = "1.22"\n',
			"/home/u/w/p/.config/mise.lock": '[[tools.go]]\nversion = "1.22.5"\n',
			"/home/u/w/p/mise.lock": '[[tools.go]]\nversion = "1.22.9"\n',
		});
		expect(asked(result)).toEqual(["/home/u/w/p/.config/mise.toml 1.22.5"]);
		expect(result.inputs).toContain("/home/u/w/p/.config/mise.lock");
	});

	it("leave out files that are not about Go", async () => {
		const result = await read({
			"/home/u/w/p/mise.toml": '[tools]\nnode = "20"\n',
			"/home/u/w/p/.tool-versions": "golangci-lint 1.64.8\n",
		});
		expect(result.specifications).toEqual([]);
	});

	it("are read in UTF-16 too", async () => {
		const utf16 = Buffer.from("\uFEFF1.22.5\r\n", "utf16le");
		expect(asked(await read({ "/home/u/w/p/.go-version": utf16 }))).toEqual(["/home/u/w/p/.go-version 1.22.5"]);
	});

	it("that cannot be read are faults, and the others are there", async () => {
		made = machine({
			files: {
				"/w/go-environments.yaml/x": "",
				"/w/environment.yml": `name: ci\n${"#".repeat(40_000)}`,
				"/w/.tool-versions": "go 1.22.5\n",
				"/w/mise.toml": "[tools\n",
			},
		});
		execFileSync("mkfifo", [made.place("/w/.go-version")]);
		const result = await readSpecifications(made.host, "/w", never);
		expect(result.faults.map(({ kind, file }) => `${kind} ${file}`)).toEqual([
			"not-a-file /w/go-environments.yaml",
			"not-a-file /w/.go-version",
			"too-large /w/environment.yml",
		]);
		expect(asked(result)).toEqual(["/w/mise.toml -", "/w/.tool-versions 1.22.5"]);
		expect(result.specifications[0]?.faults).toMatchObject([{ kind: "malformed", line: 1 }]);
	});

	it("are watched where they are and where they may come to be", async () => {
		const { inputs } = await read({ "/home/u/w/p/x": "" });
		expect(inputs).toContain("/home/u/w/p/.go-version");
		expect(inputs).toContain("/home/u/w/.tool-versions");
		expect(inputs).not.toContain("/home/u/w/environment.yml");
	});

	it("on Windows have Windows paths", async () => {
		const files = { "C:\\w\\p\\mise\\config.toml": '[tools]\ngo = "1.22"\n', "C:\\w\\.go-version": "1.21\n" };
		const result = await read(files, { platform: "win32" }, "C:\\w\\p");
		expect(asked(result)).toEqual(["C:\\w\\p\\mise\\config.toml 1.22", "^C:\\w\\.go-version 1.21"]);
	});

	it("of a folder that nobody may look into may be any; it is said once, and of folders above not at all", async () => {
		const files = { "/w/.go-version": "1.22\n", "/w/p/.tool-versions": "go 1.21\n" };
		const result = await read(files, { denied: ["/w/p", "/w"] }, "/w/p");
		expect(result.faults.map(({ kind, file }) => `${kind} ${file}`)).toEqual(["not-readable /w/p"]);
		expect(result.specifications).toMatchObject([
			{ file: "/w/p/go-environments.yaml", unreadable: { fault: { kind: "not-readable" } } },
		]);
	});

	it("of a folder above that may not be listed count, those that are there", async () => {
		const files = { "/w/.go-version": "1.22\n", "/w/mise.toml": '[settings]\ndisable_tools = ["go"]\n' };
		const pins = { "/w/p/mise.toml": '[tools]\ngo = "1.21"\n', "/w/.tool-versions": "go 1.20\n" };
		made = machine({ files: { ...files, ...pins }, denied: ["/w/.tool-versions"] });
		const { host } = made;
		const list: Host["list"] = async (folder) => {
			if (folder !== "/w") return await host.list(folder);
			throw new FaultError({ kind: "not-readable", message: "closed", file: folder });
		};
		const result = await readSpecifications({ ...host, list }, "/w/p", never);
		expect(result.faults).toEqual([]);
		expect(asked(result)).toEqual(["/w/p/mise.toml -", "^/w/.tool-versions -", "^/w/.go-version 1.22"]);
		expect(result.specifications[1]?.faults).toMatchObject([{ kind: "not-readable", file: "/w/.tool-versions" }]);
	});

	it("on a disk that never answers are one fault", async () => {
		const result = await read({ "/.go-version": "1.22\n", "/net": null }, { silent: ["/net/dead"] }, "/net/dead/p");
		expect(result.faults.map(({ kind, file }) => `${kind} ${file}`)).toEqual(["disk-silent /net/dead"]);
		expect(asked(result)).toEqual(["^/.go-version 1.22"]);
	});

	it("end with the signal", async () => {
		made = machine({ files: { "/w/.go-version": "1.22" } });
		const result = await readSpecifications(made.host, "/w", AbortSignal.abort());
		expect(result.specifications).toEqual([]);
	});
});

it("`requires` is a requirement of the whole folder, beside those of its modules", async () => {
	made = machine({
		files: {
			"/w/go.mod": "module a\ngo 1.21\n",
			"/w/go-environments.yaml": "version: 1\nrequires: '>=1.22 <1.25'\n",
		},
	});
	const { requirements } = await folderRequirements(made.host, "/w", never);
	expect(requirements.map(({ source, range, line, decides }) => [source, range, line, decides])).toEqual([
		["go", ">=1.21", 2, true],
		["requires", ">=1.22 <1.25", 2, true],
	]);
});
