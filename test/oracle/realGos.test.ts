import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applied } from "../../src/core/activation.ts";
import type { Host, Variables } from "../../src/core/host.ts";
import { firstGo } from "../../src/goroot/firstGo.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { sdkProvider } from "../../src/providers/sdk/sdkProvider.ts";
import { discoveredBy } from "../support/discovered.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { goToolchains, smallGoVersions } from "../tools/go.mjs";

/** Resolved on the PATH of each test. */
const program = "go";
const isUnix = process.platform !== "win32";
const [newer = "", older = ""] = smallGoVersions;
const root = temporaryFolder();
const home = join(root, "home");
const { signal } = new AbortController();
const base = { HOME: home, GOENV: "off", GOTOOLCHAIN: "local", GOFLAGS: "" };
let goroots: Record<string, string> = {};
const goroot = (version: string): string => realpathSync(goroots[version] ?? "");

const hostOf = (variables: Variables): Host => nodeHost({ variables, home, trust: trustAll, log: quietLog });

/** The output of the real go on PATH. */
function said(variables: Variables): { readonly goroot: string; readonly version: string } {
	const env = { ...variables };
	const [place = "", version = ""] = execFileSync(program, ["env", "GOROOT", "GOVERSION"], {
		env,
		cwd: root,
		encoding: "utf8",
	})
		.trim()
		.split("\n");
	return { goroot: realpathSync(place), version: version.replace(/^go/, "") };
}

function link(at: string, to: string): string {
	mkdirSync(dirname(at), { recursive: true });
	symlinkSync(to, at);
	return at;
}

beforeAll(async () => {
	if (isUnix) goroots = await goToolchains(smallGoVersions);
	mkdirSync(home, { recursive: true });
}, 600_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(!isUnix)("the Go that we find on PATH is the one that runs", () => {
	/** A layout returns the folder for PATH. */
	const layouts: Record<string, () => string> = {
		"its own bin": () => join(goroot(newer), "bin"),
		"a link to the program": () => dirname(link(join(root, "usr", "bin", "go"), join(goroot(newer), "bin", "go"))),
		"links to links, relative ones too": () => {
			link(join(root, "deb", "lib", "go-1"), goroot(newer));
			link(join(root, "deb", "lib", "go"), "go-1");
			return dirname(link(join(root, "deb", "bin", "go"), "../lib/go/bin/go"));
		},
		"a link to the GOROOT": () => join(link(join(root, "current"), goroot(newer)), "bin"),
		"Homebrew's keg": () => {
			const keg = join(root, "brew", "Cellar", "go", "1");
			link(join(keg, "libexec"), goroot(newer));
			link(join(keg, "bin", "go"), "../libexec/bin/go");
			link(join(root, "brew", "opt", "go"), "../Cellar/go/1");
			return dirname(link(join(root, "brew", "bin", "go"), "../Cellar/go/1/bin/go"));
		},
		"Nix' share/go": () => {
			link(join(root, "nix", "share", "go"), goroot(newer));
			return link(join(root, "nix", "bin"), "share/go/bin");
		},
		"conda's prefix": () => {
			mkdirSync(join(root, "conda", "conda-meta"), { recursive: true });
			link(join(root, "conda", "go"), goroot(newer));
			return dirname(link(join(root, "conda", "bin", "go"), "../go/bin/go"));
		},
	};

	it.each(Object.entries(layouts))("by %s", async (_name, layout) => {
		const variables = { ...base, PATH: `${layout()}:/usr/bin:/bin` };
		const found = await firstGo(hostOf(variables));
		if (found.kind !== "program") throw new Error(found.kind);
		expect({ goroot: realpathSync(found.goroot), version: found.version }).toEqual(said(variables));
	});

	const fails = (variables: Variables): boolean => {
		try {
			execFileSync(program, ["build", "-a", "-o", "/dev/null", "internal/goos"], {
				env: variables,
				cwd: root,
				stdio: "pipe",
			});
			return false;
		} catch {
			return true;
		}
	};

	it("with GOROOT set, right, with a slash at its end, or of another Go: its version, and a fault where builds fail", async () => {
		const PATH = `${join(goroot(newer), "bin")}:/usr/bin:/bin`;
		const file = join(root, "env");
		for (const GOROOT of [
			goroot(newer),
			`${goroot(newer)}/`,
			goroot(older),
			join(root, "gone"),
			join(goroot(newer), "bin"),
		]) {
			writeFileSync(file, `GOROOT=${GOROOT}\n`);
			for (const set of [{ GOROOT }, { GOENV: file }]) {
				const variables = { ...base, PATH, ...set };
				const found = await firstGo(hostOf(variables));
				if (found.kind !== "program") throw new Error(found.kind);
				expect(found.version).toBe(newer);
				expect(found.fault !== undefined).toBe(fails(variables));
				if (found.fault?.kind === "toolchain-missing") continue;
				expect(said(variables).version).toBe(newer);
				if (found.fault === undefined || !("GOENV" in set)) continue;
				execFileSync(program, ["env", "-u", "GOROOT"], { env: variables, cwd: root });
				expect(fails(variables)).toBe(false);
				writeFileSync(file, `GOROOT=${GOROOT}\n`);
			}
		}
	}, 120_000);

	it("and a GOROOT that we call wrong stops the real go", async () => {
		const PATH = `${join(goroot(newer), "bin")}:/usr/bin:/bin`;
		for (const GOROOT of [join(root, "gone"), join(goroot(newer), "bin"), join(goroot(newer), "bin", "go")]) {
			const variables = { ...base, PATH, GOROOT };
			const { faults } = await discoveredBy(sdkProvider, hostOf(variables));
			expect(faults.map(({ kind }) => kind)).toEqual(["toolchain-missing"]);
			const build = (): unknown =>
				execFileSync(program, ["build", "-o", "/dev/null", "fmt"], { env: variables, cwd: root, stdio: "pipe" });
			expect(build).toThrow();
		}
	});
});

describe.skipIf(!isUnix)("activation of a real toolchain", () => {
	it.each(smallGoVersions)("%s runs although another GOROOT is exported", async (version) => {
		const other = version === newer ? older : newer;
		const variables = { ...base, PATH: `${join(goroot(other), "bin")}:/usr/bin:/bin`, GOROOT: goroot(other) };
		const host = hostOf(variables);
		const row = await sdkProvider.classify(host, goroot(version), signal);
		if (row === undefined || sdkProvider.activate === undefined) throw new Error("no row");
		expect(row.name).toBe(`go${version}`);
		const { activation } = await sdkProvider.activate(host, row, variables, signal);
		// core removes variables that a provider does not set
		const after = applied(host, variables, { ...activation, variables: { GOROOT: null, ...activation.variables } });
		expect(said(after)).toEqual({ goroot: goroot(version), version });
	});
});
