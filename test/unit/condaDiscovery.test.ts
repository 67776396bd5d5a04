import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Fault } from "../../src/core/fault.ts";
import { condaProvider } from "../../src/providers/conda/condaProvider.ts";
import { prefixFiles as prefix } from "../support/conda.ts";
import { discoveredBy, discoveredIn } from "../support/discovered.ts";
import { type Content, type Machine, type MachineOptions, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

function on(options: MachineOptions): Machine {
	made = machine(options);
	return made;
}

const { signal } = new AbortController();
const ofMachine = async ({ host }: Machine, searchPaths: readonly string[] = []) => {
	const { environments: rows, ...rest } = await discoveredBy(condaProvider, host, { searchPaths });
	return { rows, ...rest };
};
const ofFolder = async ({ host }: Machine, folder: string) => {
	const { environments: rows, ...rest } = await discoveredIn(condaProvider, host, folder);
	return { rows, ...rest };
};

const versionsOf = (rows: readonly GoEnvironment[]): Record<string, string> =>
	Object.fromEntries(
		rows.map(({ location, toolchain }) => [location, toolchain.kind === "known" ? toolchain.version : toolchain.kind]),
	);
const namesOf = (rows: readonly GoEnvironment[]): readonly string[] => rows.map(({ name }) => name);

describe("conda environments of a machine", () => {
	it("are read from conda-forge's layout: GOROOT below the prefix, the program in its bin", async () => {
		const { rows } = await ofMachine(
			on({
				files: {
					...prefix("/home/u/miniforge3"),
					"/home/u/miniforge3/condabin/conda": { program: "" },
					...prefix("/home/u/miniforge3/envs/ci", "1.22.5"),
				},
			}),
		);
		expect(namesOf(rows)).toEqual(["base", "ci"]);
		expect(rows[0]?.toolchain).toEqual({ kind: "none" });
		expect(rows[1]).toEqual({
			id: "conda:/home/u/miniforge3/envs/ci",
			provider: "conda",
			kind: condaProvider.kind,
			name: "ci",
			otherNames: [],
			location: "/home/u/miniforge3/envs/ci",
			toolchain: {
				kind: "known",
				version: "1.22.5",
				goroot: "/home/u/miniforge3/envs/ci/go",
				program: "/home/u/miniforge3/envs/ci/bin/go",
			},
			otherPaths: [],
			realPaths: ["/home/u/miniforge3/envs/ci", "/home/u/miniforge3/envs/ci/go"],
			origin: "conda",
			notes: [],
			problems: [],
		});
	});

	it("have Windows' layout there: programs in bin, GOROOT without one, places in three folders", async () => {
		const { rows } = await ofMachine(
			on({
				platform: "win32",
				variables: {
					LOCALAPPDATA: "C:\\Users\\u\\AppData\\Local",
					APPDATA: "C:\\Users\\u\\AppData\\Roaming",
					ProgramData: "C:\\ProgramData",
				},
				files: {
					...prefix("C:\\Users\\u\\Miniforge3", undefined, "win32"),
					"C:\\Users\\u\\Miniforge3\\condabin\\conda.bat": "",
					...prefix("C:\\Users\\u\\Miniforge3\\envs\\ci", "1.22.5", "win32"),
					...prefix("C:\\ProgramData\\Anaconda3\\envs\\shared", "1.21.10", "win32"),
					...prefix("C:\\Users\\u\\AppData\\Local\\conda\\conda\\envs\\own", "1.23.1", "win32"),
					...prefix("C:\\Users\\u\\AppData\\Roaming\\mamba\\envs\\m", "1.24.1", "win32"),
					...prefix("D:\\work\\env", "1.25.1", "win32"),
					"C:\\Users\\u\\.conda\\environments.txt":
						"D:\\work\\env\r\nc:\\users\\u\\miniforge3\\ENVS\\ci\r\nC:\\gone\r\n",
				},
			}),
		);
		expect(versionsOf(rows)).toEqual({
			"D:\\work\\env": "1.25.1",
			"C:\\Users\\u\\AppData\\Roaming\\mamba\\envs\\m": "1.24.1",
			"C:\\Users\\u\\Miniforge3": "none",
			"C:\\Users\\u\\Miniforge3\\envs\\ci": "1.22.5",
			"C:\\ProgramData\\Anaconda3\\envs\\shared": "1.21.10",
			"C:\\Users\\u\\AppData\\Local\\conda\\conda\\envs\\own": "1.23.1",
		});
		expect(rows.find(({ name }) => name === "ci")?.toolchain).toEqual({
			kind: "known",
			version: "1.22.5",
			goroot: "C:\\Users\\u\\Miniforge3\\envs\\ci\\go",
			program: "C:\\Users\\u\\Miniforge3\\envs\\ci\\bin\\go.exe",
		});
	});

	it("are found at the places of macOS and Homebrew", async () => {
		const { rows } = await ofMachine(
			on({
				platform: "darwin",
				files: {
					...prefix("/opt/homebrew/Caskroom/miniforge/base"),
					"/opt/homebrew/Caskroom/miniforge/base/condabin/conda": "",
					...prefix("/opt/homebrew/Caskroom/miniforge/base/envs/brew", "1.22.5"),
					...prefix("/Users/u/opt/anaconda3/envs/old", "1.19.8"),
					...prefix("/Users/u/.pixi/envs/go", "1.25.0"),
				},
			}),
		);
		expect(namesOf(rows)).toEqual(["old", "base", "brew", "go"]);
		expect(rows.map(({ origin }) => origin)).toEqual(["conda", "conda", "conda", "pixi"]);
	});

	it("take a program that was cross-built from where bin/go points", async () => {
		const at = "/opt/conda/envs/arm";
		const files = prefix(at, "1.22.5");
		delete files[`${at}/go/bin/go`];
		const { rows } = await ofMachine(
			on({
				files: {
					...files,
					[`${at}/go/bin/linux_arm64/go`]: { program: "" },
					[`${at}/bin/go`]: { link: "../go/bin/linux_arm64/go" },
				},
			}),
		);
		expect(rows[0]?.toolchain).toEqual({
			kind: "known",
			version: "1.22.5",
			goroot: `${at}/go`,
			program: `${at}/bin/go`,
		});
	});

	it("are those that are active, registered or not, stacked ones too", async () => {
		const variables = {
			CONDA_PREFIX: "/data/a",
			CONDA_PREFIX_1: "/data/b",
			CONDA_PREFIX_x: "/data/c",
			CONDA_SHLVL: "2",
		};
		const files = { ...prefix("/data/a", "1.22.5"), ...prefix("/data/b", "1.21.6"), ...prefix("/data/c", "1.20.1") };
		const { rows } = await ofMachine(on({ variables, files }));
		expect(versionsOf(rows)).toEqual({ "/data/a": "1.22.5", "/data/b": "1.21.6" });
	});

	it("come from environments.txt as conda reads it", async () => {
		const { rows, faults, places } = await ofMachine(
			on({
				files: {
					...prefix("/work/a", "1.22.5"),
					...prefix("/work/with space", "1.22.6"),
					...prefix("/home/u/e1", "1.22.7"),
					...prefix("/work/nothistory"),
					"/work/folder/conda-meta/history/x": "",
					"/home/u/.conda/environments.txt":
						"\uFEFF/work/a/\r\n\r\n# /work/comment\n~/e1\nrelative/e2\n/work/folder\n  /work/with space  \n/gone\n",
				},
			}),
		);
		expect(versionsOf(rows)).toEqual({ "/work/a": "1.22.5", "/work/with space": "1.22.6" });
		expect(faults).toEqual([]);
		expect(places).toContain("/home/u/.conda/environments.txt");
		expect(places).toContain("/work/a/conda-meta/history");
	});

	it("cost one look for all dead lines of environments.txt in one folder, and one for each that is alone", async () => {
		const callsWith = async (lines: readonly string[]): Promise<number> => {
			const calls = new Map<string, number>();
			const text = lines.map((line) => `${line}\n`).join("");
			const files = { ...prefix("/old/envs/alive", "1.22.5"), "/home/u/.conda/environments.txt": text };
			const { rows } = await ofMachine(on({ files, calls }));
			expect(rows.map(({ name }) => name)).toEqual(["alive"]);
			made?.remove();
			return [...calls.values()].reduce((sum, count) => sum + count, 0);
		};
		const many = Array.from({ length: 5000 }, (_, index) => index);
		const few = await callsWith(["/old/envs/alive"]);
		expect(await callsWith([...many.map((index) => `/old/envs/e${index}`), "/old/envs/alive"])).toBeLessThan(few + 10);
		expect(await callsWith([...many.map((index) => `/old${index}/e`), "/old/envs/alive"])).toBeLessThan(few + 5010);
	});

	it("never have their package records listed while go/VERSION answers", async () => {
		const calls = new Map<string, number>();
		const files: Record<string, Content> = {};
		for (let index = 0; index < 50; index++) Object.assign(files, prefix(`/opt/conda/envs/e${index}`, "1.22.5"));
		const made = on({ files, calls });
		const { rows } = await ofMachine(made);
		expect(rows).toHaveLength(50);
		// the folders of installers, rc files and environments; each listed prefix would add one
		expect(calls.get("list")).toBeLessThan(50);
		expect(calls.get("read")).toBe(50);
	});

	it("come from envs_dirs of every rc file, with variables and ~ expanded", async () => {
		const variables = {
			XDG_CONFIG_HOME: "/cfg",
			CONDARC: "$DATA/named.yml",
			MAMBARC: "~/named-mambarc",
			CONDA_PREFIX: "/opt/conda",
			DATA: "/data",
		};
		const rc: Record<string, string> = {
			"/home/u/.condarc": 'envs_dirs: ["$HOME/c/a", "${HOME}/c/b", "~/c/d", "$UNSET/x"]\n',
			"/home/u/.mambarc": "envs_dirs: [~/c/mambarc]\n",
			"/etc/conda/.condarc": "envs_path:\n  - /c/etc\n",
			"/var/lib/conda/condarc.d/a.yml": "envs_dirs: [/c/var]\n",
			"/var/lib/conda/condarc.d/ignored.txt": "envs_dirs: [/c/ignored]\n",
			"/opt/conda/.condarc": "envs_dirs: [/c/root]\n",
			"/cfg/conda/condarc": "envs_dirs: [/c/xdg]\n",
			"/cfg/mamba/mambarc": "envs_dirs: [/c/xdgmamba]\n",
			"/home/u/.config/conda/condarc.d/b.yaml": "envs_dirs: &dirs [/c/config]\nother: *dirs\n",
			"/home/u/.conda/.condarc": "envs_dirs: [/c/dotconda]\r\n",
			"/data/named.yml": "\uFEFFenvs_dirs: [/c/named]\n",
			"/home/u/named-mambarc": "envs_dirs: [/c/namedmamba]\n",
		};
		const files: Record<string, Content> = { ...rc, "/opt/conda/conda-meta/history": "", "/opt/conda/envs": null };
		const folders = "etc var ignored root xdg xdgmamba config dotconda named namedmamba".split(" ");
		const places = [
			...folders.map((name) => `/c/${name}`),
			...["a", "b", "d", "mambarc"].map((name) => `/home/u/c/${name}`),
		];
		for (const place of places) Object.assign(files, prefix(`${place}/x`, "1.22.5"));
		const { rows, faults } = await ofMachine(on({ files, variables }));
		const found = rows.map(({ location }) => location.replace(/\/x$/, ""));
		expect(new Set(found)).toEqual(new Set([...places.filter((place) => place !== "/c/ignored"), "/opt/conda"]));
		expect(faults).toEqual([]);
		// conda finds it by this name, although the folder is not called envs
		expect(rows.find(({ location }) => location === "/home/u/c/a/x")).toMatchObject({
			name: "/home/u/c/a/x",
			otherNames: ["x"],
		});
	});

	it("come from what CONDA_* and MAMBA_* name, and from a condabin on PATH", async () => {
		const at: Record<string, string> = {
			CONDA_ENVS_DIRS: "/v/dirs:~/v/dirs",
			CONDA_ENVS_PATH: "/v/path",
			CONDA_ROOT: "/v/root",
			CONDA_EXE: "/v/exe/bin/conda",
			MAMBA_ROOT_PREFIX: "/v/mamba",
			PATH: "/usr/bin:/v/onpath/condabin",
		};
		const { rows } = await ofMachine(
			on({
				variables: at,
				files: Object.assign(
					{},
					...["dirs/a", "path/b", "root/envs/c", "exe/envs/d", "mamba/envs/e", "onpath/envs/f"].map((place) =>
						prefix(`/v/${place}`, "1.22.5"),
					),
					prefix("/home/u/v/dirs/g", "1.22.5"),
					prefix("/home/u/micromamba/envs/h", "1.22.5"),
					prefix("/home/u/.local/share/mamba/envs/i", "1.22.5"),
					prefix("/home/u/.conda/envs/j", "1.22.5"),
				),
			}),
		);
		expect(rows.map(({ location }) => location.at(-1)).sort()).toEqual([..."abcdefghij"]);
	});

	it("are found beside a registered one, and below a registered installation", async () => {
		const { rows } = await ofMachine(
			on({
				files: {
					...prefix("/data/mc"),
					"/data/mc/condabin/conda": "",
					...prefix("/data/mc/envs/unregistered", "1.22.5"),
					...prefix("/apps/forge"),
					...prefix("/apps/forge/envs/registered", "1.22.6"),
					...prefix("/apps/forge/envs/other", "1.22.7"),
					"/home/u/.conda/environments.txt": "/data/mc\n/apps/forge/envs/registered\n",
				},
			}),
		);
		expect(rows.map(({ location }) => location)).toEqual([
			"/data/mc",
			"/apps/forge/envs/registered",
			"/data/mc/envs/unregistered",
			"/apps/forge",
			"/apps/forge/envs/other",
		]);
		expect(namesOf(rows)).toEqual(["base", "registered", "unregistered", "base", "other"]);
	});

	it("are one row for each real directory, with the other paths and their names", async () => {
		const { rows } = await ofMachine(
			on({
				files: {
					...prefix("/opt/conda/envs/ci-2026", "1.22.5"),
					"/opt/conda/envs/current": { link: "ci-2026" },
					"/home/u/miniconda3": { link: "/opt/conda" },
					"/home/u/.conda/environments.txt": "/home/u/miniconda3/envs/current\n",
				},
			}),
		);
		expect(rows).toHaveLength(1);
		expect(rows[0]).toMatchObject({
			id: "conda:/home/u/miniconda3/envs/current",
			name: "current",
			otherNames: ["ci-2026"],
			realPaths: ["/opt/conda/envs/ci-2026", "/opt/conda/envs/ci-2026/go"],
		});
		expect(new Set(rows[0]?.otherPaths)).toEqual(
			new Set(["/home/u/miniconda3/envs/ci-2026", "/opt/conda/envs/ci-2026", "/opt/conda/envs/current"]),
		);
	});

	it("of conda-build are found only by path", async () => {
		const at = "/opt/conda/conda-bld/go_1700000000/_h_env";
		const { rows } = await ofMachine(
			on({ files: { ...prefix(at, "1.22.5"), "/home/u/.conda/environments.txt": `${at}\n` } }),
		);
		expect(rows.map(({ location, onlyByPath }) => [location, onlyByPath])).toEqual([[at, true]]);
	});

	it("of Windows are left out under WSL, and only there", async () => {
		const files = {
			...prefix("/mnt/c/Users/u/miniforge3/envs/win", "1.22.5"),
			...prefix("/mnt/data/envs/linux", "1.22.6"),
			"/home/u/.conda/environments.txt": "/mnt/c/Users/u/miniforge3/envs/win\n/mnt/data/envs/linux\n",
		};
		const linux = on({ files });
		expect((await ofMachine(linux)).rows).toHaveLength(2);
		const wsl = linux.withOptions({ variables: { WSL_DISTRO_NAME: "Debian" } });
		expect((await ofMachine(wsl)).rows.map(({ location }) => location)).toEqual(["/mnt/data/envs/linux"]);
		linux.write({ "/proc/sys/kernel/osrelease": "5.15.0-microsoft-standard-WSL2" });
		expect((await ofMachine(linux)).rows).toHaveLength(1);
		const row = await condaProvider.classify(wsl.host, "/mnt/c/Users/u/miniforge3/envs/win", signal);
		expect(row?.toolchain).toMatchObject({ kind: "broken", problem: { kind: "foreign-platform" } });
	});

	it("come from the setting: prefixes, folders of prefixes, installations", async () => {
		const { rows } = await ofMachine(
			on({
				files: {
					...prefix("/s/one", "1.22.5"),
					...prefix("/s/many/a", "1.22.6"),
					...prefix("/s/forge/envs/b", "1.22.7"),
				},
			}),
			["/s/one", "/s/many", "/s/forge/"],
		);
		expect(versionsOf(rows)).toEqual({ "/s/one": "1.22.5", "/s/many/a": "1.22.6", "/s/forge/envs/b": "1.22.7" });
	});

	it("are found by the path of their program, listed or not", async () => {
		const { host } = on({ files: prefix("/data/a", "1.22.5") });
		const row = await condaProvider.classify(host, "/data/a/bin/go", signal);
		expect(row?.location).toBe("/data/a");
		expect(await condaProvider.classify(host, "/data/b/bin/go", signal)).toBeUndefined();
	});

	it("stop soon after the signal", async () => {
		const files: Record<string, Content> = {};
		for (let index = 0; index < 30; index++) Object.assign(files, prefix(`/opt/conda/envs/e${index}`, "1.22.5"));
		const controller = new AbortController();
		let rows = 0;
		for await (const one of condaProvider.discoverMachine(on({ files }).host, { searchPaths: [] }, controller.signal)) {
			if (one.kind === "environment" && ++rows === 3) controller.abort();
		}
		expect(rows).toBe(3);
	});
});

describe("a half-removed or half-made prefix", () => {
	const at = "/opt/conda/envs/x";
	const toolchainOf = async (files: Record<string, Content>): Promise<unknown> => {
		const { rows } = await ofMachine(on({ files }));
		expect(rows).toHaveLength(1);
		return rows[0]?.toolchain;
	};

	it("with a record of go and no GOROOT is broken, with the version", async () => {
		expect(await toolchainOf({ ...prefix(at), [`${at}/conda-meta/go-1.22.5-h2_1.json`]: "{" })).toEqual({
			kind: "broken",
			version: "1.22.5",
			goroot: `${at}/go`,
			program: `${at}/bin/go`,
			problem: {
				kind: "toolchain-missing",
				message: `conda lists Go 1.22.5 here, but its GOROOT ${at}/go is missing.`,
			},
		});
	});

	it("with a bin/go that leads nowhere is broken", async () => {
		const dangling = await toolchainOf({ ...prefix(at), [`${at}/bin/go`]: { link: "../go/bin/go" } });
		expect(dangling).toMatchObject({ kind: "broken", problem: { kind: "toolchain-missing" } });
	});

	it("with a GOROOT but no program is broken", async () => {
		const files = prefix(at, "1.22.5");
		delete files[`${at}/bin/go`];
		expect(await toolchainOf(files)).toMatchObject({
			kind: "broken",
			version: "1.22.5",
			problem: { message: `The go program ${at}/bin/go is missing.` },
		});
	});

	it("with records of go's other packages only has no Go", async () => {
		const names = [
			"go-cgo-1.22.5-h2_1",
			"go-nocgo_linux-64-1.22.5-h1_0",
			"_go_select-2.3.0-cgo",
			"go-licenses-1.6.0-h1_0",
		];
		const records = Object.fromEntries(names.map((name) => [`${at}/conda-meta/${name}.json`, "{}"]));
		expect(await toolchainOf({ ...prefix(at), ...records })).toEqual({ kind: "none" });
	});

	it("whose folder go is somebody's GOPATH has no Go", async () => {
		expect(await toolchainOf({ ...prefix(at), [`${at}/go/pkg/mod/x`]: "" })).toEqual({ kind: "none" });
		made?.remove();
		expect(await toolchainOf({ ...prefix(at), [`${at}/go`]: "a file" })).toEqual({ kind: "none" });
	});

	it("with a VERSION that cannot be read is broken, in words", async () => {
		const huge = await toolchainOf({ ...prefix(at, "1.22.5"), [`${at}/go/VERSION`]: "x".repeat(10_000_000) });
		expect(huge).toMatchObject({ kind: "broken", problem: { kind: "too-large" } });
		made?.remove();
		const directory = await toolchainOf({
			...Object.fromEntries(Object.entries(prefix(at, "1.22.5")).filter(([name]) => !name.endsWith("VERSION"))),
			[`${at}/go/VERSION/x`]: "",
		});
		expect(directory).toMatchObject({ kind: "broken", problem: { kind: "not-a-file" } });
	});
});

describe("conda environments of a folder", () => {
	it("are its children, its pixi project's, and those of relative envs_dirs", async () => {
		const on1 = on({
			variables: { CONDA_ENVS_PATH: "by-variable" },
			files: {
				...prefix("/home/u/app/.conda", "1.22.5"),
				...prefix("/home/u/app/env", "1.22.6"),
				...prefix("/home/u/app/another", "1.22.7"),
				...prefix("/home/u/app/.pixi/envs/default", "1.23.1"),
				...prefix("/home/u/app/.pixi/envs/lint", "1.23.2"),
				...prefix("/home/u/app/tools/envs/rel", "1.23.3"),
				...prefix("/home/u/app/by-variable/v", "1.23.4"),
				"/home/u/app/src/main.go": "",
				"/home/u/app/link": { link: "another" },
				"/home/u/app/cycle": { link: "cycle" },
				"/home/u/.condarc": "envs_dirs: [tools/envs, /elsewhere]\n",
				...prefix("/elsewhere/machine", "1.24.0"),
			},
		});
		const { rows, places } = await ofFolder(on1, "/home/u/app");
		expect(versionsOf(rows)).toEqual({
			"/home/u/app/.conda": "1.22.5",
			"/home/u/app/env": "1.22.6",
			"/home/u/app/another": "1.22.7",
			"/home/u/app/.pixi/envs/default": "1.23.1",
			"/home/u/app/.pixi/envs/lint": "1.23.2",
			"/home/u/app/by-variable/v": "1.23.4",
			"/home/u/app/tools/envs/rel": "1.23.3",
		});
		expect(rows.slice(0, 2).map(({ location }) => location)).toEqual(["/home/u/app/.conda", "/home/u/app/env"]);
		expect(new Set(rows.map(({ folder }) => folder))).toEqual(new Set(["/home/u/app"]));
		expect(namesOf(rows).filter((name) => !name.startsWith("/"))).toEqual(["app/default", "app/lint", "rel"]);
		expect(rows.find(({ name }) => name === "/home/u/app/another")?.otherPaths).toEqual(["/home/u/app/link"]);
		expect(places).toContain("/home/u/app");
		const machineRows = (await ofMachine(on1)).rows;
		expect(versionsOf(machineRows)).toEqual({ "/elsewhere/machine": "1.24.0" });
	});

	it("are classified by path: the prefix or its GOROOT, and nothing else", async () => {
		const { host } = on({ files: prefix("/x/y", "1.22.5") });
		const row = await condaProvider.classify(host, "/x/y/", signal);
		expect(row).toMatchObject({ id: "conda:/x/y", location: "/x/y", toolchain: { version: "1.22.5" } });
		expect(await condaProvider.classify(host, "/x/y/go", signal)).toEqual(row);
		expect(await condaProvider.classify(host, "/x", signal)).toBeUndefined();
		expect(await condaProvider.classify(host, "/nowhere", signal)).toBeUndefined();
	});
});

describe("an rc file that conda would refuse", () => {
	const faultsOf = async (condarc: Content): Promise<readonly Fault[]> => {
		const { rows, faults } = await ofMachine(
			on({
				files: {
					...prefix("/opt/conda/envs/still-listed", "1.22.5"),
					...prefix("/from-rc/x", "1.22.6"),
					"/etc/conda/.condarc": "envs_dirs: [/from-rc]\n",
					"/home/u/.condarc": condarc,
				},
			}),
		);
		expect(rows.map(({ location }) => location)).toEqual(["/from-rc/x", "/opt/conda/envs/still-listed"]);
		return faults;
	};
	const file = "/home/u/.condarc";

	it.each([
		["broken YAML", "channels: [a\nenvs_dirs:\n  - /x\n", 2, 1],
		["a tab as indentation", "envs_dirs:\n\t- /x\n", 2, 1],
		["merge markers", "envs_dirs:\n<<<<<<< HEAD\n  - /a\n=======\n  - /b\n>>>>>>> b\n", 2, undefined],
		["a key given twice", "envs_dirs: [/x]\nenvs_dirs: [/y]\n", 2, 1],
		["an alias bomb", bomb(), 2, 8],
		["30,000 open brackets", `envs_dirs: ${"[".repeat(30_000)}`, 1, 112],
		["a list at the top", "- envs_dirs\n", 1, undefined],
		["a mapping as an entry", "envs_dirs:\n  - /nowhere\n  - a: 7\n", 3, undefined],
		["bytes without a mark", "e\0n\0v\0s\0", 1, 2],
	])("%s: told with its line and column", async (_, text, line, column) => {
		const faults = await faultsOf(text);
		expect(faults).toHaveLength(1);
		expect(faults[0]).toMatchObject({ kind: "malformed", file, line, ...(column === undefined ? {} : { column }) });
		expect(faults[0]?.message).not.toMatch(/\n|undefined/);
	});

	it("larger than 32 KB, or 60,000 brackets: told", async () => {
		expect(await faultsOf(`# ${"x".repeat(33_000)}\n`)).toMatchObject([{ kind: "too-large", file }]);
		made?.remove();
		expect(await faultsOf("[".repeat(60_000))).toMatchObject([{ kind: "too-large", file }]);
	});

	it("in UTF-16: told, and its folders are searched all the same", async () => {
		const text = Buffer.from("\uFEFFenvs_dirs: [/utf16]\n", "utf16le");
		const { rows, faults } = await ofMachine(on({ files: { ...prefix("/utf16/x", "1.22.5"), [file]: text } }));
		expect(rows.map(({ location }) => location)).toEqual(["/utf16/x"]);
		expect(faults).toMatchObject([{ kind: "malformed", file, line: 1 }]);
	});

	it("a FIFO: told, and not waited for", async () => {
		const here = on({ files: { "/home/u": null, ...prefix("/opt/conda/envs/e", "1.22.5") } });
		execFileSync("mkfifo", [here.place(file)]);
		const { rows, faults } = await ofMachine(here);
		expect(rows).toHaveLength(1);
		expect(faults).toMatchObject([{ kind: "not-a-file", file }]);
	});

	it("an empty one, or one with only comments, says nothing", async () => {
		expect(await faultsOf("")).toEqual([]);
		made?.remove();
		expect(await faultsOf("# nothing\n")).toEqual([]);
	});
});

it("a disk that does not answer is told once, and the rest is listed", async () => {
	const { rows, faults } = await ofMachine(
		on({
			silent: ["/net/a"],
			files: {
				"/net": null,
				...prefix("/opt/conda/envs/e", "1.22.5"),
				"/home/u/.conda/environments.txt": "/net/a/one\n/net/a/two\n",
				"/home/u/.condarc": "envs_dirs: [/net/a/envs]\n",
			},
		}),
	);
	expect(rows).toHaveLength(1);
	expect(faults).toMatchObject([{ kind: "disk-silent", file: "/net/a" }]);
});

function bomb(): string {
	const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
	for (const name of "bcdefgh") {
		const above = String.fromCharCode(name.charCodeAt(0) - 1);
		lines.push(`${name}: &${name} [${Array(9).fill(`*${above}`).join(", ")}]`);
	}
	return `${lines.join("\n")}\n`;
}
