import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Host, Variables } from "../../src/core/host.ts";
import { type GoVersion, parseGoVersion } from "../../src/core/versions/goVersion.ts";
import { judged } from "../../src/gomod/judged.ts";
import { requirementsOf } from "../../src/gomod/requirementsOf.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { quietLog, trustAll } from "../support/machine.ts";
import { goToolchain } from "../tools/go.mjs";

const folder = mkdtempSync(join(tmpdir(), "ge-switch-"));
const own = ["1.21.13", "1.25.14"];
const gos = new Map<string, string>();
beforeAll(async () => {
	for (const version of own) gos.set(version, await goToolchain(version));
	mkdirSync(join(folder, "bin"));
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const goLines = ["", "go 1.20", "go 1.21", "go 1.25", "go 1.25.14", "go 1.26rc1", "go 1.99.1"];
const toolchainLines = [
	"",
	"toolchain default",
	"toolchain go1.21.13",
	"toolchain go1.26.1-corp",
	"toolchain go1.98.0",
];
const settings = [
	"",
	"auto",
	"local",
	"path",
	"local+auto",
	"go1.24.4",
	"go1.21.13+auto",
	"go1.99.1+path",
	"go1.26.1-corp",
];

/** Without network and other Gos: the error then names the Go that go would switch to. */
function variablesOf(goToolchainSetting: string, more: Variables = {}): Variables {
	return {
		PATH: join(folder, "bin"),
		HOME: folder,
		GOENV: "off",
		GOPROXY: "off",
		GOFLAGS: "",
		GOTOOLCHAIN: goToolchainSetting,
		...more,
	};
}

/** The Go that the go command runs or would run. */
async function theirs(version: string, place: string, variables: Variables): Promise<string> {
	const program = join(gos.get(version) ?? "", "bin", process.platform === "win32" ? "go.exe" : "go");
	const child = spawn(program, ["version"], { cwd: place, env: variables });
	let output = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += String(part)));
	await new Promise((done) => child.on("close", done));
	return (
		/^go version go(\S+)/m.exec(output)?.[1] ??
		/download go(\S+) for/.exec(output)?.[1] ??
		/cannot find "go(\S+)" in PATH/.exec(output)?.[1] ??
		output
	).replace(/-.*/, "");
}

function hostWith(variables: Variables): Host {
	return nodeHost({ variables, home: folder, trust: trustAll, log: quietLog, storeFolder: join(folder, "store") });
}

const versionOf = (text: string): GoVersion => {
	const version = parseGoVersion(text);
	if (version === undefined) throw new Error(text);
	return version;
};

/** Our answer: the Go that go switches to, or its own; in the modes of `path` only Gos on PATH. */
async function ours(version: string, place: string, variables: Variables): Promise<string> {
	const host = hostWith(variables);
	const requirements = await requirementsOf(host, place, new AbortController().signal);
	const go = { version: versionOf(version), goroot: gos.get(version) ?? "" };
	const rows = await judged(host, requirements, go, { value: "inherit", isDefault: false });
	return rows.find(({ without }) => without === undefined)?.switchesTo ?? version;
}

describe("which Go the go command takes by itself is said as it does", () => {
	it.each(own)(
		"from Go %s, with GOTOOLCHAIN, go and toolchain lines",
		async (version) => {
			const different: unknown[] = [];
			let switched = 0;
			const place = join(folder, `module-${version}`);
			mkdirSync(place);
			const cases = settings.flatMap((setting) =>
				goLines.flatMap((go) => toolchainLines.map((toolchain) => ({ setting, go, toolchain }))),
			);
			// every fourth case, which still covers each setting, go line and toolchain line
			for (const { setting, go, toolchain } of cases.filter((_, index) => index % 4 === 1)) {
				writeFileSync(join(place, "go.mod"), `module a\n${go}\n${toolchain}\n`);
				// there is no row for the verdict
				if (go === "" && !toolchain.startsWith("toolchain go")) continue;
				const wanted = await theirs(version, place, variablesOf(setting));
				const isPath = setting.endsWith("path");
				const said = await ours(version, place, variablesOf(setting));
				// go needs a Go on PATH that does not exist and fails: it does not switch
				const same = said === wanted || (isPath && said === version && wanted !== version);
				if (wanted !== version) switched++;
				if (!same) different.push({ setting, go, toolchain, wanted, said });
			}
			expect(different).toEqual([]);
			expect(switched).toBeGreaterThan(15);
		},
		120_000,
	);

	it("under a go.work, which decides alone, and with GOWORK=off", async () => {
		const place = join(folder, "work");
		mkdirSync(join(place, "a"), { recursive: true });
		writeFileSync(join(place, "go.work"), "go 1.26.1\nuse ./a\n");
		writeFileSync(join(place, "a", "go.mod"), "module a\ngo 1.22\ntoolchain go1.99.1\n");
		for (const more of [{}, { GOWORK: "off" }]) {
			const variables = variablesOf("auto", more);
			const wanted = await theirs("1.25.14", join(place, "a"), variables);
			expect(await ours("1.25.14", join(place, "a"), variables)).toBe(wanted);
		}
	});

	it("with a user's go/env file, GO111MODULE=off and a GOROOT/go.env", async () => {
		const place = join(folder, "settings");
		mkdirSync(place);
		writeFileSync(join(place, "go.mod"), "module a\ngo 1.99.1\n");
		writeFileSync(join(folder, "env"), "GOTOOLCHAIN=auto\n# GOTOOLCHAIN=x\nGOTOOLCHAIN=go1.24.4\n");
		for (const more of [
			{ GOENV: join(folder, "env") },
			{ GOENV: join(folder, "env"), GOTOOLCHAIN: "local" },
			{ GO111MODULE: "off", GOTOOLCHAIN: "auto" },
			{},
		]) {
			const variables = variablesOf("", more);
			const wanted = await theirs("1.25.14", place, variables);
			expect(await ours("1.25.14", place, variables), JSON.stringify(more)).toBe(wanted);
		}
	});
});
