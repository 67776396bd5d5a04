import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
import { applied } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Host, Variables } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { condaProvider } from "../../src/providers/conda/condaProvider.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { prefixFiles, realHome } from "../support/conda.ts";
import { leftBy } from "../support/leftBy.ts";
import { quietLog, trustAll } from "../support/machine.ts";
import { condaInstallation, condaVersion } from "../tools/conda.mjs";

const run = promisify(execFile);
const found = await condaInstallation();
const { root, conda, python } = found.root === undefined ? { root: "", conda: "", python: "" } : found;
const why = found.missing === undefined ? "" : `; skipped: ${found.missing}`;
const real = describe.skipIf(found.missing !== undefined);
const { signal } = new AbortController();

const here = realHome();
afterAll(() => here.remove());
const home = here.home;
const below = (name: string): string => join(home, "envs", name);

/** Set by the shell, or only for the prompt: ignored in every comparison. */
const asideNames = ["_", "SHLVL", "PWD", "OLDPWD", "PS1", "CONDA_PROMPT_MODIFIER"];
/** Exported by conda 26, not by 24.7.1, and decided only by us. */
const oursAlone = ["_CONDA_EXE", "_CONDA_ROOT", "GOROOT", "GOTOOLDIR"];

const prefixes = {
	base: root,
	plain: below("plain"),
	one: below("one"),
	two: below("two"),
	nocgo: below("nocgo"),
	odd: below("odd"),
	elsewhere: join(home, "project", ".conda"),
};
type Name = keyof typeof prefixes;
const names = Object.keys(prefixes) as readonly Name[];

const goVariables = 'export GOFLAGS="-modcacherw -buildmode=pie -trimpath"\nexport CONDA_GO_COMPILER=1\n';
/** Content besides conda-meta/history and Go. `two` and `nocgo` have the files of conda-forge's Go activation packages. */
const files: Readonly<Record<string, string>> = {
	"envs/one/conda-meta/state":
		'{"env_vars": {"GOPROXY": "https://one.example", "GOPATH": "***unset***", "GONOSUMDB": "a b;$HOME *"}}',
	"envs/two/etc/conda/env_vars.d/go.json": '{"GOTOOLCHAIN": "local"}',
	"envs/two/etc/conda/activate.d/activate-z61-go-cgo_linux-64.sh": `export CGO_ENABLED=1\nexport GOOS=linux\nexport GOARCH=amd64\n${goVariables}`,
	"envs/two/etc/conda/activate.d/activate-z61-go-cgo_linux-64.she": "export SHE=1\n",
	"envs/two/etc/conda/deactivate.d/deactivate-z61-go-cgo_linux-64.sh": "unset CONDA_GO_COMPILER\n",
	"envs/nocgo/etc/conda/activate.d/activate-z60-go-nocgo_linux-64.sh": `export CGO_ENABLED=0\n${goVariables}`,
	"envs/nocgo/etc/conda/deactivate.d/deactivate-z60-go-nocgo_linux-64.sh": "unset CONDA_GO_COMPILER\n",
	"envs/odd/conda-meta/state":
		'{"env_vars": {"GOTOOLCHAIN": "auto", "GOPRIVATE": "***unset***", "lower": "case", "NOTHING": null}}',
	"envs/odd/etc/conda/env_vars.d/10-first": '{"GOFLAGS": "-mod=mod", "GOAMD64": "v2"}',
	"envs/odd/etc/conda/env_vars.d/20-later.json":
		'{"GOFLAGS": "-mod=vendor", "GOTOOLCHAIN": "local", "LEVEL": 3, "YES": true}',
	"envs/odd/etc/conda/activate.d/a.sh": 'export ORDER="${ORDER}1"\nunset GOPROXY\necho noise\n',
	"envs/odd/etc/conda/activate.d/b.sh":
		'export ORDER="${ORDER}2"\nexport GOPATH="$CONDA_PREFIX/gopath"\nexport PATH="/tool/bin:$GOPATH/bin:$PATH"\nexport KEPT_EDITOR="$EDITOR"\nexport EDITOR=odd\n',
	"envs/odd/etc/conda/activate.d/c.fish": "set -gx ORDER fish\n",
	"envs/odd/etc/conda/deactivate.d/a.sh": 'export EDITOR="$KEPT_EDITOR"\nunset KEPT_EDITOR\n',
	"envs/odd/etc/conda/deactivate.d/b.sh": 'unset ORDER\nexport PATH="${PATH#/tool/bin:}"\nunset GOPATH\n',
};

beforeAll(() => {
	const write = (file: string, text: string, mode = 0o644): void => {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
		chmodSync(file, mode);
	};
	const link = (file: string, target: string): void => {
		mkdirSync(dirname(file), { recursive: true });
		symlinkSync(target, file);
	};
	for (const name of names) {
		if (name === "base") continue;
		const go = name === "plain" ? undefined : "1.22.5";
		for (const [file, content] of Object.entries(prefixFiles(prefixes[name], go))) {
			if (typeof content === "string") write(file, content);
			else if (content !== null && "program" in content) write(file, content.program, 0o755);
			else if (content !== null && "link" in content) link(file, content.link);
		}
	}
	here.write(files);
});

const host = (variables: Variables = {}): Host =>
	nodeHost({
		home,
		variables: {
			HOME: home,
			PATH: "/usr/bin:/bin",
			CONDA_ROOT: root,
			CONDA_ENVS_DIRS: join(home, "envs"),
			...variables,
		},
		trust: trustAll,
		log: quietLog,
		storeFolder: join(home, ".store"),
	});

/** The variables in bash after conda ran the verbs in sequence. */
async function inBash(start: Variables, verbs: readonly (readonly string[])[]): Promise<Variables> {
	const lines = verbs.map(
		([verb, ...of]) => `eval "$("$CONDA" shell.posix ${verb} ${of.map((text) => `'${text}'`).join(" ")} 2>/dev/null)"`,
	);
	const program = [...lines, 'printf "\\0\\0"', "unset CONDA", "exec /usr/bin/env -0"].join("\n");
	const env = { ...start, CONDA: conda };
	const { stdout } = await run("bash", ["--noprofile", "--norc", "-c", program], { env, cwd: home });
	const pairs = stdout.slice(stdout.indexOf("\0\0") + 2).split("\0");
	return Object.fromEntries(
		pairs
			.filter((pair) => pair.includes("="))
			.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
	);
}

const activations = new Map<string, Promise<Variables>>();
/** The real conda's result, cached. */
function condas(start: Variables, chain: readonly Name[]): Promise<Variables> {
	const key = JSON.stringify([start, chain]);
	const last = chain.at(-1);
	const result =
		activations.get(key) ??
		(last === undefined
			? Promise.resolve(start)
			: condas(start, chain.slice(0, -1)).then((before) => inBash(before, [["activate", prefixes[last]]])));
	activations.set(key, result);
	return result;
}

const without = (variables: Variables, dropped: readonly string[]): Variables =>
	Object.fromEntries(Object.entries(variables).filter(([name]) => !dropped.includes(name)));
const compared = (variables: Variables): Variables => without(variables, [...asideNames, ...oursAlone]);

async function rowOf(name: Name): Promise<GoEnvironment> {
	const row = await condaProvider.classify(host(), prefixes[name], signal);
	if (row === undefined) throw new Error(`no environment ${name}`);
	return row;
}

/** The same by core: leaves the active environment, then applies the activation. */
async function ours(start: Variables, name: Name): Promise<Variables> {
	const context = {
		host: host(),
		providers: [condaProvider],
		goToolchain: { value: "inherit", isDefault: false },
		knowledge,
	} as const;
	const { activation } = await activateEnvironment(context, await rowOf(name), start, signal);
	return applied(host(), start, activation);
}

const clean = { HOME: home, PATH: "/usr/bin:/bin" };
const user = {
	HOME: home,
	PATH: `${root}/condabin:/pre/bin:/usr/bin:/bin`,
	GOPROXY: "direct",
	GOTOOLCHAIN: "go1.20",
	GOPATH: "/u/go",
	EDITOR: "vi",
	LOWER: "user",
	NOTHING: "something",
};
const starts = { clean, "clean, condabin on PATH": { ...clean, PATH: user.PATH }, "the user's own Go variables": user };

real(`activation against conda ${condaVersion} in bash${why}`, { timeout: 120_000 }, () => {
	for (const [label, start] of Object.entries(starts)) {
		it.each(names)(`is equal variable by variable, from ${label}: %s`, async (name) => {
			expect(compared(await ours(start, name))).toEqual(compared(await condas(start, [name])));
		});
	}

	it("takes away another Go's GOROOT, as the program finds its own by conda's link", async () => {
		for (const name of ["one", "plain"] as const) {
			expect((await ours({ ...user, GOROOT: "/usr/local/go" }, name))["GOROOT"]).toBeUndefined();
		}
	});
});

/** Environments activated in sequence, and the variables that are lost, because no tool kept them. */
const chains: readonly { readonly chain: readonly Name[]; readonly lost: readonly string[] }[] = [
	{ chain: ["base"], lost: [] },
	{ chain: ["one"], lost: [] },
	{ chain: ["two"], lost: [] },
	{ chain: ["nocgo"], lost: [] },
	{ chain: ["elsewhere"], lost: [] },
	{ chain: ["base", "two"], lost: [] },
	{ chain: ["one", "two"], lost: [] },
	{ chain: ["two", "one"], lost: [] },
	{ chain: ["two", "one", "two", "one"], lost: [] },
	// on repeated activation, conda unsets variables declared as ***unset***
	{ chain: ["one", "one", "two"], lost: ["GOPATH"] },
	// odd's scripts unset and overwrite; LOWER is declared as `lower`, for which conda finds no value to keep
	...[["odd"], ["nocgo", "odd", "one"], ["two", "odd"], ["odd", "two", "odd"]].map((chain) => ({
		chain: chain as readonly Name[],
		lost: ["GOPROXY", "GOPATH", "LOWER"],
	})),
];
const labelled = chains.map((one) => ({ ...one, label: one.chain.join(" → ") }));

real(`from a state in which environments of conda ${condaVersion} are active${why}`, { timeout: 240_000 }, () => {
	/** conda's shell hook always sets these. */
	const hook = ["CONDA_EXE", "_CE_M", "_CE_CONDA", "CONDA_PYTHON_EXE"];

	it.each(labelled)("leaving $label gives the user's own variables", async ({ chain, lost }) => {
		const left = await leftBy(condaProvider, host(), await condas(user, chain));
		expect(without(compared(left), hook)).toEqual(without(user, lost));
	});

	it.each(labelled)("$label → any gives what conda gives from the user's own variables", async ({ chain, lost }) => {
		const state = await condas(user, chain);
		for (const name of names) {
			const expected = await condas(without(user, lost), [name]);
			expect(compared(await ours(state, name)), name).toEqual(compared(expected));
		}
	});

	it("leaves a stack of environments too", async () => {
		const stacked = await inBash(await condas(user, ["two"]), [["activate", "--stack", prefixes.one]]);
		expect(stacked).toMatchObject({ CONDA_STACKED_2: "true", CONDA_GO_COMPILER: "1" });
		const left = await leftBy(condaProvider, host(), stacked);
		expect(without(compared(left), hook)).toEqual(user);
	});

	it("changes nothing after `conda deactivate`, which leaves values behind and takes the user's", async () => {
		const deactivated = await inBash(await condas(user, ["one"]), [["deactivate"]]);
		expect(await leftBy(condaProvider, host(), deactivated)).toBe(deactivated);
		expect(compared(await ours(deactivated, "two"))).toEqual({
			...without(compared(await condas(user, ["two"])), ["GOPATH"]),
			__CONDA_SHLVL_0_GOPROXY: "direct",
		});
	});

	/**
	 * conda's own state from a nested start, compared with ours: except for the level, all differences are conda's leaks
	 * (conda#11726 and others).
	 */
	const leaks: readonly { chain: readonly Name[]; leaking: readonly string[] }[] = [
		{ chain: ["two", "one"], leaking: ["CGO_ENABLED", "GOARCH", "GOFLAGS", "GOOS", "GOTOOLCHAIN"] },
		{ chain: ["one", "plain"], leaking: ["GONOSUMDB", "GOPROXY"] },
		{
			chain: ["odd", "plain"],
			leaking: ["GOAMD64", "GOFLAGS", "GOTOOLCHAIN", "LEVEL", "LOWER", "NOTHING", "PATH", "YES"],
		},
		{ chain: ["nocgo", "two"], leaking: [] },
	];
	it.each(leaks)("does not copy conda's leaks: $chain", async ({ chain, leaking }) => {
		const [first, second] = chain as readonly [Name, Name];
		const theirs = compared(await condas(user, chain));
		const own = compared(await ours(await condas(user, [first]), second));
		const bookkeeping = /^(?:CONDA_SHLVL|CONDA_PREFIX_\d+|__CONDA_SHLVL_\d+_.*)$/;
		const all = new Set([...Object.keys(theirs), ...Object.keys(own)]);
		const different = [...all].filter((name) => theirs[name] !== own[name] && !bookkeeping.test(name));
		expect(new Set(different)).toEqual(new Set(leaking));
	});
});

/**
 * Runs conda as an ordinary user: as root it would read environments.txt in every home of the machine instead of only below
 * HOME. conda also removes dead lines from its own environments.txt.
 */
async function asUser(
	variables: Variables,
	parameters: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
	const program =
		"import os, sys; os.geteuid = lambda: 1000\nfrom conda.cli.main import main\nsys.exit(main(*sys.argv[1:]))";
	return await run(python, ["-c", program, ...parameters], { env: { PATH: "/usr/bin:/bin", ...variables } });
}

async function rowsOf(here: Host): Promise<readonly string[]> {
	const rows: string[] = [];
	for await (const one of condaProvider.discoverMachine(here, { searchPaths: [] }, signal)) {
		if (one.kind === "environment") rows.push(one.environment.location);
	}
	return rows;
}

real(`the list of conda ${condaVersion}${why}`, { timeout: 120_000 }, () => {
	it("has the rows that we list: environments.txt, envs_dirs with variables and ~, the installation", async () => {
		const made = realHome();
		try {
			const history = (at: string): Record<string, string> => ({ [`${at}/conda-meta/history`]: "" });
			made.write({
				".condarc": 'envs_dirs: ["$HOME/c/a", "${HOME}/c/b", "~/c/d", "$NOT_SET/e"]\r\n',
				".conda/condarc.d/more.yml": "envs_dirs:\n  - ~/c/more\n",
				".conda/environments.txt": `${made.home}/w/one\r\n\n# ${made.home}/w/comment\n~/w/tilde\n${made.home}/w/gone\n  ${made.home}/w/blank two  \n`,
				...history("c/a/a1"),
				...history("c/b/b1"),
				...history("c/d/d1"),
				...history("c/more/m1"),
				...history(".conda/envs/own"),
				...history("v/dirs/v1"),
				...history("w/one"),
				...history("w/comment"),
				...history("w/tilde"),
				...history("w/blank two"),
				"c/a/empty/conda-meta/x": "",
				"c/a/folder/conda-meta/history/x": "",
			});
			const variables = { HOME: made.home, CONDA_ENVS_PATH: join(made.home, "v/dirs") };
			// conda rewrites environments.txt, so read ours first
			const rows = await rowsOf(made.host({ variables: { ...variables, CONDA_EXE: conda } }));
			const { stdout } = await asUser(variables, ["env", "list", "--json"]);
			const { envs } = JSON.parse(stdout) as { envs: readonly string[] };
			expect(new Set(rows)).toEqual(new Set(envs));
			expect(rows).toHaveLength(9);
		} finally {
			made.remove();
		}
	});

	it.each([
		["plain", "envs_dirs: [~/e]\n"],
		["with a byte order mark", "\uFEFFenvs_dirs: [~/e]\n"],
		["with CR LF", "envs_dirs:\r\n  - ~/e\r\n"],
		["empty", ""],
		["in UTF-16", Buffer.from("\uFEFFenvs_dirs: [~/e]\n", "utf16le")],
		["a text instead of a list", "envs_dirs: ~/e\n"],
		["broken", "envs_dirs: [~/e\nchannels: []\n"],
		["with merge markers", "envs_dirs:\n<<<<<<< HEAD\n  - ~/e\n=======\n  - ~/f\n>>>>>>> b\n"],
		["with a key twice", "envs_dirs: [~/e]\nenvs_dirs: [~/f]\n"],
		["with a tab", "envs_dirs:\n\t- ~/e\n"],
		["a list at the top", "- envs_dirs\n"],
	])("refuses the rc files of which we say that it would: %s", async (_, content) => {
		const made = realHome();
		try {
			made.write({ "x/y": "" });
			writeFileSync(join(made.home, ".condarc"), content);
			// conda fails on some errors; for others it reports them and ignores the file
			const refused = await asUser({ HOME: made.home }, ["config", "--show", "envs_dirs"]).then(
				({ stderr }) => stderr.includes("Ignoring configuration file"),
				() => true,
			);
			const faults: unknown[] = [];
			for await (const one of condaProvider.discoverMachine(made.host(), { searchPaths: [] }, signal)) {
				if (one.kind === "fault") faults.push(one.fault);
			}
			expect(faults.length > 0).toBe(refused);
		} finally {
			made.remove();
		}
	});
});
