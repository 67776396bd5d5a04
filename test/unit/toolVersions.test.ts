import { describe, expect, it } from "vitest";
import { compareToolVersions, dlvVersion, goplsVersion } from "../../src/tools/toolVersion.ts";
import { bestRelease, type GoTool, installCommand, toolFit, toolReleases } from "../../src/tools/toolVersions.ts";
import { goVersion } from "../support/rows.ts";

const served = (go: string, language?: string) => ({
	version: goVersion(go),
	...(language === undefined ? {} : { language: goVersion(language) }),
});
const fitOf = (tool: GoTool, version: string, go: string, built: { by?: string; language?: string } = {}) =>
	toolFit(
		{ tool, version, ...(built.by === undefined ? {} : { builtWith: goVersion(built.by) }) },
		served(go, built.language),
	);

describe("a tool and a Go", () => {
	it.each([
		["dlv", "1.20.2", "1.20.14", "fits"],
		["dlv", "1.20.2", "1.21.13", "too old"],
		["dlv", "1.27.1", "1.26.10", "fits"],
		["dlv", "1.27.1", "1.24.13", "too new"],
		["dlv", "1.27.1", "1.21.13", "too new"],
		// only tried from Go 1.19 on
		["dlv", "1.20.2", "1.18.10", "unknown"],
		["dlv", "1.9.1", "1.21.13", "too old"],
		["dlv", "1.9.1", "1.19.13", "unknown"],
		["dlv", "1.28.0", "1.27.4", "unknown"],
		["dlv", "1.28.0", "1.24.13", "too new"],
		["dlv", "1.27.2", "1.28.0", "too old"],
		["gopls", "0.24.0", "1.27.3", "fits"],
		["gopls", "0.24.0", "1.19.13", "fits"],
		["gopls", "0.24.0", "1.18.10", "too new"],
		["gopls", "0.23.0", "1.17.13", "too new"],
		["gopls", "0.23.0", "1.18.10", "fits"],
		["gopls", "0.21.1", "1.17.13", "unknown"],
		["gopls", "0.19.1", "1.22.12", "fits"],
		["gopls", "0.22.0", "1.17.13", "unknown"],
		["gopls", "0.25.0", "1.27.3", "unknown"],
		["gopls", "0.24.0", "1.28.0", "unknown"],
	] as const)("%s %s and Go %s: %s", (tool, version, go, kind) => {
		expect(fitOf(tool, version, go).kind).toBe(kind);
	});

	it("do not fit if the Go that built gopls is older than the language of the files", () => {
		expect(fitOf("gopls", "0.23.0", "1.27.3", { by: "1.26.8", language: "1.27.1" })).toMatchObject({
			kind: "too old",
			message: "gopls 0.23.0 was built with Go 1.26.8 and does not know the language of Go 1.27.1.",
			better: { version: "0.24.0" },
		});
		expect(fitOf("gopls", "0.23.0", "1.27.3", { by: "1.26.8", language: "1.26" }).kind).toBe("fits");
		expect(fitOf("gopls", "0.23.0", "1.27.3", { by: "1.26.8" }).kind).toBe("fits");
		expect(fitOf("dlv", "1.26.2", "1.26.8", { by: "1.25.1", language: "1.26" }).kind).toBe("fits");
	});

	it("that do not fit have a sentence and a release that fits", () => {
		const found = fitOf("dlv", "1.27.1", "1.22.12");
		expect(found).toMatchObject({
			message: "dlv 1.27.1 is too new for Go 1.22.12.",
			better: { version: "1.25.2", builtWith: "1.25.14" },
		});
		expect(fitOf("dlv", "1.27.2", "1.28.0")).not.toHaveProperty("better");
	});
});

describe("the table", () => {
	it("is in order, and each Go that builds a release is one that it serves", () => {
		for (const rows of Object.values(toolReleases)) {
			for (const [at, row] of rows.entries()) {
				const before = rows[at - 1];
				if (before !== undefined) expect(compareToolVersions(before.version, row.version)).toBeLessThan(0);
				expect(row.oldest <= row.newest).toBe(true);
			}
		}
		for (const tool of ["gopls", "dlv"] as const) {
			for (const { builtWith, version } of toolReleases[tool]) {
				expect(
					toolFit({ tool, version, builtWith }, { version: builtWith, language: builtWith }).kind,
					`${tool} ${version}`,
				).toBe("fits");
			}
		}
	});

	it("names a release for every Go from 1.19 on", () => {
		for (let minor = 19; minor <= 27; minor++) {
			for (const tool of ["gopls", "dlv"] as const) {
				expect(bestRelease(tool, served(`1.${minor}.1`, `1.${minor}`)), `${tool} for 1.${minor}`).toBeDefined();
			}
		}
		expect(bestRelease("dlv", served("1.17"))).toBeUndefined();
	});

	it("says how a release is installed, with exactly the Go that builds it", () => {
		const release = bestRelease("gopls", served("1.26.8"));
		if (release === undefined) expect.fail("no release");
		expect(installCommand("linux", "gopls", release)).toBe(
			"GOTOOLCHAIN=go1.27.3 go install golang.org/x/tools/gopls@v0.24.0",
		);
		expect(installCommand("win32", "gopls", release)).toMatch(/^\$env:GOTOOLCHAIN='go1\.27\.3'; go install /);
	});
});

describe("what the programs say of themselves", () => {
	it("is read from real output (gopls 0.23.0, dlv 1.26.2)", () => {
		const gopls = [
			"Build info",
			"----------",
			"golang.org/x/tools/gopls v0.23.0",
			"    golang.org/x/tools/gopls@v0.23.0 h1:x=",
			"    mvdan.cc/xurls/v2@v2.6.0 h1:3NTZ=",
			"go: go1.26.8",
			"",
		].join("\n");
		expect(goplsVersion(gopls)).toEqual({ version: "0.23.0", builtWith: "1.26.8" });
		expect(dlvVersion("Delve Debugger\nVersion: 1.26.2\nBuild: $Id: feb7 $\n")).toEqual({ version: "1.26.2" });
	});

	it.each(["", "golang.org/x/tools/gopls (devel)\n", "golang.org/x/tools/gopls v0.25.0-pre.1\n", "flag provided: -v"])(
		"is nothing for a development build, a pre-release or another program: %j",
		(output) => {
			expect(goplsVersion(output)).toBeUndefined();
			expect(dlvVersion(output)).toBeUndefined();
		},
	);
});
