import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../../src/core/host.ts";
import type { Specification } from "../../src/core/specification.ts";
import { type GoVersion, matchesGoVersion, parseGoVersion } from "../../src/core/versions/goVersion.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { readSpecifications } from "../../src/specifications/readSpecifications.ts";
import { quietLog, trustAll } from "../support/machine.ts";
import { miseProgram } from "../tools/mise.mjs";

const program = await miseProgram();
const root = realpathSync(mkdtempSync(join(tmpdir(), "ge-mise-")));
const folder = join(root, "project");
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Gos that mise considers installed, the highest last. */
const installed = ["1.14", "1.21.13", "1.22.5", "1.22.10", "1.23.4"] as GoVersion[];
for (const version of installed) {
	const go = join(root, "data", "installs", "go", version, "bin", "go");
	mkdirSync(dirname(go), { recursive: true });
	writeFileSync(go, "#!/bin/sh\n");
	chmodSync(go, 0o755);
}

type Variables = Readonly<Record<string, string>>;

function variables(environment: string, more: Variables = {}): Record<string, string> {
	return {
		PATH: "/usr/bin:/bin",
		HOME: join(root, "home"),
		MISE_DATA_DIR: join(root, "data"),
		MISE_TRUSTED_CONFIG_PATHS: "/",
		MISE_OFFLINE: "1",
		MISE_IDIOMATIC_VERSION_FILE_ENABLE_TOOLS: "go",
		MISE_CEILING_PATHS: dirname(root),
		...(environment === "" ? {} : { MISE_ENV: environment }),
		...more,
	};
}

/** The version that mise runs in the folder, `system`, or undefined for none. */
function theirs(more: Variables = {}): string | undefined {
	const options = { cwd: folder, env: variables("", more), encoding: "utf8" } as const;
	const { stdout } = spawnSync(program ?? "", ["ls", "go", "--current", "--json"], options);
	const rows = stdout.startsWith("[") ? (JSON.parse(stdout) as { version: string; installed: boolean }[]) : [];
	if (rows.length === 1 && rows[0]?.version === "system") return "system";
	const which = spawnSync(program ?? "", ["which", "go"], options);
	return /\/installs\/go\/([^/]+)\/bin\/go/.exec(which.stdout)?.[1];
}

const host = (environment = "", more: Variables = {}): Host =>
	nodeHost({
		variables: variables(environment, more),
		home: join(root, "home"),
		trust: trustAll,
		log: quietLog,
		storeFolder: join(root, "store"),
	});

async function specification(environment = "", more: Variables = {}): Promise<Specification | undefined> {
	const { specifications } = await readSpecifications(host(environment, more), folder, new AbortController().signal);
	return specifications.find(({ file }) => file.startsWith(folder));
}

/** The installed version that our demand resolves to. */
async function ours(more: Variables = {}): Promise<string | undefined> {
	const { demand } = (await specification("", more)) ?? {};
	for (const reference of demand?.alternatives ?? []) {
		if (reference === "inherited") return "system";
		const wanted = parseGoVersion(reference);
		const matching = installed.filter(
			(version) => reference === "latest" || (wanted !== undefined && matchesGoVersion(version, wanted)),
		);
		if (matching.length > 0) return matching.at(-1);
	}
	return undefined;
}

function write(files: Record<string, string>): void {
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
}

beforeEach(() => {
	for (const place of [
		folder,
		...["home", "config", "system", "mise.toml", "g.toml"].map((name) => join(root, name)),
	]) {
		rmSync(place, { recursive: true, force: true });
	}
	mkdirSync(folder);
});

const lock = '[[tools.go]]\nversion = "1.22.5"\nbackend = "core:go"\n';

describe.skipIf(program === undefined)("what mise runs is what we read", () => {
	it.each([
		"1.22",
		"1.14",
		"1",
		"1.22.5\r\n",
		"1.22.5 # pinned",
		"# pinned\n1.22.5",
		"\n\n1.22.5",
		"v1.22.5",
		"\uFEFF1.22.5",
		"latest",
		"system",
		"prefix:1.22",
		"1.99",
		"",
		"../../etc",
	])(".go-version %j", async (text) => {
		write({ ".go-version": text });
		expect(await ours()).toBe(theirs());
	});

	it.each([
		"go 1.22.5",
		"golang 1.22",
		"go\t1.22.5   # why\r\n",
		"go 1.99 1.22.5",
		"go 1.22.5\ngo 1.23.4",
		"go 1.23.4\ngolang 1.22.5",
		"go: 1.22.5",
		"core:go 1.22.5",
		"go 1.22.5#x",
		"\uFEFFgo 1.22.5",
		"go v1.22.5",
		"go latest",
		"go system",
		"go prefix:1.22",
		"go ref:master",
		"golangci-lint 1.22.5",
		"GO 1.22.5",
		"go=1.22.5",
		"asdf:golang 1.22.5",
		"go",
	])(".tool-versions %j", async (text) => {
		write({ ".tool-versions": text });
		expect(await ours()).toBe(theirs());
	});

	it.each([
		'go = "1.22.5"',
		'"core:go" = "1.22"',
		'golang = "1.22"',
		'go = { version = "1.22.5", postinstall = "x" }',
		'go = ["1.99", "1.22.5"]',
		'go = ["1.23.4", { version = "1.22.5" }]',
		'go = "latest"',
		'go = "system"',
		'go = "v1.22"',
		'go = "prefix:1.22"',
		'go = { prefix = "1.22" }',
		'go = "1.22.5"\ngolang = "1.23.4"',
		'"core:go" = "1.23.4"\ngo = "1.22.5"',
		'go = { version = "1.22.5", os = ["macos"] }',
		'go = { version = "1.22.5", os = ["linux", "windows"] }',
		'"go:golang.org/x/tools/gopls" = "v0.18.1"',
		'go = "lts"',
		'go = "~1.22"',
		"go = 1.22",
		"go = [",
		'go = "ours"\n[tool_alias.go.versions]\nours = "1.22.5"',
	])("mise.toml %j", async (text) => {
		write({ "mise.toml": `[tools]\n${text}\n` });
		expect(await ours()).toBe(theirs());
	});

	it.each([
		['[tools]\ngo = "1.22"\n', lock],
		['[tools]\ngo = "latest"\n', lock],
		['[tools]\ngo = "1.23"\n', lock],
		['[tools]\ngo = ["1.99", "1.22"]\n', lock],
		['[tools]\n"core:go" = "prefix:1.22"\n', lock],
		['[settings]\nlockfile = false\n[tools]\ngo = "1.22"\n', lock],
		['[tools]\ngo = "1.22"\n', '[[tools.go]]\nversion = "1.22.99"\nbackend = "core:go"\n'],
		['[tools]\ngo = "1.22"\n', "[[tools.go]\n"],
		['[tools]\ngo = "1.22"\n', '[tools.go]\nversion = "1.22.5"\n'],
	])("mise.toml %j with mise.lock %j", async (text, locked) => {
		write({ "mise.toml": text, "mise.lock": locked });
		expect(await ours()).toBe(theirs());
	});

	it.each([
		[".mise.toml", "mise.lock"],
		[".mise.toml", ".mise.lock"],
		["mise.local.toml", "mise.local.lock"],
		["mise.local.toml", "mise.lock"],
		["mise/config.toml", "mise/mise.lock"],
		[".config/mise.toml", ".config/mise.lock"],
		[".config/mise/config.local.toml", ".config/mise/mise.local.lock"],
		["mise/conf.d/x.toml", "mise/mise.lock"],
		["mise/conf.d/x.toml", "mise/conf.d/mise.lock"],
		[".tool-versions", "mise.lock"],
	])("%s with %s", async (file, lockFile) => {
		write({ [file]: file.endsWith(".toml") ? '[tools]\ngo = "1.22"\n' : "go 1.22\n", [lockFile]: lock });
		expect(await ours()).toBe(theirs());
	});

	const go = '[tools]\ngo = "1.22"\n';
	const setting = (text: string): string => `${go}[settings]\n${text}\n`;
	const off = '[settings]\ndisable_tools = ["go"]\n';
	const user = "../home/.config/mise";
	const [disabled, enabled] = ["MISE_DISABLE_TOOLS", "MISE_ENABLE_TOOLS"];

	it.each<[Variables, Record<string, string>]>([
		...["go", "golang", "core:go", "node, go", "GO", "", "go "].map((value): [Variables, Record<string, string>] => [
			{ [disabled]: value },
			{},
		]),
		...["go", "golang", "core:go", "node,go", "node", ""].map((value): [Variables, Record<string, string>] => [
			{ [enabled]: value },
			{},
		]),
		...["go", "golang", "node"].flatMap((name): [Variables, Record<string, string>][] => [
			[{}, { "mise.toml": setting(`disable_tools = ["${name}"]`) }],
			[{}, { "mise.toml": setting(`enable_tools = ["${name}"]`) }],
		]),
		[{}, { "mise.toml": setting("enable_tools = []") }],
		[{}, { "mise.toml": setting('disable_tools = "go"') }],
		[{}, { "mise.toml": setting('disable_tools = ["go"]\nenable_tools = "go"') }],
		[{}, { "mise.toml": setting('disable_tools = ["go"]\nenable_tools = ["go"]') }],
		[{ [enabled]: "go", [disabled]: "go" }, {}],
		[{ [disabled]: "node" }, { "mise.toml": setting('disable_tools = ["go"]') }],
		[{ [disabled]: "" }, { "mise.toml": setting('disable_tools = ["go"]') }],
		[{ [disabled]: "go" }, { "mise.toml": setting('enable_tools = ["go"]') }],
		[{ [enabled]: "go" }, { "mise.toml": setting('disable_tools = ["go"]') }],
		[{}, { "mise.local.toml": off }],
		[{}, { ".mise/conf.d/x.toml": off }],
		[{}, { "../mise.toml": off }],
		[{}, { "../mise.toml": off, "mise.toml": setting("disable_tools = []") }],
		[{}, { [`${user}/config.toml`]: off }],
		[{}, { [`${user}/config.local.toml`]: off }],
		[{}, { [`${user}/conf.d/x.toml`]: off }],
		[{}, { [`${user}/config.toml`]: off, "mise.toml": setting('disable_tools = ["node"]') }],
		[{}, { [`${user}/config.toml`]: off, [`${user}/config.local.toml`]: "[settings]\ndisable_tools = []\n" }],
		[{}, { [`${user}/config.toml`]: off, [`${user}/conf.d/x.toml`]: "[settings]\ndisable_tools = []\n" }],
		[{ MISE_CONFIG_DIR: join(root, "config") }, { "../config/config.toml": off }],
		[{ MISE_CONFIG_DIR: join(root, "config") }, { "../config/conf.d/x.toml": off }],
		[{ XDG_CONFIG_HOME: join(root, "config") }, { "../config/mise/config.toml": off }],
		[{ MISE_GLOBAL_CONFIG_FILE: join(root, "g.toml") }, { "../g.toml": off }],
		[{ MISE_GLOBAL_CONFIG_FILE: join(root, "g.toml") }, { [`${user}/config.toml`]: off }],
		[{ MISE_SYSTEM_CONFIG_DIR: join(root, "system") }, { "../system/config.toml": off }],
		...["1.21", "1.99 1.22.5", "prefix:1.21", "system", "latest", "", "1.99"].map(
			(value): [Variables, Record<string, string>] => [{ MISE_GO_VERSION: value }, {}],
		),
		[{ MISE_GOLANG_VERSION: "1.21" }, {}],
		[{ MISE_GO_VERSION: "1.21", MISE_GOLANG_VERSION: "1.23" }, {}],
		[{ MISE_GO_VERSION: "1.21", [disabled]: "go" }, {}],
		[{ MISE_GO_VERSION: "1.21" }, { "mise.toml": setting('disable_tools = ["go"]') }],
	])("mise.toml with the variables %j and the files %j", async (more, files) => {
		write({ "mise.toml": go, ...files });
		expect(await ours(more)).toBe(theirs(more));
	});

	const toml = ["", ".local"].flatMap((local) =>
		["", ".dev", ".ci"].flatMap((environment) =>
			[".mise", "mise", "mise/config", ".mise/config", ".config/mise", ".config/mise/config", ".config/mise/mise"].map(
				(name) => `${name}${environment}${local}.toml`,
			),
		),
	);
	const every = [
		...toml,
		"mise/conf.d/a.toml",
		"mise/conf.d/b.toml",
		".mise/conf.d/a.toml",
		".config/mise/conf.d/a.toml",
		"mise/mise.toml",
		"config/mise.toml",
		".tool-versions",
		".go-version",
	];

	it.each(["", "dev", "dev,ci"])("its files decide in its own order, with MISE_ENV=%s", async (environment) => {
		write(
			Object.fromEntries(every.map((name) => [name, name.endsWith(".toml") ? '[tools]\ngo = "1.22"\n' : "go 1.22\n"])),
		);
		write({ ".go-version": "1.22\n" });
		const order: string[] = [];
		for (;;) {
			const answer = execFileSync(program ?? "", ["ls", "go", "--current", "--json"], {
				cwd: folder,
				env: variables(environment),
				encoding: "utf8",
				stdio: ["ignore", "pipe", "ignore"],
			});
			const [row] = JSON.parse(answer) as { source?: { path: string } }[];
			const deciding = row?.source?.path;
			expect((await specification(environment))?.file).toBe(deciding);
			if (deciding === undefined) break;
			order.push(deciding);
			rmSync(deciding);
		}
		expect(order.length).toBeGreaterThan(15);
	});
});
