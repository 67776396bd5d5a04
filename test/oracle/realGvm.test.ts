import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
import { applied, listVariables } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Fault } from "../../src/core/fault.ts";
import type { Variables } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { gvmProvider } from "../../src/providers/gvm/gvmProvider.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { cliProgram } from "../support/cli.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { meansMissing, unpackedMeans } from "../tools/means.mjs";

const bash = spawnSync("bash", ["--version"]).status === 0;
const missing = bash && process.platform === "linux" ? meansMissing : "gvm needs bash, and is tried on Linux";
const why = missing === undefined ? "" : ` (skipped: ${missing})`;
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home = join(folder, "home");
const gvmRoot = join(home, ".gvm");
const tools = join(folder, "tools");
const archives = join(folder, "archives");
const systemGo = join(folder, "system-go");
const project = join(folder, "project");
const signal = new AbortController().signal;
const clean: Variables = {
	HOME: home,
	PATH: `${tools}:${join(systemGo, "bin")}:/usr/bin:/bin`,
	LANG: "C",
	LD_LIBRARY_PATH: "/mine/lib",
};

/** A fake go with the answers that gvm needs. */
function writeGo(place: string, version: string): void {
	for (const name of ["bin", "src", "pkg/tool"]) mkdirSync(join(place, name), { recursive: true });
	writeFileSync(join(place, "VERSION"), `go${version}\n`);
	program(
		join(place, "bin", "go"),
		`case "$*" in "env GOROOT") echo "${"$"}{GOROOT:-$(cd "$(dirname "$0")/.." && pwd)}";; env) echo "GOROOT=${place}";; *) echo "go version go${version} linux/amd64";; esac`,
	);
}

function program(path: string, script: string): void {
	writeFileSync(path, `#!/bin/bash\n${script}\n`);
	chmodSync(path, 0o755);
}

/** The output of bash; throws if a command of the script fails. */
function inBash(script: string, variables: Variables = clean): string {
	const { stdout, stderr, status } = spawnSync("bash", ["--noprofile", "--norc", "-c", script], {
		cwd: project,
		env: { ...variables, GO_BINARY_BASE_URL: `file://${archives}`, GVM_NO_UPDATE_PROFILE: "1" },
		encoding: "utf8",
	});
	if (status !== 0) throw new Error(`${script}\n${stdout}\n${stderr}`);
	return stdout;
}

const sourced = `. ${gvmRoot}/scripts/gvm`;

/** Creates everything with gvm's own commands, starting with its installer. */
function installGvm(): void {
	for (const name of [home, tools, archives, project]) mkdirSync(name, { recursive: true });
	// gvm wants to compile, and checks for build tools
	for (const name of ["git", "ar", "bison", "gcc", "make", "curl", "hexdump"]) {
		if (spawnSync("which", [name]).status !== 0) program(join(tools, name), "true");
	}
	writeGo(systemGo, "1.19.8");
	for (const version of ["1.21.6", "1.22.6"]) {
		const place = join(folder, version);
		writeGo(join(place, "go"), version);
		const architecture = process.arch === "arm64" ? "arm64" : "amd64";
		inBash(`tar -czf ${archives}/go${version}.linux-${architecture}.tar.gz -C ${place} go`);
	}
	const source = unpackedMeans("gvm", folder);
	const commit = "git -c user.name=x -c user.email=x@example.com -c init.defaultBranch=master";
	inBash(`cd ${source} && ${commit} init -q && git add -A && ${commit} commit -qm x && bash binscripts/gvm-installer`);
	inBash(
		[
			sourced,
			"gvm install go1.22.6 -B && gvm install go1.21.6 -B",
			"gvm use go1.21.6 && gvm pkgset create old",
			"gvm use go1.22.6 && gvm pkgset create work && gvm pkgset create --local",
			"gvm alias create stable go1.21.6",
		].join(" && "),
	);
}

/** The variables of a program that is started after a script. */
function variablesBehind(script: string): Variables {
	const answer = inBash(`{ ${script}; } >/dev/null && env -0`);
	const own = new Set(["_", "PWD", "OLDPWD", "SHLVL", "GO_BINARY_BASE_URL", "GVM_NO_UPDATE_PROFILE"]);
	const pairs = answer.split("\0").filter(Boolean);
	const entries = pairs.map((pair): [string, string] => {
		const at = pair.indexOf("=");
		return [pair.slice(0, at), pair.slice(at + 1)];
	});
	return Object.fromEntries(entries.filter(([name]) => !own.has(name)));
}

const hostWith = (variables: Variables) =>
	nodeHost({ variables, home, trust: trustAll, log: quietLog, storeFolder: join(folder, "store") });

async function listed(): Promise<{ rows: readonly GoEnvironment[]; faults: readonly Fault[] }> {
	const host = hostWith(clean);
	const rows: GoEnvironment[] = [];
	const faults: Fault[] = [];
	for (const list of [
		gvmProvider.discoverMachine(host, { searchPaths: [] }, signal),
		gvmProvider.discoverFolder(host, project, { searchPaths: [] }, signal),
	]) {
		for await (const one of list) {
			if (one.kind === "environment") rows.push(one.environment);
			if (one.kind === "fault") faults.push(one.fault);
		}
	}
	return { rows, faults };
}

async function activated(environment: GoEnvironment, base: Variables): Promise<Variables> {
	const host = hostWith(base);
	const goToolchain = { value: "inherit", isDefault: false } as const;
	const context = { host, providers: [gvmProvider], goToolchain, knowledge };
	const { activation } = await activateEnvironment(context, environment, base, signal);
	return applied(host, base, activation);
}

/**
 * The variables as programs use them. gvm moves its own entries of PATH to the front and drops duplicates and empty ones
 * (function/munge_path); in the other lists it has those of the Go twice after `gvm use X@set`. We remove GOROOT (the program
 * finds it); GVM_PATH_BACKUP is internal to gvm.
 */
function comparable({ GOROOT: _, GVM_PATH_BACKUP: __, ...others }: Variables): Variables {
	const isList = (name: string): boolean => listVariables.some((list) => list === name);
	const munged = (value: string): string => {
		const all = [...new Set(value.split(":").filter(Boolean))];
		const isGvms = (entry: string): boolean => /.\.gvm./.test(entry);
		return [...all.filter(isGvms), ...all.filter((entry) => !isGvms(entry))].join(":");
	};
	const entries = Object.entries(others).map(([name, value]): [string, string] => [
		name,
		isList(name) ? munged(value) : value,
	]);
	return Object.fromEntries(entries.filter(([name, value]) => value !== "" || !isList(name)));
}

/** The arguments of gvm's own commands for a row. */
function used({ name }: GoEnvironment): string {
	const [go = "", pkgset] = name.split("@");
	if (pkgset === undefined) return `gvm use ${go}`;
	return pkgset === "local" ? `gvm use ${go} && gvm pkgset use --local` : `gvm use ${go} && gvm pkgset use ${pkgset}`;
}

describe.skipIf(missing !== undefined)(`the real gvm${why}`, async () => {
	if (missing !== undefined) {
		// a suite without a test would not be counted as skipped
		it("is not asked", () => {});
		return;
	}
	installGvm();
	const { rows, faults } = await listed();
	const names = rows.map(({ name }) => name);
	const shells = new Map<string, Variables>();
	const inUse = (row: GoEnvironment): Variables => {
		const found = shells.get(row.id) ?? variablesBehind(`${sourced} && ${used(row)}`);
		shells.set(row.id, found);
		return found;
	};

	it("lists the Gos, aliases and pkgsets that we list", () => {
		expect(faults).toEqual([]);
		const words = (script: string): string[] =>
			inBash(`${sourced} && ${script}`)
				.split("\n")
				.filter((line) => /^(?: {3}|=>)/.test(line))
				.map((line) => line.replace(/^(?:=>)?\s*/, ""));
		const gos = rows.filter(({ name }) => !name.includes("@"));
		expect(
			new Set(gos.flatMap(({ name, otherNames }) => [name, ...otherNames.filter((other) => !other.includes("@"))])),
		).toEqual(new Set(words("gvm list")));
		for (const { name } of gos.filter(({ name: go }) => go !== "system")) {
			// `local` is listed twice: as the project's, and as a folder of an overlay, whose own gvm file names no Go
			const sets = words(`gvm use ${name} >/dev/null && gvm pkgset list`).filter((word) => word !== "global");
			const own = names.filter((other) => other.startsWith(`${name}@`));
			expect(new Set(own)).toEqual(new Set(sets.map((set) => `${name}@${set}`)));
		}
		expect(names).toHaveLength(new Set(names).size);
	});

	describe("uses what our activation gives", () => {
		it.each(rows)("$name, from a shell that has gvm", async (row) => {
			const base = variablesBehind(sourced);
			const theirs = inUse(row);
			expect(theirs["GOROOT"]).toBe("goroot" in row.toolchain ? row.toolchain.goroot : undefined);
			expect(comparable(await activated(row, base))).toEqual(comparable(theirs));
		});

		it.each(rows)("$name, from a shell where another is in use", async (row) => {
			const theirs = comparable(inUse(row));
			for (const active of rows) {
				const base = inUse(active);
				expect({ active: active.name, ...comparable(await activated(row, base)) }).toEqual({
					active: active.name,
					...theirs,
				});
			}
		});

		it("the alias, and the default that its new shells have", async () => {
			const stable = rows.find(({ otherNames }) => otherNames.includes("stable"));
			expect(stable?.name).toBe("go1.21.6");
			if (stable === undefined) return;
			const { gvm_alias_name: alias, ...theirs } = variablesBehind(`${sourced} && gvm use stable`);
			expect(alias).toBe("stable");
			expect(comparable(await activated(stable, variablesBehind(sourced)))).toEqual(comparable(theirs));
			inBash(`${sourced} && gvm use go1.22.6 --default`);
			const work = rows.find(({ name }) => name === "go1.22.6@work");
			if (work === undefined) throw new Error("no pkgset");
			const expected = comparable(variablesBehind(`${sourced} && ${used(work)}`));
			expect(comparable(await activated(work, variablesBehind(sourced)))).toEqual(expected);
			expect((await listed()).rows.map(({ name }) => name)).toEqual(names);
		});
	});

	describe("after its own commands another `eval` takes back what is still ours", () => {
		const inUse = 'echo "$(go version | cut -d" " -f3) ${gvm_go_name-none} ${gvm_pkgset_name-none}"; sound';
		/** Prints inconsistencies: entries of PATH and of GOPATH of another Go than the one in use, duplicates of its own, GOROOT. */
		const functions = [
			`ge() { "${process.execPath}" "${cliProgram()}" "$@"; }`,
			'ev() { eval "$(ge env --environment "$1")"; }',
			"sound() {",
			'	local others="$(tr : "\\n" <<<"$PATH:$GOPATH" | grep -E "^$HOME/\\.gvm/(gos|pkgsets)/" | grep -vE "/${gvm_go_name:-none}(/|$)")"',
			'	[ -z "$others" ] || echo "entries of another Go: $others"',
			'	others="$(tr : "\\n" <<<"$PATH" | grep -F "$HOME/.gvm/gos/" | sort | uniq -d)"',
			'	[ -z "$others" ] || echo "twice: $others"',
			'	others="$(go version | cut -d" " -f3)"',
			'	[ "$(cat "$(go env GOROOT)/VERSION")" = "$others" ] || echo "GOROOT $(go env GOROOT) for $others"',
			"	return 0",
			"}",
		].join("\n");
		// the tests before decide what new shells have
		beforeAll(() => void inBash(`rm -f "$HOME/.gvm/environments/default"`));

		const other = "go1.21.6 go1.21.6 global";
		const work = "go1.22.6 go1.22.6 work";
		const outside = "go1.19.8 none none";
		/** gvm's commands still work. */
		const round = `gvm use go1.22.6@work; ${inUse}`;

		it.each<[string, string, readonly string[]]>([
			["nothing", "ev go1.22.6@work; ev inherited", [outside, work]],
			["another Go", "ev go1.22.6@work; gvm use go1.21.6; ev inherited", [other, work]],
			["another pkgset", "ev go1.22.6; gvm pkgset use work; ev inherited", [work, work]],
			["the same again", "ev go1.21.6; gvm use go1.21.6; ev inherited", [other, work]],
			["another one and back", "ev go1.21.6; gvm use go1.22.6; gvm use go1.21.6; ev inherited", [other, work]],
			["one that was left, again", "gvm use go1.21.6; ev go1.22.6; gvm use go1.21.6; ev inherited", [other, work]],
			["one that was left for an SDK", "gvm use go1.21.6; ev $SDK; ev inherited", [other, work]],
			["another one behind an SDK", "gvm use go1.22.6; ev $SDK; gvm use go1.21.6; ev inherited", [other, work]],
			["another one, and ours", "ev go1.22.6@work; gvm use go1.21.6; ev go1.22.6@work", [work, work]],
		])(
			"%s",
			(_, script, expected) => {
				const start = `${sourced}; SDK="${join(folder, "1.21.6", "go")}"`;
				const text = [functions, start, `{ ${script}; } >/dev/null`, inUse, round].join("\n");
				const lines = inBash(text)
					.split("\n")
					.filter((line) => line !== "" && !line.startsWith("Now using"));
				expect(lines).toEqual(expected);
			},
			120_000,
		);
	});
});
