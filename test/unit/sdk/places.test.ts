import { afterEach, describe, expect, it } from "vitest";
import type { GoEnvironment } from "../../../src/core/environment.ts";
import { sdkProvider } from "../../../src/providers/sdk/sdkProvider.ts";
import { discoveredBy } from "../../support/discovered.ts";
import { type Content, goroot, type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

async function rowsOf(options: MachineOptions, searchPaths: readonly string[] = []): Promise<readonly GoEnvironment[]> {
	made = machine(options);
	return (await discoveredBy(sdkProvider, made.host, { searchPaths })).environments;
}

/** `origin name kind location` of every row. */
const shown = (rows: readonly GoEnvironment[]): readonly string[] =>
	rows.map(({ origin, name, toolchain, location }) => `${origin} ${name} ${toolchain.kind} ${location}`);

const link = (target: string): Content => ({ link: target });

describe("on Linux", () => {
	it("the Go of PATH keeps the path by which it was found", async () => {
		const rows = await rowsOf({
			variables: { PATH: ":relative/bin:/opt/none/bin:/home/u/go/bin:/opt/current/bin:/usr/bin" },
			files: {
				...goroot("/opt/go1.22.6", "1.22.6"),
				"/opt/current": link("go1.22.6"),
				...goroot("/usr/lib/go-1.19", "1.19.8"),
				"/usr/lib/go": link("go-1.19"),
				"/usr/bin/go": link("../lib/go/bin/go"),
			},
		});
		expect(shown(rows)).toEqual(["PATH go1.22.6 known /opt/current", "distribution go1.19.8 known /usr/lib/go"]);
		expect(rows[0]?.realPaths).toEqual(["/opt/go1.22.6"]);
		expect(rows[1]?.otherPaths).toEqual(["/usr/lib/go-1.19"]);
		expect(rows[1]?.toolchain).toEqual({
			kind: "known",
			version: "1.19.8",
			goroot: "/usr/lib/go",
			program: "/usr/lib/go/bin/go",
		});
	});

	it("conda's layout has its GOROOT beside bin, and its program in bin", async () => {
		const rows = await rowsOf({
			variables: { PATH: "/home/u/miniforge3/envs/ci/bin" },
			files: {
				...goroot("/home/u/miniforge3/envs/ci/go", "1.22.5"),
				"/home/u/miniforge3/envs/ci/conda-meta/history": "",
				"/home/u/miniforge3/envs/ci/bin/go": link("../go/bin/go"),
			},
		});
		expect(rows.map(({ toolchain }) => toolchain)).toEqual([
			{
				kind: "known",
				version: "1.22.5",
				goroot: "/home/u/miniforge3/envs/ci/go",
				program: "/home/u/miniforge3/envs/ci/bin/go",
			},
		]);
		expect(rows[0]?.realPaths).toEqual(["/home/u/miniforge3/envs/ci/go"]);
	});

	it("every manager's versions are listed as its own", async () => {
		const rows = await rowsOf({
			files: {
				...goroot("/usr/local/go", "1.26.8"),
				...goroot("/usr/lib/golang", "1.24.1"),
				...goroot("/usr/lib/go-1.21", "1.21.13"),
				"/usr/share/go-1.21/VERSION": "go1.21.13",
				...goroot("/snap/go/10000", "1.25.1"),
				"/snap/go/current": link("10000"),
				"/home/u/.nix-profile": link("/nix/var/nix/profiles/u"),
				"/nix/var/nix/profiles/u/share/go": link("/nix/store/a-go-1.23.4/share/go"),
				...goroot("/nix/store/a-go-1.23.4/share/go", "1.23.4"),
				...goroot("/home/u/sdk/go1.22.1", "1.22.1"),
				"/home/u/sdk/go1.22.1/.unpacked-success": "",
				...goroot("/home/u/sdk/gotip", "1.27-devel_abc123"),
				"/home/u/sdk/android/VERSION": "7",
				...goroot("/home/u/.goenv/versions/1.22.2", "1.22.2"),
				...goroot("/home/u/.asdf/installs/golang/1.22.3/go", "1.22.3"),
				...goroot("/home/u/.local/share/mise/installs/go/1.22.4", "1.22.4"),
				...goroot("/home/u/.local/share/mise/installs/go/1.19.8/go", "1.19.8"),
				"/home/u/.local/share/mise/installs/go/1.22": link("./1.22.4"),
				"/home/u/.local/share/mise/installs/go/latest": link("./1.22.4"),
				...goroot("/home/u/.g/versions/1.22.5", "1.22.5"),
				...goroot("/home/u/.go/.versions/1.22.6", "1.22.6"),
				...goroot("/home/u/.cache/hermit/pkg/go-1.22.7", "1.22.7"),
				"/home/u/.cache/hermit/pkg/golangci-lint-1.64.8/x": "",
				...goroot("/home/u/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.8.linux-amd64", "1.22.8"),
				...goroot("/home/linuxbrew/.linuxbrew/Cellar/go/1.22.9/libexec", "1.22.9"),
				"/home/linuxbrew/.linuxbrew/opt/go": link("../Cellar/go/1.22.9"),
			},
		});
		expect(shown(rows)).toEqual([
			"go.dev go1.26.8 known /usr/local/go",
			"distribution go1.24.1 known /usr/lib/golang",
			"distribution go1.21.13 known /usr/lib/go-1.21",
			"Homebrew go1.22.9 known /home/linuxbrew/.linuxbrew/opt/go/libexec",
			"snap go1.25.1 known /snap/go/current",
			"Nix go1.23.4 known /home/u/.nix-profile/share/go",
			"golang.org/dl go1.22.1 known /home/u/sdk/go1.22.1",
			"golang.org/dl gotip known /home/u/sdk/gotip",
			"goenv go1.22.2 known /home/u/.goenv/versions/1.22.2",
			"asdf go1.22.3 known /home/u/.asdf/installs/golang/1.22.3/go",
			"mise go1.22.4 known /home/u/.local/share/mise/installs/go/1.22.4",
			"mise go1.19.8 known /home/u/.local/share/mise/installs/go/1.19.8/go",
			"g go1.22.5 known /home/u/.g/versions/1.22.5",
			"g go1.22.6 known /home/u/.go/.versions/1.22.6",
			"hermit go1.22.7 known /home/u/.cache/hermit/pkg/go-1.22.7",
			"module cache go1.22.8 known /home/u/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.8.linux-amd64",
		]);
		expect(rows.find(({ name }) => name === "go1.22.4")?.otherPaths).toEqual([
			"/home/u/.local/share/mise/installs/go/1.22",
			"/home/u/.local/share/mise/installs/go/latest",
		]);
		expect(new Set(rows.flatMap(({ otherNames }) => otherNames))).toEqual(new Set());
	});

	const more: readonly (readonly [origin: string, goroot: string, variables?: Record<string, string>])[] = [
		["gobrew", "/home/u/.gobrew/versions/1.22.5/go"],
		["gobrew", "/data/.gobrew/versions/1.22.5/go", { GOBREW_ROOT: "/data" }],
		["vfox", "/home/u/.version-fox/cache/golang/v-1.22.5/golang-1.22.5"],
		["vfox", "/home/u/.vfox/cache/golang/v-1.22.5/golang-1.22.5"],
		["vfox", "/data/cache/golang/v-1.22.5/golang-1.22.5", { VFOX_HOME: "/data" }],
		["proto", "/home/u/.proto/tools/go/1.22.5"],
		["proto", "/xdg/proto/tools/go/1.22.5", { XDG_DATA_HOME: "/xdg" }],
		["proto", "/home/u/p/tools/go/1.22.5", { PROTO_HOME: "~/p", XDG_DATA_HOME: "/xdg" }],
		["goup", "/home/u/.go/go1.22.5"],
		["goup", "/home/u/.go/1.22.5"],
		["goup-rs", "/home/u/.goup/go1.22.5"],
		["goup-rs", "/data/go1.22.5", { GOUP_HOME: "/data" }],
		["andrewkroh/gvm", "/home/u/.gvm/versions/go1.22.5.linux.amd64"],
		["andrewkroh/gvm", "/data/versions/go1.22.5.linux.amd64", { GVM_HOME: "/data" }],
		["gimme", "/home/u/.gimme/versions/go1.22.5.linux.amd64"],
		["gimme", "/data/go1.22.5.src", { GIMME_VERSION_PREFIX: "/data" }],
		["webi", "/home/u/.local/opt/go-v1.22.5"],
		["pkgx", "/home/u/.pkgx/go.dev/v1.22.5"],
		["pkgx", "/xdg/pkgx/go.dev/v1.22.5", { XDG_DATA_HOME: "/xdg" }],
		["pkgx", "/data/go.dev/v1.22.5", { PKGX_DIR: "/data" }],
		["aqua", "/home/u/.local/share/aquaproj-aqua/pkgs/http/golang.org/dl/go1.22.5.linux-amd64.tar.gz/go"],
		["aqua", "/data/pkgs/http/golang.org/dl/go1.22.5.linux-amd64.tar.gz/go", { AQUA_ROOT_DIR: "/data" }],
		["setup-go", "/opt/hostedtoolcache/go/1.22.5/x64"],
		["setup-go", "/data/go/1.22.5/x64", { RUNNER_TOOL_CACHE: "/data" }],
		["setup-go", "/data/go/1.22.5/x64", { AGENT_TOOLSDIRECTORY: "/data" }],
		["GoLand", "/home/u/go/go1.22.5"],
		["Flatpak SDK", "/usr/lib/sdk/golang"],
		["PyPI", "/home/u/venv/lib/python3.12/site-packages/go", { VIRTUAL_ENV: "/home/u/venv" }],
	];

	const cases = more.map(([origin, at, variables = {}]) => ({ origin, at, variables }));

	it.each(cases)("$origin has $at", async ({ origin, at, variables }) => {
		const rows = await rowsOf({
			variables,
			files: { ...goroot(at, "1.22.5"), [`${at}/pkg/tool/linux_amd64/compile`]: { program: "" } },
		});
		expect(shown(rows)).toEqual([`${origin} go1.22.5 known ${at}`]);
		expect(rows[0]?.otherNames).toEqual([]);
	});

	it.each(["/home/u/.go/go1.22.5", "/home/u/.goup/go1.22.5"])("%s with its archive is half made", async (at) => {
		const files = { ...goroot(at, "1.22.5"), [`${at}/go1.22.5.linux-amd64.tar.gz`]: "" };
		const [row] = await rowsOf({ files });
		expect(row?.toolchain).toMatchObject({ kind: "broken", problem: { kind: "toolchain-incomplete" } });
	});

	it("what moves with a choice is no row, nor what a folder of others holds beside Gos", async () => {
		const at = "/home/u/.goup/go1.22.5";
		const rows = await rowsOf({
			files: {
				...goroot(at, "1.22.5"),
				[`${at}/.unpacked-success`]: "",
				"/home/u/.goup/current": link("go1.22.5"),
				"/home/u/go/bin/gopls": { program: "" },
				"/home/u/go/go1.22.5/readme": "no Go",
				"/home/u/.local/opt/go-bin-v1.22.5/bin/gopls": { program: "" },
				"/home/u/.gvm/versions/notes/x": "",
			},
		});
		expect(shown(rows)).toEqual([`goup-rs go1.22.5 known ${at}`]);
		expect(rows[0]?.otherPaths).toEqual([]);
	});

	it("Guix links the programs of a package into a profile, and its build removes VERSION", async () => {
		const store = "/gnu/store/abc-go-1.21.5";
		const { [`${store}/VERSION`]: _, ...files } = goroot(store, "1.21.5");
		const rows = await rowsOf({
			files: {
				...files,
				[`${store}/src/internal/buildcfg/zbootstrap.go`]: "package buildcfg\n\nconst version = `go1.21.5`\n",
				"/home/u/.guix-profile": link("/var/guix/profiles/per-user/u/guix-profile"),
				"/var/guix/profiles/per-user/u/guix-profile": link("/gnu/store/def-profile"),
				"/gnu/store/def-profile/bin/go": link(`${store}/bin/go`),
			},
		});
		expect(shown(rows)).toEqual([`Guix go1.21.5 known ${store}`]);
	});

	it("pkgx removes VERSION: the version is what its build wrote", async () => {
		const at = "/home/u/.pkgx/go.dev/v1.22.5";
		const { [`${at}/VERSION`]: _, ...files } = goroot(at, "1.22.5");
		const rows = await rowsOf({
			files: {
				...files,
				[`${at}/src/internal/buildcfg/zbootstrap.go`]: "package buildcfg\n\nconst version = `go1.22.5`\n",
				[`${at}/src/internal/goversion/goversion.go`]: "package goversion\n\nconst Version = 22\n",
			},
		});
		expect(shown(rows)).toEqual([`pkgx go1.22.5 known ${at}`]);
	});

	it("the managers' folders are where their variables say", async () => {
		const rows = await rowsOf({
			variables: {
				GOENV_ROOT: "/data/goenv",
				ASDF_DATA_DIR: "/data/asdf",
				MISE_DATA_DIR: "/data/mise",
				MISE_SYSTEM_DATA_DIR: "/data/system",
				MISE_SHARED_INSTALL_DIRS: "/data/shared",
				HERMIT_STATE_DIR: "/data/hermit",
				HOMEBREW_PREFIX: "/data/brew",
				GOMODCACHE: "/data/modules",
			},
			files: {
				...goroot("/data/goenv/versions/1.22.1", "1.22.1"),
				...goroot("/data/asdf/installs/golang/1.22.2/go", "1.22.2"),
				...goroot("/data/mise/installs/go/1.22.3", "1.22.3"),
				...goroot("/data/system/installs/go/1.22.4", "1.22.4"),
				...goroot("/data/shared/go/1.22.5", "1.22.5"),
				...goroot("/data/hermit/pkg/go-1.22.6", "1.22.6"),
				...goroot("/data/brew/Cellar/go@1.22/1.22.7/libexec", "1.22.7"),
				...goroot("/data/modules/golang.org/toolchain@v0.0.1-go1.22.8.linux-amd64", "1.22.8"),
			},
		});
		expect(rows.map(({ origin, name }) => `${origin} ${name}`)).toEqual([
			"Homebrew go1.22.7",
			"goenv go1.22.1",
			"asdf go1.22.2",
			"mise go1.22.3",
			"mise go1.22.4",
			"mise go1.22.5",
			"hermit go1.22.6",
			"module cache go1.22.8",
		]);
	});

	it("XDG_DATA_HOME moves mise's installs, GOPATH and go's own file the module cache", async () => {
		const toolchain = (at: string): Record<string, Content> =>
			goroot(`${at}/golang.org/toolchain@v0.0.1-go1.22.8.linux-amd64`, "1.22.8");
		const files = {
			...goroot("/xdg/mise/installs/go/1.22.3", "1.22.3"),
			...toolchain("/gopath/pkg/mod"),
			...toolchain("/filed"),
			"/home/u/.config/go/env": "# no\nGOMODCACHE=/first\nGOMODCACHE=/filed\n",
			"/other/env": "GOPATH=/gopath:/second\n",
		};
		const moved = await rowsOf({ variables: { XDG_DATA_HOME: "/xdg" }, files });
		expect(moved.map(({ location }) => location)).toEqual([
			"/xdg/mise/installs/go/1.22.3",
			"/filed/golang.org/toolchain@v0.0.1-go1.22.8.linux-amd64",
		]);
		const other = made?.withOptions({ variables: { GOENV: "/other/env" } });
		const off = made?.withOptions({ variables: { GOENV: "off", GOPATH: "/gopath", GOMODCACHE: "" } });
		for (const host of [other?.host, off?.host]) {
			if (host === undefined) throw new Error("no machine");
			const { environments } = await discoveredBy(sdkProvider, host);
			expect(environments.map(({ location }) => location)).toEqual([
				"/gopath/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.8.linux-amd64",
			]);
		}
	});

	it("search paths are GOROOTs and folders of GOROOTs; nothing else in them is a row", async () => {
		const rows = await rowsOf(
			{
				files: {
					...goroot("/opt/mine", "1.22.1"),
					...goroot("/opt/gos/a", "1.22.2"),
					...goroot("/opt/gos/1.22.3/go", "1.22.3"),
					"/opt/gos/notes/readme": "",
					...goroot("/opt/gos/prefix/go", "1.22.4"),
					"/opt/gos/prefix/conda-meta/history": "",
					...goroot("/opt/conda/go", "1.22.4"),
					"/opt/conda/conda-meta/history": "",
					"/opt/gos/file": "",
				},
			},
			["/opt/mine/", "/opt/gos", "/opt/conda", "/opt/absent"],
		);
		expect(rows.map(({ location }) => location)).toEqual(["/opt/mine", "/opt/gos/1.22.3/go", "/opt/gos/a"]);
		expect(new Set(rows.map(({ origin }) => origin))).toEqual(new Set(["goEnvironments.searchPaths"]));
	});

	it("a link in ~/sdk is no download, and harms not what it leads to", async () => {
		const rows = await rowsOf({
			variables: { PATH: "/home/u/sdk/go1.26.8/bin:/home/u/sdk/go1.22.1/bin" },
			files: {
				...goroot("/usr/local/go", "1.26.8"),
				"/home/u/sdk/go1.26.8": link("/usr/local/go"),
				...goroot("/home/u/sdk/go1.22.1", "1.22.1"),
			},
		});
		expect(shown(rows)).toEqual([
			"go.dev go1.26.8 known /home/u/sdk/go1.26.8",
			"golang.org/dl go1.22.1 broken /home/u/sdk/go1.22.1",
		]);
	});

	it("a Go that several places have is one row, of the place that really holds it", async () => {
		const rows = await rowsOf({
			variables: {
				PATH: "/home/u/.goenv/versions/1.22.6/bin:/usr/local/go/bin",
				GOROOT: "/home/u/.goenv/versions/1.22.6/",
			},
			files: {
				...goroot("/home/u/.goenv/versions/1.22.6", "1.22.6"),
				...goroot("/usr/local/go", "1.26.8"),
				"/home/u/.local/share/mise/installs/go/corp": link("/usr/local/go"),
				"/home/u/.local/share/mise/installs/go/1.26.8": link("/usr/local/go"),
			},
		});
		expect(shown(rows)).toEqual([
			"goenv go1.22.6 known /home/u/.goenv/versions/1.22.6",
			"go.dev go1.26.8 known /usr/local/go",
		]);
		expect(rows[1]?.otherNames).toEqual(["corp"]);
		expect(rows[1]?.otherPaths).toEqual([
			"/home/u/.local/share/mise/installs/go/1.26.8",
			"/home/u/.local/share/mise/installs/go/corp",
		]);
	});
});

describe("on macOS", () => {
	it("both Homebrew prefixes, the installer, MacPorts and the user's folders are looked into", async () => {
		const rows = await rowsOf({
			platform: "darwin",
			variables: { PATH: "/opt/homebrew/bin:/usr/local/bin" },
			files: {
				"/opt/homebrew/bin/go": link("../Cellar/go/1.24.1/bin/go"),
				"/opt/homebrew/Cellar/go/1.24.1/bin/go": link("../libexec/bin/go"),
				...goroot("/opt/homebrew/Cellar/go/1.24.1/libexec", "1.24.1"),
				...goroot("/opt/homebrew/Cellar/go/1.24.0/libexec", "1.24.0"),
				"/opt/homebrew/opt/go": link("../Cellar/go/1.24.1"),
				"/opt/homebrew/opt/golang": link("../Cellar/go/1.24.1"),
				"/opt/homebrew/opt/google-cloud-sdk/VERSION": "500",
				...goroot("/usr/local/Cellar/go@1.22/1.22.6/libexec", "1.22.6"),
				"/usr/local/opt/go@1.22": link("../Cellar/go@1.22/1.22.6"),
				...goroot("/usr/local/go", "1.26.8"),
				...goroot("/opt/local/lib/go", "1.23.1"),
				...goroot("/Users/u/.local/share/mise/installs/go/1.22.4", "1.22.4"),
				...goroot("/Users/u/Library/Caches/hermit/pkg/go-1.22.7", "1.22.7"),
				"/Users/u/Library/Application Support/go/env": "GOMODCACHE=/Users/u/modules\n",
				...goroot("/Users/u/modules/golang.org/toolchain@v0.0.1-go1.22.8.darwin-amd64", "1.22.8"),
				...goroot("/Users/u/modules/golang.org/toolchain@v0.0.1-go1.22.8.darwin-arm64", "1.22.8"),
				...goroot("/usr/lib/go", "1.1"),
			},
		});
		expect(shown(rows)).toEqual([
			"Homebrew go1.24.1 known /opt/homebrew/opt/go/libexec",
			"go.dev go1.26.8 known /usr/local/go",
			"MacPorts go1.23.1 known /opt/local/lib/go",
			"Homebrew go1.24.0 known /opt/homebrew/Cellar/go/1.24.0/libexec",
			"Homebrew go1.22.6 known /usr/local/opt/go@1.22/libexec",
			"mise go1.22.4 known /Users/u/.local/share/mise/installs/go/1.22.4",
			"hermit go1.22.7 known /Users/u/Library/Caches/hermit/pkg/go-1.22.7",
			"module cache go1.22.8 known /Users/u/modules/golang.org/toolchain@v0.0.1-go1.22.8.darwin-amd64",
		]);
		expect(rows[0]?.otherPaths).toEqual(["/opt/homebrew/opt/golang/libexec", "/opt/homebrew/Cellar/go/1.24.1/libexec"]);
	});
});

describe("on Windows", () => {
	const more: readonly (readonly [string, string])[] = [
		["gobrew", "C:\\Users\\u\\.gobrew\\versions\\1.22.5\\go"],
		["vfox", "C:\\Users\\u\\.vfox\\cache\\golang\\v-1.22.5\\golang-1.22.5"],
		["proto", "C:\\Users\\u\\.proto\\tools\\go\\1.22.5"],
		["webi", "C:\\Users\\u\\.local\\opt\\go-v1.22.5"],
		["aqua", "C:\\L\\aquaproj-aqua\\pkgs\\http\\golang.org\\dl\\go1.22.5.windows-amd64.zip\\go"],
		["setup-go", "C:\\hostedtoolcache\\windows\\go\\1.22.5\\x64"],
		["PyPI", "C:\\v\\Lib\\site-packages\\go"],
	];

	it.each(more)("%s has %s", async (origin, at) => {
		const rows = await rowsOf({
			platform: "win32",
			variables: { LOCALAPPDATA: "C:\\L", VIRTUAL_ENV: "C:\\v" },
			files: goroot(at, "1.22.5", "win32"),
		});
		expect(shown(rows)).toEqual([`${origin} go1.22.5 known ${at}`]);
	});

	it("a path in another case is the same Go", async () => {
		const rows = await rowsOf({
			platform: "win32",
			variables: { PATH: "C:\\Program Files\\Go\\bin", GOROOT: "c:\\Program Files\\Go\\" },
			files: {
				...goroot("C:\\Program Files\\Go", "1.26.8", "win32"),
				// the disk of this test is case-sensitive
				...goroot("c:\\Program Files\\Go", "1.26.8", "win32"),
			},
		});
		expect(shown(rows)).toEqual(["go.dev go1.26.8 known C:\\Program Files\\Go"]);
	});

	it("PATH in any case, the installer, scoop and its shim, the managers and the module cache", async () => {
		const at = (path: string, version: string): Record<string, Content> => goroot(path, version, "win32");
		const rows = await rowsOf({
			platform: "win32",
			variables: {
				Path: '"D:\\my gos\\1.22.1\\bin";bin;C:\\Users\\u\\scoop\\shims;C:\\Program Files\\Go\\bin',
				ProgramFiles: "C:\\Program Files",
				LOCALAPPDATA: "C:\\Users\\u\\AppData\\Local",
				APPDATA: "C:\\Users\\u\\AppData\\Roaming",
			},
			files: {
				...at("D:\\my gos\\1.22.1", "1.22.1"),
				"C:\\Users\\u\\scoop\\shims\\go.exe": "MZ",
				"C:\\Users\\u\\scoop\\shims\\go.shim": 'path = "C:\\Users\\u\\scoop\\apps\\go\\current\\bin\\go.exe"\r\n',
				...at("C:\\Users\\u\\scoop\\apps\\go\\1.22.2", "1.22.2"),
				"C:\\Users\\u\\scoop\\apps\\go\\current": link("C:\\Users\\u\\scoop\\apps\\go\\1.22.2"),
				...at("C:\\Users\\u\\scoop\\apps\\go121\\1.21.13", "1.21.13"),
				...at("C:\\Program Files\\Go", "1.26.8"),
				...at("C:\\Go", "1.12.1"),
				...at("C:\\Users\\u\\sdk\\go1.22.3", "1.22.3"),
				"C:\\Users\\u\\sdk\\go1.22.3\\.unpacked-success": "",
				...at("C:\\Users\\u\\AppData\\Local\\mise\\installs\\go\\1.22.4", "1.22.4"),
				"C:\\Users\\u\\AppData\\Roaming\\go\\env": "GOPATH=C:\\gopath;D:\\second\n",
				...at("C:\\gopath\\pkg\\mod\\golang.org\\toolchain@v0.0.1-go1.22.8.windows-amd64", "1.22.8"),
			},
		});
		expect(shown(rows)).toEqual([
			"PATH go1.22.1 known D:\\my gos\\1.22.1",
			"scoop go1.22.2 known C:\\Users\\u\\scoop\\apps\\go\\current",
			"go.dev go1.26.8 known C:\\Program Files\\Go",
			"go.dev go1.12.1 known C:\\Go",
			"scoop go1.21.13 known C:\\Users\\u\\scoop\\apps\\go121\\1.21.13",
			"golang.org/dl go1.22.3 known C:\\Users\\u\\sdk\\go1.22.3",
			"mise go1.22.4 known C:\\Users\\u\\AppData\\Local\\mise\\installs\\go\\1.22.4",
			"module cache go1.22.8 known C:\\gopath\\pkg\\mod\\golang.org\\toolchain@v0.0.1-go1.22.8.windows-amd64",
		]);
		expect(rows[0]?.toolchain).toMatchObject({ program: "D:\\my gos\\1.22.1\\bin\\go.exe" });
	});
});
