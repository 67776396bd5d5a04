import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planJson } from "../../../src/cli/json.ts";
import type { CreateRequest, EnvironmentPlan } from "../../../src/core/creation.ts";
import type { GoEnvironment } from "../../../src/core/environment.ts";
import type { Host } from "../../../src/core/host.ts";
import type { Progress } from "../../../src/core/operation.ts";
import type { GoVersion } from "../../../src/core/versions/goVersion.ts";
import { condaProvider } from "../../../src/providers/conda/condaProvider.ts";
import { toolLimits } from "../../../src/providers/conda/create/toolRun.ts";
import { misfit } from "../../support/cli.ts";
import { type Home, realHome } from "../../support/conda.ts";
import { quietLog } from "../../support/machine.ts";

/** What mamba 2.2.0 printed for a creation (recorded). */
const mambaLines = [
	"",
	"Transaction",
	"",
	"  Total download: 3kB",
	"",
	"Transaction starting",
	"Linking go-1.22.5-h1_0",
	"Transaction finished",
];

/** Makes a prefix with a Go: what a tool does after `create -y -p <prefix>`. */
const making = `prefix=; while [ $# -gt 0 ]; do [ "$1" = -p ] && prefix=$2; shift; done
mkdir -p "$prefix/conda-meta" "$prefix/go/bin" "$prefix/go/src/fmt" "$prefix/bin"
printf 'go1.22.5\\n' > "$prefix/go/VERSION"; printf '#!/bin/sh\\n' > "$prefix/go/bin/go"; chmod +x "$prefix/go/bin/go"
ln -s ../go/bin/go "$prefix/bin/go"; echo > "$prefix/go/src/fmt/print.go"; echo > "$prefix/conda-meta/history"
for record in go-1.22.5-0 _go_select-2.2.0-nocgo python-3.13.1-0 pip-25.0-0; do echo "{}" > "$prefix/conda-meta/$record.json"; done`;

const posix = describe.skipIf(process.platform === "win32");
const limits = { ...toolLimits };
let home: Home;
let host: Host;
beforeEach(() => {
	home = realHome();
	mkdirSync(join(home.home, "envs"));
	mkdirSync(join(home.home, "w"));
});
afterEach(() => {
	Object.assign(toolLimits, limits);
	home.remove();
});

/** A tool of this name on PATH that answers `info` and runs a script for the rest. */
function tool(name: string, script: string, channels: readonly string[] = []): void {
	const folder = join(home.home, "tools");
	mkdirSync(folder, { recursive: true });
	const info = JSON.stringify(
		name === "conda"
			? { conda_version: "24.7.1", platform: "linux-64", envs_dirs: [join(home.home, "envs")], channels }
			: { "mamba version": "2.2.0", platform: "linux-64", "envs directories": [join(home.home, "envs")], channels: [] },
	);
	const file = join(folder, name);
	writeFileSync(file, `#!/bin/sh\nif [ "$1" = info ]; then cat <<'END'\n${info}\nEND\nexit 0; fi\n${script}\n`);
	chmodSync(file, 0o755);
	host = home.host({ variables: { PATH: `${folder}:/usr/bin:/bin` } });
}

const request = (more: Partial<CreateRequest> = {}): CreateRequest => ({
	folder: join(home.home, "w"),
	preview: false,
	source: { kind: "packages", specs: ["go=1.22"] },
	place: { kind: "named", name: "ci" },
	goPrograms: [],
	...more,
});
const { signal } = new AbortController();
async function planned(more: Partial<CreateRequest> = {}): Promise<EnvironmentPlan> {
	const plan = await condaProvider.create?.(host, request(more), signal);
	if (plan === undefined) throw new Error("no plan");
	return plan;
}
const journals = (): readonly string[] => {
	const folder = join(host.store.folder, "creations");
	return existsSync(folder) ? readdirSync(folder) : [];
};
const prefix = (): string => join(home.home, "envs", "ci");
async function listed(): Promise<readonly GoEnvironment[]> {
	const rows: GoEnvironment[] = [];
	const options = { searchPaths: [join(home.home, "envs")] };
	for await (const found of condaProvider.discoverMachine(host, options, signal)) {
		if (found.kind === "environment" && found.environment.location.startsWith(home.home)) rows.push(found.environment);
	}
	return rows;
}

posix("a creation by a tool", () => {
	it.each(["conda", "mamba", "micromamba"])(
		"%s gets what it needs, tells its stages, and leaves no journal",
		async (name) => {
			tool(name, `printf '%s\\n' "$@" > "$HOME/words"; cat <<'END'\n${mambaLines.join("\n")}\nEND\n${making}`);
			const plan = await planned();
			expect(plan).toMatchObject({ name: "ci", location: prefix(), channels: ["conda-forge"] });
			expect(plan.file?.text).toBe(
				'name: ci\nchannels:\n  - conda-forge\ndependencies:\n  - go=1.22\n  - "_go_select[build=nocgo]"\n',
			);
			const told: Progress[] = [];
			expect(await plan.operation.run((progress) => told.push(progress), signal)).toBe(prefix());
			expect(readFileSync(join(home.home, "words"), "utf8").trim().split("\n")).toEqual([
				...["create", "-y", "-p", prefix(), "-c", "conda-forge", "--override-channels"],
				...["go=1.22", "_go_select[build=nocgo]"],
			]);
			expect(told.at(-1)).toEqual({ stage: "Installing packages…", line: "Transaction finished" });
			expect(new Set(told.map(({ stage }) => stage)).size).toBe(4);
			expect(journals()).toEqual([]);
			expect((await listed()).map(({ name: row }) => row)).toEqual(["ci"]);
		},
	);

	it("plans a file without secrets and paths of this machine, and says what it leaves out", async () => {
		tool("conda", "exit 1", [
			...["https://conda.anaconda.org/t/<TOKEN>/private/linux-64", "https://me:secret@c.example/ch/linux-64"],
			...["file:///root/ch/noarch", "https://conda.anaconda.org/conda-forge/linux-64"],
		]);
		const specs = ["go=1.22", "https://c.example/t/secret/ch::gotool", "/home/me/ch::tool"];
		const plan = await planned({ source: { kind: "packages", specs }, place: { kind: "workspace" } });
		expect(plan.name).toBe(join(home.home, "w", ".conda"));
		expect(plan.file?.text).toBe(
			'name: w\nchannels:\n  - https://conda.anaconda.org/conda-forge\ndependencies:\n  - go=1.22\n  - "_go_select[build=nocgo]"\n',
		);
		const [private_, own, local] = plan.channels;
		expect(plan.file?.notes.map(({ message }) => message)).toEqual([
			`The file leaves out what has credentials or is on this machine only: ${private_}, ${own}, ${local}, https://c.example/t/…/ch::gotool, /home/me/ch::tool.`,
		]);
		tool("conda", "exit 1", ["file:///root/ch/noarch"]);
		expect((await planned()).file?.text).toMatch(/^name: ci\ndependencies:\n/);
	});

	it("plans package files without asking the tool, which has no preview of them", async () => {
		tool("conda", `exit 1`);
		const files = [
			"https://me:secret@c.example/linux-64/go-1.22.5-0.conda",
			"/ch/noarch/_go_select-1%212.2-nocgo.tar.bz2",
		];
		const file = join(home.home, "w", "environment.yml");
		writeFileSync(file, JSON.stringify({ name: "ci", dependencies: files }));
		for (const source of [{ kind: "packages", specs: files } as const, { kind: "file", file } as const]) {
			tool(
				"conda",
				`cat "$6" > "$HOME/list" 2>&1; ${making}; mv "$prefix/conda-meta/_go_select-2.2.0-nocgo.json" "$prefix/conda-meta/_go_select-1!2.2-nocgo.json"`,
			);
			const plan = await planned({ source, preview: true, place: { kind: "named", name: source.kind } });
			expect(plan.packages).toEqual([
				{ name: "go", version: "1.22.5", change: "install" },
				{ name: "_go_select", version: "1!2.2", change: "install" },
			]);
			expect([plan.accepts?.includes("1.22.5" as GoVersion), plan.notes]).toEqual([true, []]);
			await plan.operation.run(() => {}, signal);
			expect(readFileSync(join(home.home, "list"), "utf8")).toBe(["@EXPLICIT", ...files, ""].join("\n"));
		}
	});

	it("names in its plan what pip installs, without credentials", async () => {
		tool("conda", "exit 1");
		const file = join(home.home, "w", "environment.yml");
		const pip = ["black==24", "--extra-index-url https://me:secret@p.example/simple"];
		writeFileSync(
			file,
			JSON.stringify({ name: "ci", dependencies: ["https://c.example/t/secret/ch::go=1.22", "python", { pip }] }),
		);
		const plan = await planned({ source: { kind: "file", file } });
		expect(plan.requested).toEqual(["https://c.example/t/…/ch::go=1.22", "python", "pip"]);
		expect(plan.pip).toEqual(["black==24", "--extra-index-url https://p.example/simple"]);
		expect(
			misfit("create", { schemaVersion: 1, plan: planJson(plan), environment: null, folder: null, faults: [] }),
		).toBe(undefined);
	});

	it("is not listed while it runs, and a second one of the name is refused", async () => {
		tool("conda", `${making}\ntouch "$HOME/made"; while [ ! -e "$HOME/go" ]; do sleep 0.05; done`);
		const plan = await planned();
		const second = await planned();
		const running = plan.operation.run(() => {}, signal);
		while (!existsSync(join(home.home, "made"))) await new Promise((done) => setTimeout(done, 10));
		expect(await listed()).toEqual([]);
		expect(await condaProvider.classify(host, prefix(), signal)).toBeUndefined();
		await expect(second.operation.run(() => {}, signal)).rejects.toMatchObject({ fault: { kind: "conflict" } });
		writeFileSync(join(home.home, "go"), "");
		await running;
		expect(await listed()).toHaveLength(1);
	});

	it.each([
		["fails", `${making}; echo 'CondaError: no' >&2; exit 1`, "process-failed", /CondaError: no/],
		["has done nothing, with success", "read -r answer; exit 0", "process-failed", /has not created/],
		["asks a question", 'printf "Proceed ([y]/n)? "; read -r answer || exit 1', "process-failed", /Proceed/],
		[
			"leaves Go out",
			'shift 3; mkdir -p "$1/conda-meta"; echo > "$1/conda-meta/history"',
			"process-failed",
			/missing or incomplete/,
		],
		[
			"leaves a package out",
			`${making}; rm "$prefix"/conda-meta/_go_select*.json`,
			"process-failed",
			/ended without an error, but .* lacks: _go_select\.$/,
		],
		[
			"prints megabytes",
			`yes "some line of a noisy tool" | head -c 4000000; ${making}; echo 'CondaError: at last' >&2; exit 1`,
			"process-failed",
			/at last/,
		],
		["hangs", `${making}; sleep 1000`, "timed-out", /timed out/],
		["is killed", `${making}; kill -9 $$`, "process-failed", /failed/],
		[
			"finds the disk full",
			"echo 'OSError: [Errno 28] No space left on device' >&2; exit 1",
			"not-writable",
			/disk is full/,
		],
	])("that %s leaves nothing, and says why", { timeout: 40_000 }, async (_, script, kind, message) => {
		tool("conda", script);
		toolLimits.installMs = kind === "timed-out" ? 1500 : 30_000;
		const plan = await planned();
		const running = plan.operation.run(() => {}, signal);
		await expect(running).rejects.toMatchObject({ fault: { kind, message: expect.stringMatching(message) } });
		expect(readdirSync(join(home.home, "envs"))).toEqual([]);
		expect(journals()).toEqual([]);
	});

	it.each([
		[
			"conda fails",
			"echo https://me:secret@c.example; echo 'CondaError: no' >&2; exit 1",
			"[go]",
			"conda ended with 1:",
		],
		["conda has done nothing", "echo Proceed?; exit 0", "[go]", "conda ended with 0:"],
		[
			"pip fails",
			`${making}; printf '#!/bin/sh\necho ERROR: https://me:secret@p.example; exit 3\n' > "$prefix/bin/python"; chmod +x "$prefix/bin/python"`,
			"[go, python, {pip: [black]}]",
			"python -m pip ended with 3:",
		],
	])(
		"that fails because %s logs the last lines as a warning, without credentials",
		async (_, script, packages, text) => {
			tool("conda", script);
			const warned: string[] = [];
			const log = { ...quietLog, warn: (message: string) => warned.push(message) };
			host = home.host({ variables: host.variables, log });
			const file = join(home.home, "w", "environment.yml");
			writeFileSync(file, `name: ci\ndependencies: ${packages}\n`);
			const plan = await planned({ source: { kind: "file", file } });
			const action = { kind: "log" };
			await expect(plan.operation.run(() => {}, signal)).rejects.toMatchObject({ fault: { remedies: [{ action }] } });
			expect(warned).toHaveLength(1);
			expect(warned[0]).toContain(text);
			expect(warned[0]?.split("\n").length).toBeGreaterThan(1);
			expect(warned[0]).not.toContain("secret");
		},
	);

	it.each(["exit 0", "exit 3"])("gives pip its section by a file that is gone after it (%s)", async (end) => {
		const python = `printf '%s\\n' "$@" > "$HOME/words"; for last; do :; done; cat "$last" > "$HOME/lines"; ls -l "$last" | cut -c1-10 > "$HOME/mode"; pwd > "$HOME/folder"; ${end}`;
		writeFileSync(join(home.home, "python"), `#!/bin/sh\n${python}\n`);
		tool("conda", `${making}; cp "$HOME/python" "$prefix/bin/python"; chmod +x "$prefix/bin/python"`);
		const file = join(home.home, "w", "environment.yml");
		const pip = ["./${SUB}/a.whl  # the wheel", "git+https://secret@h.example/x"];
		writeFileSync(file, JSON.stringify({ name: "ci", dependencies: ["go", "python", { pip }] }));
		const plan = await planned({ source: { kind: "file", file } });
		await plan.operation.run(() => {}, signal).catch(() => {});
		const said = (name: string): string => readFileSync(join(home.home, name), "utf8").trim();
		expect(said("words").split("\n").slice(0, -1)).toEqual([
			...["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-U", "--exists-action=b", "-r"],
		]);
		expect(said("lines").split("\n").slice(1)).toEqual(pip);
		expect([said("folder"), said("mode")]).toEqual([join(home.home, "w"), "-rw-------"]);
		expect(journals()).toEqual([]);
	});

	it("that times out logs the last lines too", async () => {
		tool("conda", "echo Waiting for a password; sleep 1000");
		toolLimits.installMs = 1000;
		const warned: string[] = [];
		host = home.host({ variables: host.variables, log: { ...quietLog, warn: (message) => warned.push(message) } });
		const plan = await planned();
		await expect(plan.operation.run(() => {}, signal)).rejects.toMatchObject({ fault: { kind: "timed-out" } });
		expect(warned.join()).toContain("Waiting for a password");
	});

	it("keeps the versions that the tool has solved, though they seem not to be what was asked for", async () => {
		tool("conda", `${making}; mv "$prefix/conda-meta/go-1.22.5-0.json" "$prefix/conda-meta/go-1.23.0-0.json"`);
		await (await planned()).operation.run(() => {}, signal);
		expect(await listed()).toHaveLength(1);
	});

	it("that is cancelled leaves nothing", async () => {
		tool("conda", `${making}\ntouch "$HOME/made"; sleep 1000`);
		const plan = await planned();
		const stop = new AbortController();
		const running = plan.operation.run(() => {}, stop.signal);
		while (!existsSync(join(home.home, "made"))) await new Promise((done) => setTimeout(done, 10));
		stop.abort();
		await expect(running).rejects.toMatchObject({ fault: { kind: "cancelled" } });
		expect(readdirSync(join(home.home, "envs"))).toEqual([]);
	});

	it("removes first what a dead process has left there, but never what was made since", async () => {
		tool("conda", making);
		await (await planned()).operation.run(() => {}, signal);
		const own = await host.processes.mark();
		const journal = (command: string): void => {
			const [name = ""] = names;
			mkdirSync(join(host.store.folder, "creations"), { recursive: true, mode: 0o700 });
			const text = JSON.stringify({
				version: 1,
				change: "create",
				prefix: prefix(),
				at: host.now(),
				owner: { ...own, started: "before" },
				command: commandPrint(host, command),
			});
			writeFileSync(join(host.store.folder, name), text);
		};
		const { commandPrint, journalName } = await import("../../../src/providers/conda/create/unfinished.ts");
		const names = [await journalName(host, prefix())];
		writeFileSync(join(prefix(), "conda-meta", "history"), "# cmd: /opt/conda/bin/conda create -n ci mine\n");
		journal("create -y -p x");
		expect(await listed()).toEqual([]);
		await expect(planned()).rejects.toMatchObject({ fault: { kind: "conflict" } });
		expect(await listed()).toHaveLength(1);
		writeFileSync(join(prefix(), "conda-meta", "history"), "# cmd: /opt/conda/bin/conda create -y -p x\n");
		journal("create -y -p x");
		const plan = await planned();
		expect(existsSync(prefix())).toBe(false);
		await plan.operation.run(() => {}, signal);
		expect(await listed()).toHaveLength(1);
	});
});

posix("an update by a tool", () => {
	const file = (): string => join(home.home, "w", "environment.yml");
	async function update(script: string, stop = signal): Promise<void> {
		tool("conda", script);
		const [environment] = await listed();
		if (environment === undefined) throw new Error("no environment");
		const plan = await condaProvider.update?.(
			host,
			environment,
			{ folder: join(home.home, "w"), file: file(), preview: false },
			signal,
		);
		await plan?.operation.run(() => {}, stop);
	}
	const problems = async (): Promise<readonly string[]> =>
		(await listed()).flatMap((row) => row.problems.map(({ message }) => message));
	/** Lists what the file asks for as installed. */
	const records = 'for name in go gotool; do echo "{}" > "$HOME/envs/ci/conda-meta/$name-1.23-0.json"; done';
	const linking = 'echo "Downloading and Extracting Packages: ...working... done"; touch "$HOME/linking"';

	beforeEach(async () => {
		tool("conda", making);
		await (await planned()).operation.run(() => {}, signal);
		writeFileSync(file(), "name: ci\nchannels: [nodefaults, a]\ndependencies: [go=1.23, gotool]\nvariables: {a: b}\n");
	});

	it("gets the packages of the file, and the environment its variables", async () => {
		await update(`printf "%s\\n" "$@" > "$HOME/words"; ${records}`);
		const words = readFileSync(join(home.home, "words"), "utf8").trim().split("\n");
		expect(words).toEqual(["install", "-y", "-p", prefix(), "-c", "a", "--override-channels", "go=1.23", "gotool"]);
		expect(JSON.parse(readFileSync(join(prefix(), "conda-meta", "state"), "utf8"))).toEqual({ env_vars: { A: "b" } });
		expect([await problems(), journals()]).toEqual([[], []]);
	});

	it.each([
		["the file is met", "gotool=1.23", undefined],
		["it knows the package only by a pattern", "gotoo*", undefined],
		["nothing was done", "gotool=1.24", "lacks: gotool=1.24."],
		["only another build is there", "gotool==1.24=0", "lacks: gotool==1.24=0."],
		["the versions of a range are missing", "gotool>=1.24,<2", "lacks: gotool>=1.24,<2."],
		["nothing can be said of the range", "gotool=^1.*$", undefined],
	])("that ends with success is believed where %s: %s", async (_, spec, message) => {
		writeFileSync(file(), `name: ci\nchannels: [a]\ndependencies: ["${spec}"]\n`);
		const updating = update(`${records}; echo "Proceed?"; exit 0`);
		if (message === undefined) return await updating;
		await expect(updating).rejects.toMatchObject({
			fault: { kind: "process-failed", message: expect.stringContaining(message) },
		});
	});

	it("that fails by itself has gone back; one that is killed while it installs is said until the next", async () => {
		await expect(update(`${linking}; exit 1`)).rejects.toMatchObject({ fault: { kind: "process-failed" } });
		expect(await problems()).toEqual([]);
		const stop = new AbortController();
		await expect(update("sleep 0.1; kill -9 $$")).rejects.toMatchObject({ fault: { kind: "process-failed" } });
		expect(await problems()).toEqual([]);
		const running = update(`rm -f "$HOME/linking"; ${linking}; sleep 1000`, stop.signal);
		await new Promise((done) => setTimeout(done, 100));
		while (!existsSync(join(home.home, "linking"))) await new Promise((done) => setTimeout(done, 10));
		await new Promise((done) => setTimeout(done, 200));
		stop.abort();
		await expect(running).rejects.toMatchObject({ fault: { kind: "cancelled" } });
		expect(await problems()).toEqual(["An update of “ci” has not ended, so it may be incomplete."]);
		await update(records);
		expect([await problems(), journals()]).toEqual([[], []]);
	});
});

posix("a removal", () => {
	it("needs no tool, and what it moved aside is never an environment", async () => {
		tool("conda", making);
		await (await planned()).operation.run(() => {}, signal);
		const [environment] = await listed();
		if (environment === undefined) throw new Error("no environment");
		const plan = await condaProvider.remove?.(host, environment, signal);
		expect(plan).toMatchObject({ change: "remove", location: prefix() });
		const aside = join(home.home, "envs", ".ci.12345678.removed");
		const { journalName } = await import("../../../src/providers/conda/create/unfinished.ts");
		mkdirSync(join(aside, "conda-meta"), { recursive: true });
		writeFileSync(join(aside, "conda-meta", "history"), "");
		const own = await host.processes.mark();
		const journal = {
			version: 1,
			change: "remove",
			prefix: prefix(),
			aside,
			at: 1,
			owner: { ...own, started: "before" },
		};
		mkdirSync(join(host.store.folder, "creations"), { recursive: true, mode: 0o700 });
		writeFileSync(join(host.store.folder, await journalName(host, prefix())), JSON.stringify(journal));
		expect((await listed()).map(({ location }) => location)).toEqual([prefix()]);
		await plan?.operation.run(() => {}, signal);
		expect(readdirSync(join(home.home, "envs"))).toEqual([]);
		expect(journals()).toEqual([]);
	});
});

posix("the tool", () => {
	it("is that of the setting before all others, where that did not come with an untrusted folder", async () => {
		tool("conda", making);
		tool("mamba", making);
		const program = join(home.home, "tools", "mamba");
		expect((await planned({ program: { program } })).tool?.program).toBe(program);
		expect((await planned({ program: { program: "mamba" } })).tool?.title).toBe("mamba 2.2.0");
		const from = { program, file: join(home.home, "w", ".vscode", "settings.json") };
		host = home.host({ trust: { allows: ({ kind }) => kind === "machine" }, variables: host.variables });
		await expect(planned({ program: from })).rejects.toMatchObject({ fault: { kind: "not-allowed" } });
		await expect(planned({ program: { program: "/no/conda" } })).rejects.toMatchObject({
			fault: { kind: "toolchain-missing", message: expect.stringContaining("/no/conda") },
		});
	});

	it("that is missing is said, with what to do", async () => {
		host = home.host({ variables: { PATH: join(home.home, "nothing") } });
		if ((await listed()).length > 0 || existsSync("/opt/conda")) return;
		await expect(planned()).rejects.toMatchObject({ fault: { kind: "toolchain-missing", remedies: [{}, {}] } });
	});
});
