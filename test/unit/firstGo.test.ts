import { afterEach, describe, expect, it } from "vitest";
import { firstGo } from "../../src/goroot/firstGo.ts";
import { goroot, type Machine, type MachineOptions, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

function firstOf(options: MachineOptions): ReturnType<typeof firstGo> {
	made?.remove();
	made = machine(options);
	return firstGo(made.host);
}

const script = (text: string): { program: string } => ({ program: `#!/usr/bin/env bash\n${text}\n` });

describe("the Go that is inherited", () => {
	it("is the first on PATH that a shell would run", async () => {
		const files = {
			...goroot("/opt/go", "1.22.6"),
			"/a/go/readme": "a folder",
			"/b/go": "not executable",
			"/c/go": { link: "gone" },
			"/d/go": { program: "MZ" },
		};
		expect(await firstOf({ variables: { PATH: "/none::.:bin:/a:/b:/c:/d:/opt/go/bin:/usr/bin" }, files })).toEqual({
			kind: "program",
			program: "/opt/go/bin/go",
			goroot: "/opt/go",
			version: "1.22.6",
		});
		expect(await firstOf({ variables: { PATH: "/a:/b:/c:/d" }, files })).toEqual({ kind: "none" });
		expect(await firstOf({ files })).toEqual({ kind: "none" });
	});

	it("is known by its place on PATH and by that in its GOROOT", async () => {
		const files = { ...goroot("/usr/lib/go", "1.22.6"), "/usr/bin/go": { link: "../lib/go/bin/go" } };
		expect(await firstOf({ variables: { PATH: "/usr/bin" }, files })).toMatchObject({
			program: "/usr/bin/go",
			located: "/usr/lib/go/bin/go",
		});
	});

	const two = { ...goroot("/opt/go", "1.25.3"), ...goroot("/opt/other", "1.24.6") };
	const PATH = "/opt/go/bin";
	const own = { kind: "program", program: "/opt/go/bin/go", goroot: "/opt/go", version: "1.25.3" };

	it("has the version of its program, whatever GOROOT names; that it breaks builds is a fault", async () => {
		const mixed = await firstOf({ variables: { PATH, GOROOT: "/opt/other/" }, files: two });
		expect(mixed).toMatchObject({
			...own,
			fault: { kind: "conflict", remedies: [{ text: "Unset GOROOT where it is set." }] },
		});
		const message = mixed.kind === "program" ? mixed.fault?.message : undefined;
		for (const part of ["variable GOROOT", "1.24.6", "/opt/other", "1.25.3"]) expect(message).toContain(part);
		const wrong: Record<string, RegExp> = {
			"/opt/gone": /does not exist/,
			"/opt/go/bin": /not a Go installation/,
			"/opt/go/bin/go": /is a file/,
			"opt/go": /not an absolute path/,
		};
		for (const [GOROOT, words] of Object.entries(wrong)) {
			expect(await firstOf({ variables: { PATH, GOROOT }, files: two })).toMatchObject({
				...own,
				fault: { kind: "toolchain-missing", message: expect.stringMatching(words) },
			});
		}
	});

	it("has no fault where GOROOT does no harm", async () => {
		const files = { ...two, "/opt/link": { link: "go" }, ...goroot("/opt/same", "1.25.3") };
		for (const GOROOT of ["", "/opt/go", "/opt/go/", "/opt/link", "/opt/same"]) {
			expect(await firstOf({ variables: { PATH, GOROOT }, files })).toEqual(own);
		}
	});

	it("obeys GOROOT in the user's go/env file, which the fault names with its line", async () => {
		const file = "/home/u/.config/go/env";
		const files = { ...two, [file]: "GOFLAGS=-x\nGOROOT=/opt/gone\nGOROOT=/opt/other\n", "/e": "GOROOT=/opt/gone\n" };
		const unsetting = { text: "Run `go env -u GOROOT`.", action: { kind: "copy", text: "go env -u GOROOT" } };
		const found = await firstOf({ variables: { PATH }, files });
		expect(found).toMatchObject({ ...own, fault: { kind: "conflict", file, line: 3, remedies: [unsetting] } });
		const message = found.kind === "program" ? found.fault?.message : undefined;
		for (const part of [file, "1.24.6", "1.25.3"]) expect(message).toContain(part);
		expect(await firstOf({ variables: { PATH, GOENV: "/e" }, files })).toMatchObject({
			...own,
			fault: {
				kind: "toolchain-missing",
				file: "/e",
				line: 1,
				remedies: [{ text: "Delete line 1 of /e.", action: { kind: "open", file: "/e", line: 1 } }],
			},
		});
		expect(await firstOf({ variables: { PATH, GOENV: "off" }, files })).toEqual(own);
		expect(await firstOf({ variables: { PATH, GOROOT: "/opt/go" }, files })).toEqual(own);
	});

	it.each([
		["/opt/gone", "Delete line 2 of /e."],
		["opt/go", "Delete line 2 of /e."],
		["/opt/file", "Delete line 2 of /e."],
		["/opt/empty", "Run `go env -u GOROOT`."],
	])("names a remedy that works where go/env says GOROOT=%s", async (named, remedy) => {
		// every go command fails if GOROOT is not a folder, including `go env -u`
		const files = { ...two, "/opt/file": "", "/opt/empty/x": "", "/e": `GOFLAGS=-x\nGOROOT=${named}\n` };
		expect(await firstOf({ variables: { PATH, GOENV: "/e" }, files })).toMatchObject({
			fault: { kind: "toolchain-missing", file: "/e", line: 2, remedies: [{ text: remedy }] },
		});
	});

	it("is found where links and launchers lead to", async () => {
		const usr = (to: string): MachineOptions["files"] => ({ "/usr/bin/go": { link: to } });
		const PATH = "/usr/bin";
		const lib = { ...goroot("/usr/lib/go-1.19", "1.19.8"), "/usr/lib/go": { link: "go-1.19" } };
		expect(
			await firstOf({
				variables: { PATH: "/bin" },
				files: { ...usr("../lib/go/bin/go"), ...lib, "/bin": { link: "usr/bin" } },
			}),
		).toMatchObject({ goroot: "/usr/lib/go", version: "1.19.8" });
		const alternatives = {
			...usr("/etc/alternatives/go"),
			"/etc/alternatives/go": { link: "/usr/lib/go-1.19/bin/go" },
		};
		expect(await firstOf({ variables: { PATH }, files: { ...alternatives, ...lib } })).toMatchObject({
			goroot: "/usr/lib/go-1.19",
		});
		const sdk = goroot("/home/u/sdk/go1.22.6", "1.22.6");
		const wrapper = { ...usr("/home/u/go/bin/go1.22.6"), "/home/u/go/bin/go1.22.6": { program: "\x7fELF" } };
		expect(await firstOf({ variables: { PATH }, files: { ...wrapper, ...sdk } })).toMatchObject({
			goroot: "/home/u/sdk/go1.22.6",
		});
		const snap = {
			"/snap/bin/go": { link: "/usr/bin/snap" },
			"/usr/bin/snap": { program: "\x7fELF" },
			...goroot("/snap/go/9", "1.24.1"),
			"/snap/go/current": { link: "9" },
		};
		expect(await firstOf({ variables: { PATH: "/snap/bin" }, files: snap })).toMatchObject({
			goroot: "/snap/go/current",
		});
		const nix = {
			"/home/u/.nix-profile": { link: "/nix/store/profile" },
			"/nix/store/profile/bin/go": { link: "/nix/store/go/bin/go" },
			"/nix/store/profile/share/go": { link: "/nix/store/go/share/go" },
			"/nix/store/go/bin": { link: "share/go/bin" },
			...goroot("/nix/store/go/share/go", "1.23.4"),
		};
		const stable = await firstOf({ variables: { PATH: "/home/u/.nix-profile/bin" }, files: nix });
		expect(stable).toMatchObject({ goroot: "/home/u/.nix-profile/share/go" });
		const store = await firstOf({ variables: { PATH: "/nix/store/go/bin" }, files: nix });
		expect(store).toMatchObject({ goroot: "/nix/store/go/share/go" });
	});

	it("is conda's own program with the GOROOT beside it, also where it was built for another processor's", async () => {
		const prefix = "/home/u/miniforge3/envs/ci";
		const files = {
			[`${prefix}/conda-meta/history`]: "",
			...goroot(`${prefix}/go`, "1.22.5"),
			[`${prefix}/go/bin/linux_arm64/go`]: { program: "" },
			[`${prefix}/bin/go`]: { link: "../go/bin/linux_arm64/go" },
		};
		const inPrefix = { kind: "program", program: `${prefix}/bin/go`, goroot: `${prefix}/go`, version: "1.22.5" };
		expect(await firstOf({ variables: { PATH: `${prefix}/bin` }, files })).toEqual(inPrefix);
		const windows = await firstOf({
			platform: "win32",
			variables: { PATH: "C:\\conda\\bin" },
			files: {
				"C:\\conda\\conda-meta\\history": "",
				"C:\\conda\\go\\VERSION": "go1.22.5\n",
				"C:\\conda\\bin\\go.exe": "MZ",
			},
		});
		expect(windows).toMatchObject({ program: "C:\\conda\\bin\\go.exe", goroot: "C:\\conda\\go" });
		const packed = await firstOf({
			variables: { PATH: "/opt/packed/bin" },
			files: { "/opt/packed/bin/go": { program: "" }, "/opt/packed/go/VERSION": "go1.22.5\n" },
		});
		expect(packed).toMatchObject({ program: "/opt/packed/bin/go", goroot: "/opt/packed/go" });
	});
});

describe("a shim that comes first", () => {
	const later = goroot("/usr/local/go", "1.26.8");
	const shims: readonly [string, string, MachineOptions["files"], Record<string, string>?][] = [
		["goenv", "/home/u/.goenv/shims", { "/home/u/.goenv/shims/go": script("exec goenv exec go") }],
		["goenv", "/data/shims", { "/data/shims/go": script('exec "$(command -v goenv)" exec "$program" "$@"') }],
		["asdf", "/data/asdf/shims", { "/data/asdf/shims/go": script("x") }, { ASDF_DATA_DIR: "/data/asdf" }],
		["asdf", "/data/shims", { "/data/shims/go": script('# asdf-plugin: golang 1.22.6\nexec asdf exec "go" "$@"') }],
		[
			"mise",
			"/home/u/.local/share/mise/shims",
			{
				"/home/u/.local/share/mise/shims/go": { link: "/home/u/.local/bin/mise" },
				"/home/u/.local/bin/mise": { program: "\x7fELF" },
			},
		],
		["mise", "/data/shims", { "/data/shims/go": { link: "/usr/bin/mise" }, "/usr/bin/mise": { program: "\x7fELF" } }],
		[
			"hermit",
			"/src/project/bin",
			{
				"/src/project/bin/go": { link: ".go-1.26.5.pkg" },
				"/src/project/bin/.go-1.26.5.pkg": { link: "hermit" },
				"/src/project/bin/hermit": script("exec hermit"),
			},
		],
	];

	it.each(shims)("of %s in %s has no GOROOT, and names its manager", async (manager, folder, files, variables = {}) => {
		const found = await firstOf({
			variables: { PATH: `${folder}:/usr/local/go/bin`, ...variables },
			files: { ...files, ...later },
		});
		expect(found).toEqual({ kind: "shim", manager, program: `${folder}/go` });
	});

	it("of mise on Windows", async () => {
		const shim = "C:\\Users\\u\\AppData\\Local\\mise\\shims";
		const found = await firstOf({
			platform: "win32",
			variables: { Path: shim },
			files: { [`${shim}\\go.cmd`]: "@mise x" },
		});
		expect(found).toEqual({ kind: "shim", manager: "mise", program: `${shim}\\go.cmd` });
	});

	it("that nobody knows is told by its path", async () => {
		const files = { "/home/u/bin/go": script("exec /opt/go/bin/go"), ...later };
		expect(await firstOf({ variables: { PATH: "/home/u/bin:/usr/local/go/bin" }, files })).toEqual({
			kind: "shim",
			manager: "/home/u/bin/go",
			program: "/home/u/bin/go",
		});
	});
});
