import { afterEach, describe, expect, it } from "vitest";
import type { Platform } from "../../../src/core/host.ts";
import { sdkProvider } from "../../../src/providers/sdk/sdkProvider.ts";
import { discoveredBy } from "../../support/discovered.ts";
import { goroot, type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

async function locationsOf(options: MachineOptions): Promise<readonly string[]> {
	made = machine(options);
	const { environments, faults } = await discoveredBy(sdkProvider, made.host);
	expect(faults).toEqual([]);
	return environments.map(({ location }) => location);
}

/** The first bytes of programs (go version -m of each; ELF e_machine at 18). */
function elf(machine: number, isBigEndian = false): Uint8Array {
	const bytes = new Uint8Array(64);
	bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, isBigEndian ? 2 : 1, 1]);
	bytes.set(isBigEndian ? [machine >> 8, machine & 255] : [machine & 255, machine >> 8], 18);
	return bytes;
}
const pe = new TextEncoder().encode("MZ\u0090\0\u0003");
const machO = new Uint8Array([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1]);

describe("a Go for another platform is never offered", () => {
	const programs: readonly [string, Uint8Array, readonly Platform[]][] = [
		["x64 Linux", elf(62), ["linux"]],
		["32-bit Linux", elf(3), ["linux"]],
		["arm64 Linux", elf(183), []],
		["s390x Linux", elf(22, true), []],
		["macOS", machO, ["darwin"]],
		["Windows", pe, ["win32"]],
	];
	const home = { linux: "/home/u", darwin: "/Users/u", win32: "C:\\Users\\u" };

	it.each(programs)("a program of %s", async (_name, bytes, runsOn) => {
		for (const platform of ["linux", "darwin", "win32"] as const) {
			const separator = platform === "win32" ? "\\" : "/";
			const at = [home[platform], ".goenv", "versions", "1.22.6"].join(separator);
			const program = [at, "bin", platform === "win32" ? "go.exe" : "go"].join(separator);
			const target = machine({ platform, files: goroot(at, "1.22.6", platform) });
			target.write({ [program]: bytes });
			const { environments } = await discoveredBy(sdkProvider, target.host);
			target.remove();
			expect([platform, environments.length]).toEqual([platform, runsOn.includes(platform) ? 1 : 0]);
		}
	});

	it("nor on PATH: a go that begins with MZ", async () => {
		made = machine({ variables: { PATH: "/opt/go/bin" }, files: goroot("/opt/go", "1.22.6") });
		expect((await discoveredBy(sdkProvider, made.host)).environments).toHaveLength(1);
		made.write({ "/opt/go/bin/go": pe });
		expect((await discoveredBy(sdkProvider, made.host)).environments).toEqual([]);
	});

	const windowsDrive = {
		...goroot("/mnt/c/Program Files/Go", "1.26.8"),
		"/home/u/.goenv/versions/1.26.8": { link: "/mnt/c/Program Files/Go" },
	};
	const PATH = "/mnt/c/Program Files/Go/bin";

	it("in WSL nothing below /mnt/<drive>, by its variable or by the kernel's name", async () => {
		expect(await locationsOf({ variables: { PATH, WSL_DISTRO_NAME: "Debian" }, files: windowsDrive })).toEqual([]);
		made?.remove();
		const osrelease = { "/proc/sys/kernel/osrelease": "5.15.153.1-microsoft-standard-WSL2\n" };
		expect(await locationsOf({ variables: { PATH }, files: { ...windowsDrive, ...osrelease } })).toEqual([]);
	});

	it("outside WSL /mnt/c is a folder like others", async () => {
		expect(await locationsOf({ variables: { PATH }, files: windowsDrive })).toEqual(["/mnt/c/Program Files/Go"]);
	});

	it("toolchains that go fetched for others", async () => {
		const cache = "/home/u/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.6.";
		const files = Object.assign(
			{},
			...["linux-amd64", "linux-arm64", "darwin-amd64", "windows-amd64"].map((name) => goroot(cache + name, "1.22.6")),
		);
		expect(await locationsOf({ files })).toEqual([`${cache}linux-amd64`]);
	});

	it("named by its path it is broken, and says why", async () => {
		made = machine({ files: goroot("/opt/go", "1.22.6") });
		made.write({ "/opt/go/bin/go": pe });
		const row = await sdkProvider.classify(made.host, "/opt/go", new AbortController().signal);
		expect(row?.toolchain).toMatchObject({ kind: "broken", version: "1.22.6", problem: { kind: "foreign-platform" } });
	});
});
