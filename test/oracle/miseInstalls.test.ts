import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Host } from "../../src/core/host.ts";
import { firstGo } from "../../src/goroot/firstGo.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { sdkProvider } from "../../src/providers/sdk/sdkProvider.ts";
import { discoveredBy } from "../support/discovered.ts";
import { goroot, quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { miseProgram } from "../tools/mise.mjs";

const mise = process.platform === "win32" ? undefined : await miseProgram();

const root = temporaryFolder();
const home = join(root, "home");
const installs = join(home, ".local", "share", "mise", "installs", "go");
const real = join(root, "elsewhere", "go");
const system = join(root, "system");
const shared = join(root, "shared");
const base = {
	HOME: home,
	PATH: "/usr/bin:/bin",
	MISE_OFFLINE: "1",
	MISE_SYSTEM_DATA_DIR: system,
	MISE_SHARED_INSTALL_DIRS: shared,
};

interface Listed {
	readonly version: string;
	readonly install_path: string;
	readonly installed: boolean;
}

function run(variables: NodeJS.ProcessEnv, ...parameters: string[]): string {
	if (mise === undefined) throw new Error("no mise");
	return execFileSync(mise, parameters, { cwd: home, env: variables, encoding: "utf8", stdio: "pipe" });
}

const hostOf = (variables: Readonly<Record<string, string>>): Host =>
	nodeHost({ variables, home, trust: trustAll, log: quietLog });

async function rowsOf(variables: Readonly<Record<string, string>>): Promise<readonly GoEnvironment[]> {
	const { environments } = await discoveredBy(sdkProvider, hostOf(variables));
	return environments.filter(({ location, otherPaths }) =>
		[location, ...otherPaths].some((path) => path.startsWith(root)),
	);
}

/** The row whose GOROOT is a path, or its `go`. */
const rowAt = (rows: readonly GoEnvironment[], path: string): GoEnvironment | undefined =>
	rows.find(({ location, otherPaths }) =>
		[location, ...otherPaths].some((own) => own === path || own === join(path, "go")),
	);

function write(at: string, version: string): void {
	for (const [path, content] of Object.entries(goroot(at, version))) {
		mkdirSync(join(path, ".."), { recursive: true });
		const isProgram = typeof content === "object" && content !== null && "program" in content;
		writeFileSync(path, isProgram ? content.program : String(content), { mode: isProgram ? 0o755 : 0o644 });
	}
}

beforeAll(() => {
	write(join(installs, "1.22.5"), "1.22.5");
	write(join(installs, "1.22.10"), "1.22.10");
	write(join(installs, "1.19.8", "go"), "1.19.8");
	write(join(installs, "1.22.3-corp"), "1.22.3-corp");
	write(join(installs, "1.23.1"), "1.23.1");
	write(join(system, "installs", "go", "1.21.13"), "1.21.13");
	write(join(shared, "go", "1.20.14"), "1.20.14");
	write(real, "1.26.8");
	symlinkSync(join(root, "gone"), join(installs, "1.18.1"));
	// as mise leaves it during an installation
	mkdirSync(join(home, ".cache", "mise", "go", "1.23.1"), { recursive: true });
	writeFileSync(join(home, ".cache", "mise", "go", "1.23.1", "incomplete"), "");
	if (mise === undefined) return;
	run(base, "link", "go@1.26.8", real);
	run(base, "link", "go@mine", real);
	run(base, "reshim"); // creates `1`, `1.22`, `latest` and the shims
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(mise === undefined)("mise", () => {
	it("lists the Gos that we list, with the same paths", async () => {
		const listed: readonly Listed[] = JSON.parse(run(base, "ls", "go", "--json"));
		const rows = await rowsOf(base);
		expect(listed.filter(({ install_path }) => rowAt(rows, install_path) === undefined)).toEqual([]);
		expect(listed.length).toBe(9);
		for (const { version, install_path, installed } of listed) {
			const row = rowAt(rows, install_path);
			expect([version, row?.toolchain.kind]).toEqual([version, installed ? "known" : "broken"]);
			if (row?.toolchain.kind !== "known") continue;
			expect([version, row.name, ...row.otherNames]).toContain(version === "mine" ? "mine" : `go${version}`);
			expect(row.origin).toBe("mise");
		}
		const unlisted = rows.filter((row) => !listed.some(({ install_path }) => rowAt([row], install_path) === row));
		expect(unlisted.map(({ name, problems }) => [name, problems.map(({ kind }) => kind)])).toEqual([
			["go1.23.1", ["toolchain-incomplete"]],
		]);
	});

	it("runs a Go with the GOROOT and the program of our row", async () => {
		const rows = await rowsOf(base);
		for (const version of ["1.22.5", "1.19.8", "1.22.3-corp", "1.21.13", "1.20.14", "mine"]) {
			const row = rowAt(rows, run(base, "where", `go@${version}`).trim());
			const said = run(base, "exec", `go@${version}`, "--", "sh", "-c", 'echo "$GOROOT"').trim();
			if (row === undefined) throw new Error(`no row for ${version}`);
			expect([version, row.location, ...row.otherPaths]).toContain(said);
		}
	});

	it("means by 1.22 and latest what our rows know those links as", async () => {
		const rows = await rowsOf(base);
		const highest = rows.find(({ name }) => name === "go1.22.10");
		expect(highest?.location).toBe(run(base, "where", "go@1.22").trim());
		expect(highest?.otherPaths).toEqual([join(installs, "1.22")]);
		expect(run(base, "where", "go@latest").trim()).toBe(join(installs, "1.26.8"));
		expect(rows.find(({ name }) => name === "go1.26.8")?.otherPaths).toContain(join(installs, "latest"));
	});

	const moved: readonly [string, Record<string, string>, string][] = [
		["MISE_DATA_DIR", { MISE_DATA_DIR: join(root, "a") }, join(root, "a", "installs", "go")],
		["XDG_DATA_HOME", { XDG_DATA_HOME: join(root, "b") }, join(root, "b", "mise", "installs", "go")],
		["MISE_INSTALLS_DIR", { MISE_INSTALLS_DIR: join(root, "c") }, join(root, "c", "go")],
	];

	it.each(moved)("keeps its installs where %s says", async (_name, variables, folder) => {
		write(join(folder, "1.24.1"), "1.24.1");
		const own = { ...base, ...variables };
		const listed: readonly Listed[] = JSON.parse(run(own, "ls", "go", "--json"));
		expect(listed.map(({ version }) => version)).toEqual(["1.20.14", "1.21.13", "1.24.1"]);
		const rows = await rowsOf(own);
		expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(["go1.24.1", "go1.21.13", "go1.20.14"]));
	});

	it("makes shims that we know as its own", async () => {
		const shims = join(home, ".local", "share", "mise", "shims");
		const found = await firstGo(hostOf({ ...base, PATH: shims }));
		expect(found).toEqual({ kind: "shim", manager: "mise", program: join(shims, "go") });
		const elsewhere = join(root, "bin");
		mkdirSync(elsewhere);
		symlinkSync(join(shims, "go"), join(elsewhere, "go"));
		expect(await firstGo(hostOf({ ...base, PATH: elsewhere }))).toMatchObject({ kind: "shim", manager: "mise" });
	});
});
