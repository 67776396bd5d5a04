import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type GoVersion, matchesGoVersion, parseGoVersion } from "../../src/core/goVersion.ts";
import type { Host } from "../../src/core/host.ts";
import type { Specification } from "../../src/core/specification.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { readSpecifications } from "../../src/specifications/readSpecifications.ts";
import { quietLog, trustAll } from "../support/machine.ts";
import { miseProgram } from "../tools/mise.mjs";

const program = await miseProgram();
const root = realpathSync(mkdtempSync(join(tmpdir(), "ge-mise-")));
const folder = join(root, "project");
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Gos that mise takes for installed, the highest last. */
const installed = ["1.14", "1.21.13", "1.22.5", "1.22.10", "1.23.4"] as GoVersion[];
for (const version of installed) {
	const go = join(root, "data", "installs", "go", version, "bin", "go");
	mkdirSync(dirname(go), { recursive: true });
	writeFileSync(go, "#!/bin/sh\n");
	chmodSync(go, 0o755);
}

function variables(environment: string): Record<string, string> {
	return {
		PATH: "/usr/bin:/bin",
		HOME: join(root, "home"),
		MISE_DATA_DIR: join(root, "data"),
		MISE_TRUSTED_CONFIG_PATHS: "/",
		MISE_OFFLINE: "1",
		MISE_IDIOMATIC_VERSION_FILE_ENABLE_TOOLS: "go",
		MISE_CEILING_PATHS: root,
		...(environment === "" ? {} : { MISE_ENV: environment }),
	};
}

/** The version that mise runs in the folder, `system`, or undefined for none. */
function theirs(): string | undefined {
	const options = { cwd: folder, env: variables(""), encoding: "utf8" } as const;
	const { stdout } = spawnSync(program ?? "", ["ls", "go", "--current", "--json"], options);
	const rows = stdout.startsWith("[") ? (JSON.parse(stdout) as { version: string; installed: boolean }[]) : [];
	if (rows.length === 1 && rows[0]?.version === "system") return "system";
	const which = spawnSync(program ?? "", ["which", "go"], options);
	return /\/installs\/go\/([^/]+)\/bin\/go/.exec(which.stdout)?.[1];
}

const host = (environment = ""): Host =>
	nodeHost({
		variables: variables(environment),
		home: join(root, "home"),
		trust: trustAll,
		log: quietLog,
		storeFolder: join(root, "store"),
	});

async function specification(environment = ""): Promise<Specification | undefined> {
	const { specifications } = await readSpecifications(host(environment), folder, new AbortController().signal);
	return specifications.find(({ file }) => file.startsWith(folder));
}

/** The installed version that our demand means. */
async function ours(): Promise<string | undefined> {
	const { demand } = (await specification()) ?? {};
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
	rmSync(folder, { recursive: true, force: true });
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
