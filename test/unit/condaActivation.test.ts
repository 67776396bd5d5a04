import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
import { lastActivation, rememberActivation } from "../../src/core/activation/lastActivation.ts";
import { type Activated, applied } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { type Fault, faultOf } from "../../src/core/fault.ts";
import type { Host, RunRequest, Variables } from "../../src/core/host.ts";
import { activatePrefix, inputsOf } from "../../src/providers/conda/activatePrefix.ts";
import { cmdArguments } from "../../src/providers/conda/callScripts.ts";
import { condaProvider } from "../../src/providers/conda/condaProvider.ts";
import { bashProgram } from "../../src/providers/conda/sourceScripts.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { type Home, prefixFiles, realHome } from "../support/conda.ts";
import { leftBy } from "../support/leftBy.ts";
import { type Machine, machine } from "../support/machine.ts";

const { signal } = new AbortController();
const homes: { remove(): void }[] = [];
afterEach(() => {
	for (const home of homes.splice(0)) home.remove();
});

function home(files: Readonly<Record<string, string>> = {}): Home {
	const made = realHome();
	homes.push(made);
	made.write(files);
	return made;
}

function on(options: Parameters<typeof machine>[0]): Machine {
	const made = machine(options);
	homes.push(made);
	return made;
}

async function rowAt(host: Host, path: string): Promise<GoEnvironment> {
	const row = await condaProvider.classify(host, path, signal);
	if (row === undefined) throw new Error(`no environment at ${path}`);
	return row;
}

const activate = async (host: Host, path: string, base: Variables): Promise<Activated> =>
	activatePrefix(host, await rowAt(host, path), base, signal);

const faultFrom = (promise: Promise<unknown>): Promise<Fault | undefined> =>
	promise.then(
		() => undefined,
		(cause: unknown) => faultOf(cause),
	);

describe("what conda 25.11.1 was recorded to do", () => {
	interface Recorded {
		readonly root: string;
		readonly prefixes: Readonly<Record<string, Readonly<Record<string, string>>>>;
		readonly starts: Readonly<Record<string, Variables>>;
		readonly cases: readonly {
			readonly start: string;
			readonly prefix: string;
			readonly changes: Readonly<Record<string, string | null>>;
		}[];
	}

	const file = new URL("../recorded/conda/activation.json", import.meta.url);
	function recorded(): { readonly data: Recorded; readonly host: Host } {
		const made = home();
		const data: Recorded = JSON.parse(readFileSync(file, "utf8").replaceAll("/home/user", made.home));
		const below = (path: string): string => path.slice(made.home.length + 1);
		made.write({ [`${below(data.root)}/bin/conda`]: "#!/bin/sh\n", [`${below(data.root)}/condabin/conda`]: "" });
		for (const [prefix, files] of Object.entries(data.prefixes)) {
			const entries = Object.entries(files).map(([name, text]) => [`${below(prefix)}/${name}`, text]);
			made.write(Object.fromEntries(entries));
		}
		return { data, host: made.host() };
	}

	const changedBy = (base: Variables, changes: Readonly<Record<string, string | null>>): Variables => {
		const all = Object.entries({ ...base, ...changes });
		return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null));
	};

	it("is what each activation from a state without an environment gives, variable by variable", async () => {
		const { data, host } = recorded();
		const cases = data.cases.filter(({ start }) => start !== "one is active");
		expect(cases).toHaveLength(18);
		for (const { start, prefix, changes } of cases) {
			const base = data.starts[start] ?? {};
			const { activation, warnings } = await activate(host, prefix, base);
			expect(applied(host, base, activation), `${prefix} (${start})`).toEqual(changedBy(base, changes));
			expect(warnings).toEqual([]);
		}
	});

	it("is what it gives where an environment is active, but for the level and what conda leaks", async () => {
		const { data, host } = recorded();
		const start = data.starts["one is active"] ?? {};
		const base = await leftBy(condaProvider, host, start);
		const cases = data.cases.filter(({ start: name }) => name === "one is active");
		expect(cases).toHaveLength(5);
		for (const { prefix, changes } of cases) {
			const { activation } = await activate(host, prefix, base);
			const conda = changedBy(start, changes);
			const expected: Record<string, string> = { ...conda, CONDA_SHLVL: "1" };
			delete expected["CONDA_PREFIX_1"];
			// conda#11726: variables declared by the environment before stay, and so do the values kept for the user
			delete expected["__CONDA_SHLVL_0_GOPROXY"];
			if (conda["GOPROXY"] !== undefined) expected["GOPROXY"] = "direct";
			expect(applied(host, base, activation), prefix).toEqual(expected);
		}
	});
});

describe("an activation", () => {
	const at = "/opt/conda/envs/ci";
	const base = { HOME: "/home/u", PATH: "/usr/bin:/bin", GOROOT: "/usr/local/go", GOPROXY: "direct" };

	it("has the entries of PATH, what a terminal needs, and its inputs; GOROOT is found by conda's link", async () => {
		const { host } = on({ files: { ...prefixFiles(at, "1.22.5"), "/opt/conda/condabin/conda": "" } });
		const { activation, toolchain, inputs } = await activate(host, at, base);
		expect(activation.lists).toEqual({ PATH: { prepend: [`${at}/bin`, "/opt/conda/condabin"], drop: [] } });
		expect(activation.variables).toEqual({
			CONDA_PREFIX: at,
			CONDA_SHLVL: "1",
			CONDA_DEFAULT_ENV: "ci",
			CONDA_PROMPT_MODIFIER: "(ci) ",
		});
		expect(activation.terminal).toEqual({ CONDA_AUTO_ACTIVATE_BASE: "false", CONDA_AUTO_ACTIVATE: "false" });
		expect(toolchain).toMatchObject({ kind: "known", version: "1.22.5", program: `${at}/bin/go` });
		expect(inputs).toEqual([
			`${at}/conda-meta/history`,
			`${at}/conda-meta/state`,
			`${at}/etc/conda/env_vars.d`,
			`${at}/etc/conda/activate.d`,
			`${at}/etc/conda/deactivate.d`,
			`${at}/go/VERSION`,
		]);
		expect(await condaProvider.inputs?.(host, await rowAt(host, at))).toEqual(inputs);
	});

	it("holds a declared value also where the base happens to have it", async () => {
		const { host } = on({
			files: { ...prefixFiles(at, "1.22.5"), [`${at}/conda-meta/state`]: '{"env_vars": {"goproxy": "direct"}}' },
		});
		expect((await activate(host, at, base)).activation.variables).toMatchObject({ GOPROXY: "direct" });
	});

	it("takes the other separators, entries and names of Windows", async () => {
		const prefix = "C:\\Users\\u\\miniforge3\\envs\\ci";
		const { host } = on({
			platform: "win32",
			files: {
				...prefixFiles(prefix, "1.22.5", "win32"),
				"C:\\Users\\u\\miniforge3\\condabin\\conda.bat": "",
				"C:\\Users\\u\\miniforge3\\Scripts\\conda.exe": "",
				[`${prefix}\\Library\\mingw64\\x`]: "",
				[`${prefix}\\Library\\clang64\\x`]: "",
				[`${prefix}\\etc\\conda\\env_vars.d\\go.json`]: '{"GOTOOLCHAIN": "local"}',
			},
		});
		const windows = { Path: "C:\\Windows\\system32;C:\\Windows", gotoolchain: "go1.20", SystemRoot: "C:\\Windows" };
		const { activation } = await activate(host, prefix, windows);
		expect(activation.lists["PATH"]?.prepend).toEqual([
			prefix,
			`${prefix}\\Library\\clang64\\bin`,
			`${prefix}\\Library\\mingw-w64\\bin`,
			`${prefix}\\Library\\usr\\bin`,
			`${prefix}\\Library\\bin`,
			`${prefix}\\Scripts`,
			`${prefix}\\bin`,
			"C:\\Users\\u\\miniforge3\\condabin",
		]);
		const result = applied(host, windows, activation);
		expect(result).toMatchObject({
			gotoolchain: "local",
			GOROOT: `${prefix}\\go`,
			CONDA_EXE: "C:\\Users\\u\\miniforge3\\Scripts\\conda.exe",
			CONDA_PYTHON_EXE: "C:\\Users\\u\\miniforge3\\python.exe",
			__CONDA_SHLVL_0_GOTOOLCHAIN: "go1.20",
		});
		expect(Object.keys(result).filter((name) => name.toLowerCase() === "path")).toEqual(["Path"]);
	});

	it("of an environment elsewhere uses the installation that made it, else one that the variables name", async () => {
		const files = {
			...prefixFiles("/work/.conda", "1.22.5"),
			"/work/.conda/conda-meta/history": "==> x <==\n# cmd: /usr/local/bin/conda create -p /work/.conda go\n",
			"/usr/local/bin/conda": { link: "/data/my conda/bin/conda" },
			"/data/my conda/bin/conda": "",
			"/data/my conda/conda-meta/history": "",
			"/other/bin/conda": "",
			"/other/conda-meta/history": "",
		};
		const { host, write } = on({ files });
		const variables = async (): Promise<Readonly<Record<string, unknown>>> =>
			(await activate(host, "/work/.conda", { ...base, CONDA_EXE: "/other/bin/conda" })).activation.variables;
		expect(await variables()).toMatchObject({ CONDA_EXE: "/data/my conda/bin/conda", _CE_M: "" });
		write({ "/work/.conda/conda-meta/history": "# cmd: /gone/bin/mamba create\n" });
		expect(await variables()).toMatchObject({ CONDA_EXE: "/other/bin/conda", CONDA_DEFAULT_ENV: "/work/.conda" });
	});

	it("of a mamba root has its condabin and no conda; of pixi neither", async () => {
		const { host } = on({
			files: {
				...prefixFiles("/home/u/micromamba/envs/m", "1.22.5"),
				"/home/u/micromamba/pkgs/x": "",
				...prefixFiles("/home/u/app/.pixi/envs/default", "1.22.5"),
				"/opt/conda/bin/conda": "",
				"/opt/conda/conda-meta/history": "",
			},
		});
		const mamba = (await activate(host, "/home/u/micromamba/envs/m", base)).activation;
		expect(mamba.lists["PATH"]?.prepend.at(-1)).toBe("/home/u/micromamba/condabin");
		expect(mamba.variables).not.toHaveProperty("CONDA_EXE");
		const pixi = (await activate(host, "/home/u/app/.pixi/envs/default", base)).activation;
		expect(pixi.lists["PATH"]?.prepend).toEqual(["/home/u/app/.pixi/envs/default/bin"]);
		expect(pixi.variables).toMatchObject({ CONDA_DEFAULT_ENV: "default" });
		expect(pixi.variables).not.toHaveProperty("CONDA_EXE");
	});

	it("of a folder that is no environment any more is a fault", async () => {
		const { host } = on({ files: prefixFiles(at, "1.22.5") });
		const row = await rowAt(host, at);
		const gone = on({ files: {} }).host;
		expect(await faultFrom(activatePrefix(gone, row, base, signal))).toMatchObject({ kind: "activation-failed" });
	});

	it.each([
		["broken JSON", '{\n  "env_vars": {"A": "1",}\n}', { line: 2, column: 25 }],
		["an array", "[1]", { line: 1 }],
		["env_vars that are no object", '{"env_vars": ["A"]}', {}],
		["a value that is an object", '{"env_vars": {"B": {"x": 1}}}', {}],
		["60,000 open brackets", "[".repeat(60_000), { line: 1 }],
		["merge markers", '<<<<<<< HEAD\n{"env_vars": {}}\n', { line: 1, column: 1 }],
	])("warns of %s in the state file, and takes the rest", async (_, state, place) => {
		const { host } = on({
			files: {
				...prefixFiles(at, "1.22.5"),
				[`${at}/conda-meta/state`]: state,
				[`${at}/etc/conda/env_vars.d/a.json`]: '\uFEFF{"GOFLAGS": "-mod=mod", "N": 3, "T": true}\r\n',
				[`${at}/etc/conda/env_vars.d/directory/x`]: "",
			},
		});
		const { activation, warnings } = await activate(host, at, base);
		expect(activation.variables).toMatchObject({ GOFLAGS: "-mod=mod", N: "3", T: "True" });
		expect(warnings.map(({ kind }) => kind)).toEqual(["not-a-file", "malformed"]);
		expect(warnings[1]).toMatchObject(place);
		expect(warnings[1]?.message).toContain(`${at}/conda-meta/state`);
	});

	it("unsets what is declared as null, and refuses names that no system takes", async () => {
		const { host } = on({
			files: {
				...prefixFiles(at, "1.22.5"),
				[`${at}/conda-meta/state`]: '{"env_vars": {"GOPROXY": null, "": "x", "A=B": "x", "N": "a\\u0000b"}}',
			},
		});
		const { activation, warnings } = await activate(host, at, base);
		expect(activation.variables["GOPROXY"]).toBeNull();
		expect(Object.keys(activation.variables)).not.toEqual(expect.arrayContaining(["A=B"]));
		expect(warnings).toHaveLength(1);
	});
});

describe("scripts in activate.d", () => {
	const script = (name: string): string => `conda/envs/x/etc/conda/activate.d/${name}`;
	const history = { "conda/envs/x/conda-meta/history": "" };
	const run = (made: Home, more: Variables = {}): Promise<Activated> =>
		activate(made.host(), join(made.home, "conda/envs/x"), { HOME: made.home, PATH: "/usr/bin:/bin", ...more });

	it("print megabytes, read input and fail without harm", async () => {
		const made = home({
			...history,
			[script("a.sh")]: "head -c 5000000 /dev/zero; head -c 5000000 /dev/zero >&2\nexport A=1\n",
			[script("b.sh")]: 'read -r line; cat; export B="got:$line"\nfalse\n',
			[script("c d'\"e\n.sh")]: "export C='line one\nline \"two\"'\nreturn 7\n",
		});
		const { activation, warnings } = await run(made);
		expect(activation.variables).toMatchObject({ A: "1", B: "got:", C: 'line one\nline "two"' });
		expect(warnings).toEqual([]);
	});

	it("see no arguments, no start-up file, and none of the shell's own variables leak", async () => {
		const made = home({
			...history,
			"startup.sh": "export STARTED=1\n",
			[script("a.sh")]: 'export COUNT="$#"\ncd /\nset -x\nexec >/dev/full\ntrap "echo bye" EXIT\nset -u\n',
			[script("b.sh")]: "export B=1\nunset HOME\nset -- file\n",
		});
		const variables = {
			BASH_ENV: join(made.home, "startup.sh"),
			OLDPWD: "/old",
			SHLVL: "7",
			"A.B": "dots",
			SHELLOPTS: "errexit",
		};
		const { activation } = await run(made, variables);
		expect(activation.variables).toMatchObject({ COUNT: "0", B: "1", HOME: null });
		const shells = ["STARTED", "BASH_ENV", "OLDPWD", "PWD", "SHLVL", "_", "A.B", "SHELLOPTS"];
		for (const name of shells) expect(activation.variables).not.toHaveProperty([name]);
	});

	it("answer nothing that is remembered for the next start, where terminals get the rest", async () => {
		const made = home({
			...history,
			"conda/envs/x/conda-meta/state": '{"env_vars": {"DECLARED": "1"}}',
			[script("a.sh")]: 'export FETCHED=hunter2 GOFLAGS=-v:$GOFLAGS PATH="/hunter2/bin:$PATH"\nunset HOME\n',
		});
		const host = made.host();
		const at = join(made.home, "conda/envs/x");
		const base = { HOME: made.home, PATH: "/usr/bin:/bin", GOFLAGS: "-x" };
		const environment = await rowAt(host, at);
		const context = {
			host,
			providers: [condaProvider],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		const activated = await activateEnvironment(context, environment, base, signal);
		expect(activated.activation.variables).toMatchObject({ FETCHED: "hunter2", GOFLAGS: "-v:-x", HOME: null });
		await rememberActivation(host, "/work", { id: environment.id, name: "x", activated });
		const last = lastActivation(host, "/work");
		expect(JSON.stringify(last)).not.toMatch(/hunter2|FETCHED|GOFLAGS|HOME/);
		expect(last).toMatchObject({
			id: environment.id,
			activated: {
				activation: {
					lists: { PATH: { prepend: [join(at, "bin")] } },
					variables: { CONDA_PREFIX: at, DECLARED: "1", GOROOT: null, GOTOOLCHAIN: "local" },
					terminal: { CONDA_AUTO_ACTIVATE_BASE: "false" },
				},
				scripts: [join(at, "etc/conda/activate.d/a.sh")],
			},
		});
	});

	it("are told as a stage, those of the environment that is left too", async () => {
		const made = home({
			...history,
			[script("a.sh")]: "export A=1\n",
			"conda/envs/old/conda-meta/history": "",
			"conda/envs/old/etc/conda/deactivate.d/a.sh": "unset B\n",
		});
		const host = made.host();
		const old = join(made.home, "conda/envs/old");
		const base = { HOME: made.home, PATH: `${old}/bin:/usr/bin:/bin`, CONDA_PREFIX: old, CONDA_SHLVL: "1" };
		const environment = await rowAt(host, join(made.home, "conda/envs/x"));
		const goToolchain = { value: "local", isDefault: true } as const;
		const context = { host, providers: [condaProvider], goToolchain, knowledge };
		const stages: string[] = [];
		await activateEnvironment(context, environment, base, signal, ({ stage }) => stages.push(stage));
		expect(stages).toEqual(["Running the scripts of old…", "Running the scripts of x…"]);
	});

	it("that leave a process running do not hold us up", async () => {
		const made = home({ ...history, [script("a.sh")]: "sleep 30 &\nexport PID=$!\n" });
		const { activation } = await run(made); // otherwise it fails after ten seconds
		expect(process.kill(Number(activation.variables["PID"]), "SIGKILL")).toBe(true);
	});

	it("that exit are a fault that names the script and its status", async () => {
		const made = home({ ...history, [script("a.sh")]: "export A=1\n", [script("b.sh")]: "exit 3\n" });
		const file = join(made.home, script("b.sh"));
		expect(await faultFrom(run(made))).toMatchObject({
			kind: "activation-failed",
			file,
			message: `${file} ended its shell with status 3.`,
		});
	});

	it("that hang are stopped after ten seconds, with a fault", { timeout: 30_000 }, async () => {
		const made = home({ ...history, [script("a.sh")]: "sleep 1000\n" });
		expect(await faultFrom(run(made))).toMatchObject({
			kind: "timed-out",
			message: expect.stringContaining("timed out after 10 s"),
		});
	});

	it("are stopped by the signal", async () => {
		const made = home({ ...history, [script("a.sh")]: "sleep 1000\n" });
		const host = made.host();
		const row = await rowAt(host, join(made.home, "conda/envs/x"));
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 50);
		const fault = await faultFrom(activatePrefix(host, row, { PATH: "/usr/bin:/bin" }, controller.signal));
		expect(fault?.kind).toBe("cancelled");
	});

	it("belong to the workspace folder that the environment lies in", async () => {
		const made = home({ ...history, [script("a.sh")]: "export A=1\n" });
		const host = made.host({ trust: { allows: ({ kind }) => kind === "machine" } });
		const row = await rowAt(host, join(made.home, "conda/envs/x"));
		const base = { PATH: "/usr/bin:/bin" };
		expect((await activatePrefix(host, row, base, signal)).activation.variables).toHaveProperty("A", "1");
		const fault = await faultFrom(activatePrefix(host, { ...row, folder: made.home }, base, signal));
		expect(fault?.kind).toBe("not-allowed");
	});

	it("are run by a bash that may have no env -0 (macOS 12)", () => {
		const made = home({ "a.sh": "export A='one\ntwo'\nexport B=\nexport UNSET\n" });
		const program = bashProgram.replace("/usr/bin/env -0", "false");
		const outputOf = (text: string): readonly string[] =>
			execFileSync("bash", ["--noprofile", "--norc", "-c", text, "bash", join(made.home, "a.sh")], {
				env: { PATH: "/usr/bin:/bin" },
				encoding: "utf8",
			})
				.slice("se".length)
				.split("\0")
				.filter((entry) => !entry.startsWith("_="))
				.sort();
		expect(outputOf(program)).toEqual(outputOf(bashProgram));
		expect(outputOf(program)).toContain("A=one\ntwo");
	});

	it("without a bash are a fault with a remedy", async () => {
		const made = home({ ...history, [script("a.sh")]: "export A=1\n" });
		const host: Host = {
			...made.host(),
			stat: (path) => (path === "/bin/bash" ? Promise.resolve(undefined) : made.host().stat(path)),
		};
		const row = await rowAt(host, join(made.home, "conda/envs/x"));
		const fault = await faultFrom(activatePrefix(host, row, { PATH: "/nowhere" }, signal));
		expect(fault).toMatchObject({ kind: "activation-failed", remedies: [{ text: "Install bash." }] });
	});

	it("are called by cmd on Windows, their paths in variables", async () => {
		const prefix = "C:\\Users\\u\\miniforge3\\envs\\my env & co";
		const folder = `${prefix}\\etc\\conda\\activate.d`;
		const { host } = on({
			platform: "win32",
			variables: { ComSpec: "C:\\Windows\\system32\\cmd.exe" },
			files: {
				...prefixFiles(prefix, "1.22.5", "win32"),
				[`${folder}\\b.bat`]: "@set B=2",
				[`${folder}\\a.bat`]: "@set A=1",
				[`${folder}\\a.sh`]: "export SH=1",
			},
		});
		const requests: RunRequest[] = [];
		const set = (variables: Variables): string =>
			Object.entries(variables)
				.map(([name, value]) => `${name}=${value}\r\n`)
				.join("");
		const fake: Host = {
			...host,
			run: (request) => {
				requests.push(request);
				const printed = set({ "=C:": "C:\\x", ...request.variables, A: "1", B: "ü=2" });
				return Promise.resolve({ status: 0, stdout: `==go-environments-variables==\r\n${printed}`, stderr: "" });
			},
		};
		const base = { Path: "C:\\Windows", MULTI: "a\nb" };
		const { activation } = await activate(fake, prefix, base);
		expect(requests[0]?.program).toBe("C:\\Windows\\system32\\cmd.exe");
		expect(requests[0]?.arguments.join(" ")).toBe(
			"/d /v:off /c chcp 65001 >nul" +
				" & call %GO_ENVIRONMENTS_SCRIPT_0% >nul 2>&1 <nul & call %GO_ENVIRONMENTS_SCRIPT_1% >nul 2>&1 <nul" +
				" & echo ==go-environments-variables== & set",
		);
		// neither Node nor libuv quotes any of them
		for (const argument of cmdArguments(3)) expect(argument).not.toMatch(/[\s"]/);
		expect(requests[0]?.variables).toMatchObject({
			GO_ENVIRONMENTS_SCRIPT_0: `"${folder}\\a.bat"`,
			GO_ENVIRONMENTS_SCRIPT_1: `"${folder}\\b.bat"`,
		});
		expect(activation.variables).toMatchObject({ A: "1", B: "ü=2", GOROOT: `${prefix}\\go` });
		for (const name of ["MULTI", "=C:", "GO_ENVIRONMENTS_SCRIPT_0"]) {
			expect(activation.variables).not.toHaveProperty([name]);
		}
	});
});

describe("leaving", () => {
	const one = "/opt/conda/envs/one";
	const user = { HOME: "/home/u", PATH: "/usr/bin:/bin", GOPROXY: "user" };
	const declaring = {
		...prefixFiles(one, "1.22.5"),
		[`${one}/conda-meta/state`]: '{"env_vars": {"GOPROXY": "declared"}}',
	};

	it("changes nothing where none is active", async () => {
		const { host } = on({ files: {} });
		for (const base of [
			user,
			{ ...user, CONDA_SHLVL: "0", CONDA_EXE: "/opt/conda/bin/conda" },
			{ ...user, CONDA_PREFIX: "" },
		]) {
			expect(await leftBy(condaProvider, host, base)).toBe(base);
		}
	});

	it("is the way back from each activation", async () => {
		const { host } = on({ files: { ...declaring, "/opt/conda/condabin/conda": "" } });
		const base = { ...user, PATH: `/opt/conda/condabin:${user.PATH}` };
		const { activation } = await activate(host, one, base);
		const active = applied(host, base, activation);
		expect(active["GOPROXY"]).toBe("declared");
		expect(await leftBy(condaProvider, host, active)).toEqual(base);
		// a value that the user set since stays
		const changed = { ...active, GOPROXY: "changed" };
		expect(await leftBy(condaProvider, host, changed)).toEqual({ ...base, GOPROXY: "changed" });
	});

	it.each([
		["CONDA_PREFIX", true],
		["CONDA_SHLVL", true],
		["CONDA_PREFIX_12", true],
		["CONDA_STACKED_2", true],
		["conda_prefix", true],
		["CONDA_PREFIX_x", false],
		["CONDA_EXE", false],
		["CONDA_DEFAULT_ENV", false],
		["GOROOT", false],
	])("conda notes in a variable what is active: %s, %s", (name, isState) => {
		expect(condaProvider.keepsStateIn?.(name)).toBe(isState);
	});

	it("keeps the installation's envs and condabin on PATH, on Windows without regard to case", async () => {
		const { host } = on({ platform: "win32", files: {} });
		const left = await leftBy(condaProvider, host, {
			Path: "c:\\MC;C:\\mc\\Library\\bin;C:\\mc\\condabin;C:\\mc\\envs\\x\\bin;C:\\mc2\\bin;C:\\Windows",
			Conda_Prefix: "C:\\mc",
			CONDA_SHLVL: "1",
		});
		expect(left).toEqual({ Path: "C:\\mc\\condabin;C:\\mc\\envs\\x\\bin;C:\\mc2\\bin;C:\\Windows" });
	});

	it.each([["abc", "1e9", "-3", "99999999999999999999", " 1 ", "NaN", ""]])(
		"never fails on a level that conda would not write",
		async (...levels) => {
			const { host } = on({ files: declaring });
			for (const level of levels) {
				const base = {
					...user,
					PATH: `${one}/bin:/usr/bin:/bin`,
					GOPROXY: "declared",
					CONDA_PREFIX: one,
					CONDA_SHLVL: level,
					CONDA_PREFIX_x: "kept",
					__CONDA_SHLVL_0_GOPROXY: "user",
				};
				const left = await leftBy(condaProvider, host, base);
				expect(left).toEqual({ ...user, CONDA_PREFIX_x: "kept" });
			}
		},
	);

	it("survives prefixes that are gone, relative or odd", async () => {
		const { host } = on({ files: { "/x/conda-meta/state": "{", "/x/etc/conda/env_vars.d/a": "[" } });
		const odd = {
			...user,
			CONDA_SHLVL: "3",
			CONDA_PREFIX: "/x",
			CONDA_PREFIX_1: "relative",
			CONDA_PREFIX_2: "/gone\n",
		};
		expect(await leftBy(condaProvider, host, odd)).toEqual(user);
	});
});

describe("leaving Go alone", () => {
	const go = "/opt/conda/envs/go";
	const python = "/opt/conda/envs/python";
	const base = "/opt/conda";
	const files = {
		...prefixFiles(base),
		...prefixFiles(go, "1.22.5"),
		...prefixFiles(python),
		"/opt/conda/condabin/conda": "",
		[`${python}/conda-meta/state`]: '{"env_vars": {"PYTHONSAFEPATH": "1"}}',
		[`${go}/conda-meta/state`]: '{"env_vars": {"GOPROXY": "declared"}}',
	};
	const user = { HOME: "/home/u", PATH: "/opt/conda/condabin:/usr/bin:/bin" };
	const active = async (host: Host, prefix: string): Promise<Variables> =>
		applied(host, user, (await activate(host, prefix, user)).activation);

	it.each([base, python])("keeps an active environment without Go: %s", async (prefix) => {
		const { host } = on({ files });
		const before = await active(host, prefix);
		expect(await leftBy(condaProvider, host, before, "go")).toBe(before);
		// the next conda environment replaces it
		expect(await leftBy(condaProvider, host, before, "all")).toEqual(user);
	});

	it("leaves one that has Go, also a broken one", async () => {
		const { host } = on({ files });
		expect(await leftBy(condaProvider, host, await active(host, go), "go")).toEqual(user);
		const broken = on({ files: { ...files, [`${go}/go/VERSION`]: "nothing\n" } }).host;
		const before = { ...user, PATH: `${go}/bin:${user.PATH}`, CONDA_PREFIX: go, CONDA_SHLVL: "1" };
		expect(await leftBy(condaProvider, broken, before, "go")).toEqual(user);
	});

	it("takes the Go out of a stack, and keeps the Python that it was stacked on or under", async () => {
		const { host } = on({ files });
		const alone = await active(host, python);
		const names = { CONDA_SHLVL: "2", CONDA_STACKED_2: "true", PYTHONSAFEPATH: "1", GOPROXY: "declared" };
		const above = {
			...alone,
			...names,
			PATH: `${go}/bin:${python}/bin:${user.PATH}`,
			...{ CONDA_PREFIX: go, CONDA_PREFIX_1: python, CONDA_DEFAULT_ENV: "go", CONDA_PROMPT_MODIFIER: "(go) " },
		};
		expect(await leftBy(condaProvider, host, above, "go")).toEqual(alone);
		const below = {
			...alone,
			...names,
			PATH: `${python}/bin:${go}/bin:${user.PATH}`,
			...{ CONDA_PREFIX: python, CONDA_PREFIX_1: go },
		};
		expect(await leftBy(condaProvider, host, below, "go")).toEqual(alone);
	});
});

describe("leaving an environment with scripts", () => {
	const at = "conda/envs/x";
	const made = (files: Readonly<Record<string, string>>): Home =>
		home({
			[`${at}/conda-meta/history`]: "",
			...Object.fromEntries(Object.entries(files).map(([name, text]) => [`${at}/etc/conda/${name}`, text])),
		});
	const roundTrip = async (here: Home, base: Variables): Promise<Variables> => {
		const host = here.host();
		const { activation } = await activate(host, join(here.home, at), base);
		return await leftBy(condaProvider, host, applied(host, base, activation));
	};

	it("runs deactivate.d, which gives back what activate.d kept", async () => {
		const here = made({
			"activate.d/a.sh": 'export KEPT_GOROOT="$GOROOT"; export GOROOT="$CONDA_PREFIX/go"\n',
			"deactivate.d/a.sh": 'export GOROOT="$KEPT_GOROOT"; unset KEPT_GOROOT\n',
		});
		const base = { HOME: here.home, PATH: "/usr/bin:/bin", GOROOT: "/usr/local/go" };
		expect(await roundTrip(here, base)).toEqual(base);
	});

	it("takes away what activate.d set and deactivate.d forgets, entries of lists too", async () => {
		const here = made({
			"activate.d/a.sh":
				'export GOFLAGS=-trimpath\nexport PATH="/tool/bin:$CONDA_PREFIX/gopath/bin:$PATH"\nexport LD_LIBRARY_PATH="$CONDA_PREFIX/lib:$LD_LIBRARY_PATH"\n',
			"env_vars.d/a.json": '{"GOTOOLCHAIN": "local"}',
		});
		const base = {
			HOME: here.home,
			PATH: "/tool/bin:/usr/bin:/bin",
			LD_LIBRARY_PATH: "/user/lib",
			GOTOOLCHAIN: "local",
		};
		expect(await roundTrip(here, base)).toEqual(base);
	});

	it("does without a script that exits, hangs on input or is not trusted", async () => {
		const here = made({ "deactivate.d/a.sh": "exit 3\n", "env_vars.d/a.json": '{"A": "1"}' });
		expect(await roundTrip(here, { HOME: here.home, PATH: "/usr/bin:/bin" })).toEqual({
			HOME: here.home,
			PATH: "/usr/bin:/bin",
		});
		const warnings: string[] = [];
		const log = { debug: () => {}, info: () => {}, error: () => {}, warn: (text: string) => void warnings.push(text) };
		const host = here.host({ trust: { allows: () => false }, log });
		const active = { HOME: here.home, PATH: "/usr/bin", CONDA_PREFIX: join(here.home, at), CONDA_SHLVL: "1", A: "1" };
		expect(await leftBy(condaProvider, host, active)).toEqual({ HOME: here.home, PATH: "/usr/bin" });
		expect(warnings).toHaveLength(1);
	});
});

it("the inputs of an activation need nothing to be there", () => {
	expect(inputsOf(on({ files: {} }).host, "/x")).toHaveLength(6);
});
