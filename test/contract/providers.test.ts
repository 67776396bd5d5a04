import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { GoEnvironment, ProviderName } from "../../src/core/environment.ts";
import type { Host } from "../../src/core/host.ts";
import type { Discovered, Provider } from "../../src/core/provider.ts";
import { providers } from "../../src/providers/index.ts";
import { prefixFiles } from "../support/conda.ts";
import { discoveredBy, discoveredIn } from "../support/discovered.ts";
import { gvmFiles } from "../support/gvm.ts";
import { type Content, goroot, type Machine, type MachineOptions, machine } from "../support/machine.ts";

const folder = "/home/u/app";

/** What a provider finds on a small machine, and the files and directories that it reads. Add new providers here. */
interface Subject {
	/** At least three environments of the machine. */
	readonly machine: Readonly<Record<string, Content>>;
	/** At least one environment of the folder, if the provider has such. */
	readonly folder?: Readonly<Record<string, Content>>;
	/** Files that it reads as text. */
	readonly files: readonly string[];
	/** Directories that it lists. */
	readonly directories: readonly string[];
}

const conda = "/home/u/miniforge3";
const gvm = "/home/u/.gvm";

const subjects: Readonly<Record<ProviderName, Subject>> = {
	conda: {
		machine: {
			...prefixFiles(conda),
			[`${conda}/condabin/conda`]: "",
			...prefixFiles(`${conda}/envs/a`, "1.22.5"),
			...prefixFiles(`${conda}/envs/b`, "1.23.1"),
			[`${conda}/envs/c`]: { link: "a" },
			"/home/u/.conda/environments.txt": `${conda}/envs/b\n`,
			"/home/u/.condarc": "envs_dirs: [~/more]\n",
		},
		folder: { ...prefixFiles(`${folder}/.conda`, "1.22.5"), ...prefixFiles(`${folder}/.pixi/envs/default`, "1.23.1") },
		files: [
			"/home/u/.conda/environments.txt",
			"/home/u/.condarc",
			`${conda}/.condarc`,
			`${conda}/envs/a/conda-meta/history`,
			`${conda}/envs/a/go/VERSION`,
			`${conda}/envs/a/bin/go`,
			`${folder}/.conda/conda-meta/history`,
		],
		directories: [
			conda,
			`${conda}/envs`,
			`${conda}/envs/a`,
			`${conda}/envs/a/conda-meta`,
			`${conda}/envs/a/go`,
			`${folder}/.conda`,
			`${folder}/.pixi/envs`,
		],
	},
	gvm: {
		machine: gvmFiles({
			gos: ["1.21.6", "1.22.5", "1.23.1"],
			pkgsets: { "1.22.5": ["work"] },
			aliases: { tip: "go1.23.1" },
		}),
		files: [`${gvm}/environments/go1.22.5`, `${gvm}/environments/default`, `${gvm}/gos/go1.22.5/VERSION`],
		directories: [gvm, `${gvm}/gos`, `${gvm}/environments`, `${gvm}/gos/go1.22.5`, `${gvm}/pkgsets`],
	},
	sdk: {
		machine: {
			...goroot("/usr/local/go", "1.22.5"),
			...goroot("/home/u/sdk/go1.21.6", "1.21.6"),
			...goroot("/home/u/sdk/go1.23.1", "1.23.1"),
			"/home/u/sdk/go1.23.1/.unpacked-success": "",
			"/home/u/sdk/go1.21.6/.unpacked-success": "",
		},
		files: ["/usr/local/go/VERSION", "/home/u/sdk/go1.21.6/VERSION", "/usr/local/go/bin/go"],
		directories: ["/usr/local/go", "/home/u/sdk", "/home/u/sdk/go1.23.1", "/usr/local"],
	},
	flake: {
		machine: {},
		folder: {
			[`${folder}/flake.nix`]:
				"{ outputs = _: { devShells.x86_64-linux.default = 1; devShells.x86_64-linux.ci = 1; }; }\n",
			[`${folder}/sub/flake.nix`]: "{ outputs = _: { devShells.x86_64-linux.default = 1; }; }\n",
		},
		files: [`${folder}/flake.nix`, `${folder}/flake.lock`, `${folder}/sub/flake.nix`],
		directories: [folder, `${folder}/sub`],
	},
};

function subjectOf({ name }: Provider): Subject {
	const subject = subjects[name];
	if (subject === undefined) throw new Error(`the provider ${name} has no machine among the subjects of this test`);
	return subject;
}

const machines: Machine[] = [];
afterEach(() => {
	for (const one of machines.splice(0)) one.remove();
});

function on(subject: Subject, more: Omit<MachineOptions, "files"> = {}, without?: string): Machine {
	const all = { "/home/u": null, [folder]: null, ...subject.machine, ...subject.folder };
	const kept = Object.entries(all).filter(
		([path]) => without === undefined || (path !== without && !path.startsWith(`${without}/`)),
	);
	const made = machine({ ...more, files: Object.fromEntries(kept) });
	machines.push(made);
	return made;
}

interface All {
	readonly machine: readonly GoEnvironment[];
	readonly folder: readonly GoEnvironment[];
}

/** All rows; checks the rules for every listing. */
async function listed(provider: Provider, host: Host): Promise<All> {
	const ofMachine = await discoveredBy(provider, host);
	const ofFolder = await discoveredIn(provider, host, folder);
	for (const { environments, faults, places } of [ofMachine, ofFolder]) {
		const ids = environments.map(({ id }) => id);
		expect(new Set(ids).size, `ids: ${ids.join(", ")}`).toBe(ids.length);
		for (const row of environments) {
			expect(row.provider).toBe(provider.name);
			expect(row.kind).toBe(provider.kind);
			if (row.notActivatable !== undefined) expect(row.notActivatable.message).toMatch(/\S.*\.$/s);
			else expect(provider.activate).toBeDefined();
			expect(row.id.startsWith(`${provider.name}:`)).toBe(true);
			expect(row.name).not.toBe("");
			expect(host.path.isAbsolute(row.location)).toBe(true);
			expect(row.otherPaths).not.toContain(row.location);
			expect(row.otherNames).not.toContain(row.name);
			if (row.toolchain.kind === "broken") expect(row.toolchain.problem.message).toMatch(/\S.*\.$/s);
			if (row.toolchain.kind === "known") expect(host.path.isAbsolute(row.toolchain.program)).toBe(true);
		}
		for (const { message, kind } of faults)
			expect(message, kind).not.toMatch(/undefined|\[object|^Error|\bat .+:\d+:\d+/);
		for (const path of places) expect(host.path.isAbsolute(path)).toBe(true);
	}
	return { machine: ofMachine.environments, folder: ofFolder.environments };
}

const hostile: Readonly<Record<string, Content>> = {
	"an empty file": "",
	"ten megabytes": "x".repeat(10_000_000),
	zeros: new Uint8Array(100_000),
	"bytes that are no text": Uint8Array.from([0xff, 0xfe, 0x00, 0xd8, 0x80, 0xc0, 0x0a]),
	"60,000 open brackets": "[".repeat(60_000),
	"60,000 open braces": "{".repeat(60_000),
	"merge markers": "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n",
	"a byte order mark and CR LF": "\uFEFFgo1.22.5\r\n\r\n",
	"UTF-16": Buffer.from("\uFEFFgo1.22.5\n", "utf16le"),
	"a directory": null,
	"a link to itself": { link: "." },
	"a link to nothing": { link: "/nowhere/at/all" },
	"a link to the root": { link: "/" },
};

describe.each(providers)("the provider $name", (provider) => {
	const subject = subjectOf(provider);

	it("has at least three rows, each real directory once, found again by its path", async () => {
		const { host } = on(subject);
		const all = await listed(provider, host);
		const rows = [...all.machine, ...all.folder];
		expect(rows.length).toBeGreaterThanOrEqual(3);
		const places = rows.map(({ id, realPaths }) =>
			provider.name === "gvm" || provider.name === "flake" ? id : realPaths[0],
		);
		expect(new Set(places).size).toBe(rows.length);
		if (provider.name === "flake") return; // a folder has several shells
		const { signal } = new AbortController();
		for (const row of all.machine) {
			const again = await provider.classify(host, row.location, signal);
			expect(again?.provider, row.location).toBe(provider.name);
			expect(again?.location).toBe(row.location);
		}
	});

	it("finds nothing on an empty machine, and says nothing of it", async () => {
		const empty = on({ machine: {}, files: [], directories: [] });
		expect(await listed(provider, empty.host)).toEqual({ machine: [], folder: [] });
		expect((await discoveredBy(provider, empty.host)).faults).toEqual([]);
	});

	it("streams, and stops soon after the signal", async () => {
		const { host } = on(subject);
		const controller = new AbortController();
		const start = (): AsyncIterable<Discovered> =>
			subject.folder !== undefined && Object.keys(subject.machine).length === 0
				? provider.discoverFolder(host, folder, { searchPaths: [] }, controller.signal)
				: provider.discoverMachine(host, { searchPaths: [] }, controller.signal);
		const { machine: ofMachine, folder: ofFolder } = await listed(provider, host);
		let rows = 0;
		for await (const found of start()) {
			if (found.kind !== "environment") continue;
			rows++;
			controller.abort();
		}
		expect(rows).toBeGreaterThan(0);
		// the rows of one file may be yielded together
		expect(rows).toBeLessThan(ofMachine.length + ofFolder.length);
		for await (const found of start()) expect(found.kind).not.toBe("environment");
	});

	it.each(Object.entries(hostile))("outlives %s in place of each file and directory", async (_, content) => {
		for (const place of [...subject.files, ...subject.directories]) {
			const made = on(subject, {}, place);
			made.write({ [place]: content });
			await listed(provider, made.host);
			machines.pop();
			made.remove();
		}
	});

	it.skipIf(process.platform === "win32")("outlives a FIFO in place of each file and directory", async () => {
		for (const place of [...subject.files, ...subject.directories]) {
			const made = on(subject, {}, place);
			mkdirSync(dirname(made.place(place)), { recursive: true });
			execFileSync("mkfifo", [made.place(place)]);
			await listed(provider, made.host);
			machines.pop();
			made.remove();
		}
	});

	it("outlives permission denied, one place at a time", async () => {
		for (const place of [...subject.files, ...subject.directories]) {
			const made = on(subject, { denied: [place] });
			await listed(provider, made.host);
			machines.pop();
			made.remove();
		}
	});

	it("outlives a disk that never answers below each directory", async () => {
		for (const place of subject.directories) {
			const made = on(subject, { silent: [place] });
			await listed(provider, made.host);
			machines.pop();
			made.remove();
		}
	});

	it("runs nothing to list", async () => {
		const { host } = on(subject);
		const ran: string[] = [];
		const watched: Host = {
			...host,
			run: ({ program }) => {
				ran.push(program);
				return Promise.reject(new Error("nothing may run"));
			},
		};
		await listed(provider, watched);
		expect(ran).toEqual([]);
	});

	it("takes names with blanks, quotes, line breaks and other scripts", async () => {
		for (const name of ["two words", 'o\'brien "x"', "line\nbreak", "环境", "-rf", "$(touch x)", "%PATH%"]) {
			const moved = (files: Readonly<Record<string, Content>> = {}): Record<string, Content> =>
				Object.fromEntries(
					Object.entries(files).map(([path, content]) => [path.replace("/app", `/app ${name}`), content]),
				);
			const made = machine({ files: { "/home/u": null, ...subject.machine, ...moved(subject.folder) } });
			machines.push(made);
			const rows = (await discoveredIn(provider, made.host, `${folder} ${name}`)).environments;
			expect(rows.length > 0, name).toBe(subject.folder !== undefined);
			machines.pop();
			made.remove();
		}
	});

	it("has what activation needs where it can activate", () => {
		expect(provider.name).toMatch(/^[a-z]+$/); // the prefix of references
		expect(provider.inputs === undefined).toBe(provider.activate === undefined);
		expect(provider.pathFolders === undefined).toBe(provider.activate === undefined);
	});

	it("says before it activates which folders come first on PATH", async () => {
		const { host } = on(subject, { variables: { PATH: "/usr/bin" } });
		for (const row of (await listed(provider, host)).machine) {
			if (row.toolchain.kind !== "known") continue;
			const { signal } = new AbortController();
			const activated = await provider.activate?.(host, row, host.variables, signal);
			const said = await provider.pathFolders?.(host, row);
			expect(said, row.id).not.toEqual([]);
			const first = activated?.activation.lists["PATH"]?.prepend.filter((entry) => !entry.endsWith("condabin"));
			expect(said, row.id).toEqual(first);
		}
	});
});
