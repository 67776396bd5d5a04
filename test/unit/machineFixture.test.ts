import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import type { Platform } from "../../src/core/host.ts";
import { type MachineFixture, writeMachine } from "../fixtures/machine.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const plan = { conda: { environments: 8, records: 20, withoutGo: 4 }, gvm: 5, sdks: 12 };

function built(platform: Platform): { readonly on: Machine; readonly fixture: MachineFixture } {
	made = machine({ platform });
	const { path, home } = made.host;
	return { on: made, fixture: writeMachine({ platform, path, home, place: made.place }, plan) };
}

it("the Linux machine's programs run and say the version that VERSION says", () => {
	const { on, fixture } = built("linux");
	const [, prefix] = fixture.conda.prefixes;
	const said = execFileSync(on.place(`${prefix}/bin/go`), ["version"], { encoding: "utf8" });
	const version = readFileSync(on.place(`${prefix}/go/VERSION`), "utf8").split("\n")[0];
	expect(said).toContain(`${version} linux`);
	expect(fixture.conda.withGo).toBe(6);
	expect(existsSync(on.place(`${fixture.conda.prefixes[4]}/go`))).toBe(false);
});

it("each conda-meta holds its history and as many records as planned", () => {
	const { on, fixture } = built("linux");
	for (const prefix of fixture.conda.prefixes) {
		expect(readdirSync(on.place(`${prefix}/conda-meta`))).toHaveLength(21);
		expect(statSync(on.place(`${prefix}/conda-meta/history`)).isFile()).toBe(true);
	}
});

it("bash sources gvm's environment files as gvm's own", () => {
	const { on, fixture } = built("linux");
	const root = fixture.gvm?.root ?? "";
	expect(fixture.gvm?.environments).toContain("go1.21.0@work");
	const file = on.place(`${root}/environments/go1.21.0@work`);
	const script = '. "$1" && echo "$GOROOT" && echo "$PATH" && echo "$GOPATH"';
	// without --norc bash reads ~/.bashrc if its input is a socket, as Node's pipes are
	const parameters = ["--norc", "-c", script, "bash", file];
	const said = execFileSync("bash", parameters, { encoding: "utf8", env: { PATH: "/usr/bin:/bin" } });
	const [goroot, path, gopath] = said.split("\n");
	expect(goroot).toBe(`${root}/gos/go1.21.0`);
	expect(path?.split(":")[0]).toBe(`${root}/pkgsets/go1.21.0/work/bin`);
	expect(gopath).toBe(`${root}/pkgsets/go1.21.0/work:${root}/pkgsets/go1.21.0/global`);
});

it("on Windows Go's programs lie outside of conda's GOROOT, and there is no gvm", () => {
	const { on, fixture } = built("win32");
	const [, prefix] = fixture.conda.prefixes;
	expect(existsSync(on.place(`${prefix}\\bin\\go.exe`))).toBe(true);
	expect(existsSync(on.place(`${prefix}\\go\\VERSION`))).toBe(true);
	expect(existsSync(on.place(`${prefix}\\go\\bin`))).toBe(false);
	expect(fixture.gvm).toBeUndefined();
	expect(fixture.sdks.filter((goroot) => goroot.startsWith("C:\\Users\\u\\scoop\\apps\\go\\"))).toHaveLength(3);
});

it("on macOS Homebrew's Gos lie in its Cellar", () => {
	const { on, fixture } = built("darwin");
	const brewed = fixture.sdks.filter((goroot) => goroot.startsWith("/opt/homebrew/Cellar/go@"));
	expect(brewed.length).toBeGreaterThan(0);
	for (const goroot of fixture.sdks) expect(existsSync(on.place(`${goroot}/bin/go`)), goroot).toBe(true);
});
