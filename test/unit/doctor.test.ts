import { afterEach, describe, expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { type Fault, remediesOf } from "../../src/core/fault.ts";
import type { Host, RunRequest, RunResult, Trust, Variables } from "../../src/core/host.ts";
import { withChoice } from "../../src/core/selection/picks.ts";
import { folderSettings, type RawSetting } from "../../src/core/settings/folderSettings.ts";
import { checkSetUp } from "../../src/operations/doctor/checkSetUp.ts";
import type { GoSettingSource } from "../../src/operations/doctor/goExtensionSettings.ts";
import { listMachine, readPlace } from "../../src/operations/folderReading.ts";
import { providers } from "../../src/providers/index.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { prefixFiles } from "../support/conda.ts";
import { type Content, goroot, type Machine, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => {
	made?.remove();
	made = undefined;
});

const folder = "/work";
const signal = new AbortController().signal;

interface Case {
	readonly files?: Readonly<Record<string, Content>>;
	readonly variables?: Variables;
	/** The environment that the user selected, by its location. */
	readonly uses?: string;
	readonly goToolchain?: string;
	readonly settings?: readonly GoSettingSource[];
	readonly shell?: Variables;
	readonly trust?: Trust;
	readonly mayStart?: boolean;
	readonly run?: (request: RunRequest) => RunResult;
}

const twoGos = { ...goroot("/usr/local/go", "1.26.8"), ...goroot("/home/u/sdk/go1.22.5", "1.22.5") };
const unpacked = { "/home/u/sdk/go1.22.5/.unpacked-success": "" };
const PATH = "/usr/local/go/bin";

async function findings({
	files = {},
	variables = {},
	uses,
	goToolchain,
	settings,
	shell,
	trust,
	mayStart = true,
	run,
}: Case): Promise<readonly Fault[]> {
	made?.remove();
	made = machine({
		variables: { PATH, ...variables },
		files: { ...twoGos, ...unpacked, [`${folder}/main.go`]: "package main\n", ...files },
		...(trust === undefined ? {} : { trust }),
	});
	const host: Host = { ...made.host, run: async (request) => run?.(request) ?? fail(request) };
	const given: RawSetting | undefined = goToolchain === undefined ? undefined : { value: goToolchain };
	const raw = { base: folder, setting: (name: string) => (name === "goToolchain" ? given : undefined) };
	const place = { host, folder, settings: folderSettings(host, providers, raw), providers, knowledge, signal };
	const listed = await listMachine(place);
	const chosen: GoEnvironment | undefined = listed.rows.find(({ location }) => location === uses);
	if (uses !== undefined && chosen === undefined) expect.fail(`no row ${uses}`);
	const read = () => readPlace(place, { machine: listed });
	const { state, request } = chosen === undefined ? await read() : await withChoice(host, folder, chosen, read);
	const asked = {
		host,
		state,
		goToolchain: request.goToolchain,
		mayStart,
		...(settings === undefined ? {} : { settings }),
		...(shell === undefined ? {} : { shell }),
	};
	return await checkSetUp(asked).run(() => {}, signal);
}

const fail = ({ program }: RunRequest): RunResult => expect.fail(`${program} was started`);
const messages = async (one: Case): Promise<readonly string[]> => (await findings(one)).map(({ message }) => message);
const only = async (one: Case): Promise<Fault> => {
	const [first, ...others] = await findings(one);
	expect(others.map(({ message }) => message)).toEqual([]);
	if (first === undefined) expect.fail("nothing was found");
	return first;
};
const texts = (fault: Fault): readonly string[] => remediesOf(fault).map(({ text }) => text);
const goEnvFile = "/home/u/.config/go/env";
const sdk = "/home/u/sdk/go1.22.5";

describe("a sound setup", () => {
	it("has no findings, with or without an environment, modules and settings", async () => {
		expect(await findings({})).toEqual([]);
		expect(await findings({ files: { "/work/go.mod": "module a\n\ngo 1.20\n" } })).toEqual([]);
		expect(await findings({ uses: sdk, settings: [] })).toEqual([]);
		const harmless = "GOFLAGS=-buildvcs=false -mod=readonly\nGOTOOLCHAIN=local\nGOPRIVATE=x\n";
		expect(
			await findings({ files: { [goEnvFile]: harmless }, variables: { GOPATH: "/home/u/go", GOBIN: "/b" } }),
		).toEqual([]);
	});
});

describe("GOROOT", () => {
	it.each([
		["/opt/gone", /^The variable GOROOT is \/opt\/gone, which does not exist\. Every go command fails\.$/],
		["/usr/local/go/bin/go", /which is a file/],
		["/usr/local/go/bin", /not a Go installation/],
		[sdk, /names Go 1\.22\.5 .* is Go 1\.26\.8\. Builds fail\.$/],
	])("that is exported and wrong is told once: %s", async (GOROOT, words) => {
		const fault = await only({ variables: { GOROOT } });
		expect(fault.message).toMatch(words);
		expect(texts(fault)[0]).toMatch(/^Unset GOROOT/);
	});

	it("says that an environment hides it", async () => {
		const fault = await only({ variables: { GOROOT: "/opt/gone" }, uses: sdk });
		expect(fault.message).toMatch(
			/does not exist\. Every go command fails\. It has no effect in the folder's environment\.$/,
		);
	});

	it("of the go/env file has its line and a remedy that works", async () => {
		const fault = await only({ files: { [goEnvFile]: "GOFLAGS=\nGOROOT=/opt/gone\n" } });
		expect(fault).toMatchObject({ file: goEnvFile, line: 2, remedies: [{ action: { kind: "open", line: 2 } }] });
	});

	it("is fine if it is that of the go on PATH", async () => {
		expect(await findings({ variables: { GOROOT: "/usr/local/go/" } })).toEqual([]);
	});
});

describe("GOTOOLCHAIN", () => {
	it("that is no name of a toolchain breaks every command", async () => {
		const fault = await only({ variables: { GOTOOLCHAIN: "1.22.4" } });
		expect(fault.message).toBe(
			"The variable GOTOOLCHAIN is “1.22.4”, which is not a valid value. Every go command fails.",
		);
		expect(texts(fault)).toEqual(["Unset GOTOOLCHAIN where it is set.", "A version is written with “go”: go1.22.4"]);
		const inFile = await only({ files: { [goEnvFile]: "GOTOOLCHAIN=latest\n" } });
		// `go env -u` fails too
		expect(inFile).toMatchObject({ file: goEnvFile, line: 1, remedies: [{ text: `Delete line 1 of ${goEnvFile}.` }] });
	});

	it("that is invalid is hidden by an environment, unless that inherits it", async () => {
		const hidden = await only({ variables: { GOTOOLCHAIN: "1.22.4" }, uses: sdk });
		expect(hidden.message).toMatch(/has no effect/);
		const inherited = await only({ variables: { GOTOOLCHAIN: "1.22.4" }, uses: sdk, goToolchain: "inherit" });
		expect(inherited.message).not.toMatch(/has no effect/);
	});

	it("that a Go before 1.21 does not know does no harm", async () => {
		const files = goroot("/opt/old", "1.19.13");
		expect(await findings({ files, variables: { GOTOOLCHAIN: "1.22.4", PATH: "/opt/old/bin" } })).toEqual([]);
	});

	it("that pins a Go older than the requirement is the one finding about it", async () => {
		const fault = await only({
			files: { "/work/go.mod": "module a\n\ngo 1.24\n", [goEnvFile]: "GOTOOLCHAIN=go1.22.4\n" },
		});
		expect(fault).toMatchObject({
			kind: "conflict",
			message: `GOTOOLCHAIN in ${goEnvFile} pins Go 1.22.4, but go.mod requires Go 1.24.`,
			file: goEnvFile,
			line: 1,
			remedies: [{ action: { kind: "copy", text: "go env -u GOTOOLCHAIN" } }],
		});
	});

	it("that pins another Go is a note, and a problem only if an environment is selected", async () => {
		const variables = { GOTOOLCHAIN: "go1.24.1" };
		expect(await only({ variables })).toMatchObject({ kind: "note" });
		const fault = await only({ variables, uses: sdk, goToolchain: "inherit" });
		expect([fault.kind, fault.message]).toEqual([
			"conflict",
			"The variable GOTOOLCHAIN pins Go 1.24.1, which runs instead of the selected Go 1.22.5.",
		]);
		expect(await findings({ variables, uses: sdk })).toEqual([]);
		for (const value of ["auto", "local", "go1.26.8", "go1.20.1+auto", "path"]) {
			expect(await findings({ variables: { GOTOOLCHAIN: value } }), value).toEqual([]);
		}
	});
});

describe("a requirement", () => {
	const files = { "/work/go.mod": "module a\n\ngo 1.26\n" };

	it("that is not met has its line, and what meets it", async () => {
		const fault = await only({ files, uses: sdk });
		expect(fault).toMatchObject({
			kind: "conflict",
			message: "go.mod requires Go 1.26 or later, but the folder uses Go 1.22.5.",
			file: "/work/go.mod",
			line: 3,
		});
		expect(remediesOf(fault).map(({ action }) => action)).toMatchObject([
			{ kind: "use", reference: expect.stringContaining("/usr/local/go") as unknown },
			{ kind: "operation", name: "letGoSwitch" },
		]);
	});

	it("that is not met because of GOTOOLCHAIN=local says so", async () => {
		const newer = { "/work/go.mod": "module a\n\ngo 1.30.1\n", [goEnvFile]: "GOTOOLCHAIN=local\n" };
		const fault = await only({ files: newer });
		expect(fault.message).toMatch(/GOTOOLCHAIN in .* is “local”, so go does not switch to another Go\.$/);
		expect(remediesOf(fault)[0]?.action).toEqual({ kind: "copy", text: "go env -w GOTOOLCHAIN=auto" });
	});

	it("that is met by switching is no finding", async () => {
		const newer = { "/work/go.mod": "module a\n\ngo 1.30.1\n" };
		expect(await findings({ files: newer, variables: { GOTOOLCHAIN: "auto" } })).toEqual([]);
	});
});

describe("PATH", () => {
	const old = goroot("/opt/old", "1.19.13");

	it("shadows a go that meets the requirement, which a note adds to the problem", async () => {
		const files = { ...old, "/work/go.mod": "module a\n\ngo 1.20\n" };
		const all = await findings({ files, variables: { PATH: `/opt/old/bin:${PATH}` } });
		expect(all.map(({ kind, message }) => [kind, message])).toEqual([
			["conflict", "go.mod requires Go 1.20 or later, but the folder uses Go 1.19.13."],
			[
				"note",
				"/opt/old/bin/go (Go 1.19.13) comes first on PATH and shadows /usr/local/go/bin/go (Go 1.26.8), which meets go.mod.",
			],
		]);
		expect(all.flatMap(remediesOf)[1]?.action).toEqual({ kind: "use", reference: "/usr/local/go/bin/go" });
		const met = { ...files, "/work/go.mod": "module a\n\ngo 1.19\n" };
		expect(await findings({ files: met, variables: { PATH: `/opt/old/bin:${PATH}` } })).toEqual([]);
	});

	it("has no go at all", async () => {
		expect(await only({ variables: { PATH: "/usr/bin" } })).toMatchObject({ kind: "toolchain-missing" });
	});

	it("of a shell without the environment is a note, with the way to activate it", async () => {
		const note = await only({ uses: sdk, shell: { PATH } });
		expect(note).toMatchObject({
			kind: "note",
			message: expect.stringContaining("go is /usr/local/go/bin/go") as unknown,
		});
		expect(await findings({ uses: sdk, shell: { PATH: `${sdk}/bin:${PATH}` } })).toEqual([]);
		expect(await findings({ shell: { PATH } })).toEqual([]);
	});

	it("of a shell in which another go came before the active environment is a problem", async () => {
		const mark = (id: string) => JSON.stringify({ version: 2, id, lists: {}, variables: {}, groups: [] });
		const shell = { PATH: `${PATH}:${sdk}/bin`, GO_ENVIRONMENTS_ACTIVE: mark(`sdk:${sdk}`) };
		expect(await only({ uses: sdk, shell })).toMatchObject({
			kind: "conflict",
			message: "In this shell /usr/local/go/bin/go comes first on PATH, before the folder's Go 1.22.5.",
		});
		const ofAnother = { ...shell, GO_ENVIRONMENTS_ACTIVE: mark("sdk:/elsewhere") };
		expect(await findings({ uses: sdk, shell: ofAnother })).toEqual([]);
	});
});

describe("GOFLAGS", () => {
	it("that the Go does not know break every command", async () => {
		const files = { ...goroot("/opt/old", "1.17.13"), [goEnvFile]: "GOFLAGS=-v -buildvcs=false\n" };
		const fault = await only({ files, variables: { PATH: "/opt/old/bin" } });
		expect(fault).toMatchObject({
			message: `GOFLAGS in ${goEnvFile} has -buildvcs=false, which Go 1.17.13 does not know. Every go command fails.`,
			line: 1,
		});
		expect(await findings({ files })).toEqual([]);
	});

	it("with -mod=vendor need vendored packages, where others are required", async () => {
		const variables = { GOFLAGS: "-mod=vendor" };
		const requires = { "/work/go.mod": "module a\n\ngo 1.20\n\nrequire example.com/x v1.0.0\n" };
		expect((await only({ files: requires, variables })).message).toBe(
			"The variable GOFLAGS has -mod=vendor, but /work/vendor/modules.txt does not exist. Builds fail.",
		);
		expect(await findings({ files: { ...requires, "/work/vendor/modules.txt": "" }, variables })).toEqual([]);
		expect(await findings({ files: { "/work/go.mod": "module a\n\ngo 1.20\n" }, variables })).toEqual([]);
		expect(await findings({ variables })).toEqual([]);
	});

	it("with -mod=mod are refused under a go.work", async () => {
		const variables = { GOFLAGS: "-mod=mod" };
		const files = { "/work/go.mod": "module a\n\ngo 1.20\n" };
		expect(await findings({ files, variables })).toEqual([]);
		const work = { ...files, "/work/go.work": "go 1.20\n\nuse .\n" };
		expect((await only({ files: work, variables })).message).toMatch(
			/-mod=mod, which go refuses under \/work\/go\.work/,
		);
	});
});

describe("GOPATH and GOBIN", () => {
	it.each([
		[{ GOPATH: "go" }, /GOPATH has “go”, which is not an absolute path\. Every go command fails\./],
		[{ GOPATH: "/home/u/go:~/x" }, /GOPATH has “~\/x”/],
		[{ GOPATH: "/usr/local/go" }, /in the folder of Go itself/],
		[{ GOPATH: "/home/u/go:/usr/local/go/packages" }, /in the folder of Go itself/],
		[{ GOBIN: "bin" }, /GOBIN is “bin”.*`go install` fails/],
	])("%j", async (variables, words) => {
		expect((await only({ variables: variables as Variables })).message).toMatch(words);
	});

	it("are fine elsewhere, also beside the folder of Go", async () => {
		expect(await findings({ variables: { GOPATH: "/usr/local/gopath:/home/u/go", GOBIN: "/usr/local/bin" } })).toEqual(
			[],
		);
	});
});

describe("gvm and conda", () => {
	const prefix = "/c/envs/ci";
	const files = { ...goroot("/home/u/.gvm/gos/go1.21.13", "1.21.13"), ...prefixFiles(prefix, "1.24.1") };
	const both = { GVM_ROOT: "/home/u/.gvm", CONDA_PREFIX: prefix };
	const told = async (one: Case) => (await messages({ files, ...one })).filter((text) => text.includes("gvm puts"));

	it("are in each other's way if the Go of gvm comes before an active conda environment with Go", async () => {
		const PATH = `/home/u/.gvm/gos/go1.21.13/bin:${prefix}/bin`;
		expect(await told({ variables: { ...both, PATH } })).toEqual([
			`The conda environment ${prefix} with Go 1.24.1 is active, but gvm puts its own Go first on PATH: /home/u/.gvm/gos/go1.21.13/bin/go.`,
		]);
	});

	it("are not, if conda comes first, has no Go, or only one of them is active", async () => {
		const gvmFirst = `/home/u/.gvm/gos/go1.21.13/bin:${prefix}/bin`;
		expect(await told({ variables: { ...both, PATH: `${prefix}/bin:/home/u/.gvm/gos/go1.21.13/bin` } })).toEqual([]);
		expect(await told({ variables: { GVM_ROOT: both.GVM_ROOT, PATH: gvmFirst } })).toEqual([]);
		expect(await told({ variables: { ...both, CONDA_PREFIX: "/c/none", PATH: gvmFirst } })).toEqual([]);
	});
});

describe("what is turned off", () => {
	const module = { "/work/go.mod": "module a\n\ngo 1.20\n" };

	it("GO111MODULE=off, in a folder with a module", async () => {
		expect(await only({ files: module, variables: { GO111MODULE: "off" } })).toMatchObject({
			kind: "conflict",
			message: "The variable GO111MODULE is “off”, so go ignores /work/go.mod.",
		});
		expect(await findings({ variables: { GO111MODULE: "off" } })).toEqual([]);
	});

	it("GOPROXY=off and GOSUMDB=off are notes, if the go/env file keeps them", async () => {
		const all = await findings({ files: { [goEnvFile]: "GOPROXY=off\nGOSUMDB=off\n" } });
		expect(all.map(({ kind, line }) => [kind, line])).toEqual([
			["note", 1],
			["note", 2],
		]);
		expect(await findings({ variables: { GOPROXY: "off", GOSUMDB: "off" } })).toEqual([]);
	});

	it("GOSUMDB=off is a problem where go needs to download a Go", async () => {
		const files = { "/work/go.mod": "module a\n\ngo 1.30.1\n" };
		const variables = { GOTOOLCHAIN: "auto", GOSUMDB: "off" };
		expect((await only({ files, variables })).message).toBe(
			"The variable GOSUMDB is “off”, so go refuses to download Go 1.30.1, which the folder requires.",
		);
		expect(await findings({ files, variables: { ...variables, GOPROXY: "file:///mirror" } })).toEqual([]);
		const there = { ...files, "/bin2/go1.30.1": { program: "" } };
		expect(await findings({ files: there, variables: { ...variables, PATH: `${PATH}:/bin2` } })).toEqual([]);
	});
});

describe("settings of the Go extension", () => {
	const file = "/work/.vscode/settings.json";
	const inFile = (settings: object): Case => ({
		files: { [file]: JSON.stringify(settings, null, "\t") },
		settings: [],
	});

	it.each([
		[{ "go.goroot": "/opt/gone" }, "The setting go.goroot names /opt/gone, which does not exist."],
		[{ "go.goroot": "/work" }, "The setting go.goroot names /work, which is not a Go installation."],
		[
			{ "go.goroot": "~/sdk/go1.22.5" },
			`The setting go.goroot names Go 1.22.5 (${sdk}), but the folder uses Go 1.26.8.`,
		],
		[
			{ "go.gopath": "/usr/local/go/x" },
			"The setting go.gopath names /usr/local/go/x, which is in the folder of Go itself.",
		],
		[{ "go.gopath": "/Users/b/go" }, "The setting go.gopath names /Users/b/go, which does not exist."],
		[
			{ "go.alternateTools": { go: "/opt/gone/bin/go" } },
			"The setting go.alternateTools (go) names /opt/gone/bin/go, which does not exist.",
		],
		[
			{ "go.alternateTools": { go: `${sdk}/bin/go` } },
			`The setting go.alternateTools (go) names Go 1.22.5 (${sdk}/bin/go), but the folder uses Go 1.26.8.`,
		],
		[
			{ "go.toolsEnvVars": { GOROOT: "/opt/gone" } },
			"The setting go.toolsEnvVars (GOROOT) names /opt/gone, which does not exist.",
		],
		[
			{ "go.toolsEnvVars": { PATH: `${sdk}/bin:$\{env:PATH}` } },
			`The setting go.toolsEnvVars (PATH) names Go 1.22.5 (${sdk}/bin/go), but the folder uses Go 1.26.8.`,
		],
		[
			{ "go.toolsEnvVars": { PATH: "/opt/gone/bin:${env:PATH}" } },
			"The setting go.toolsEnvVars (PATH) names /opt/gone/bin, which does not exist.",
		],
	])("%j", async (settings, message) => {
		const fault = await only(inFile(settings));
		expect(fault).toMatchObject({ kind: "conflict", message, file, remedies: [{ action: { kind: "open", file } }] });
		expect(fault.line).toBe(Object.values(settings).every((value) => typeof value === "string") ? 2 : 3);
	});

	it.each([
		{ "go.goroot": "/usr/local/go" },
		{ "go.goroot": "" },
		{ "go.goroot": "relative" },
		{ "go.gopath": "/home/u/go" },
		{ "go.alternateTools": { go: "go1.22", gopls: "/opt/gone/gopls" } },
		{ "go.alternateTools": { go: "/usr/local/go/bin/go" } },
		// ours, of a window in which it is not set
		{ "go.alternateTools": { go: "${env:GO_ENVIRONMENTS_GO}" } },
		{ "go.toolsEnvVars": { PATH: "${env:GO_ENVIRONMENTS_PATH}${env:PATH}", GOROOT: "" } },
		{ "go.toolsEnvVars": { PATH: `$\{env:PATH}:${sdk}/bin` } },
		{ "go.toolsEnvVars": ["PATH"] },
		[],
	])("nothing is said of %j", async (settings) => {
		expect(await findings(inFile(settings))).toEqual([]);
	});

	it("are nothing where that extension is not installed, or the file cannot be parsed", async () => {
		const { settings: _, ...absent } = inFile({ "go.goroot": "/opt/gone" });
		expect(await findings(absent)).toEqual([]);
		for (const text of ["[".repeat(60_000), "{", ""])
			expect(await findings({ files: { [file]: text }, settings: [] })).toEqual([]);
	});

	it("of the user open the setting", async () => {
		const values: Readonly<Record<string, unknown>> = { "go.goroot": "/opt/gone", "go.alternateTools": { go: 5 } };
		const settings = [{ value: (name: string) => values[name] }];
		const fault = await only({ settings });
		expect(fault.remedies).toMatchObject([{ action: { kind: "setting", name: "go.goroot" } }]);
		expect(fault).not.toHaveProperty("file");
	});
});

describe("gopls and dlv", () => {
	const tools = { "/tools/gopls": { program: "" }, "/tools/dlv": { program: "" } };
	const files = { ...tools, "/work/go.mod": "module a\n\ngo 1.26\n" };
	const variables = { PATH: `/tools:${PATH}` };
	const told: Readonly<Record<string, string>> = {
		gopls: "golang.org/x/tools/gopls v0.23.0\ngo: go1.25.1\n",
		dlv: "Delve Debugger\nVersion: 1.22.1\n",
	};
	const answering =
		(requests: RunRequest[] = []) =>
		(request: RunRequest): RunResult => {
			requests.push(request);
			return { status: 0, stdout: told[request.program.split("/").at(-1) ?? ""] ?? "", stderr: "" };
		};

	it("that do not fit the folder's Go have a release that does", async () => {
		const requests: RunRequest[] = [];
		const all = await findings({ files, variables, run: answering(requests) });
		expect(all.map(({ message, file }) => [message, file])).toEqual([
			["gopls 0.23.0 was built with Go 1.25.1 and does not know the language of Go 1.26.", "/tools/gopls"],
			["dlv 1.22.1 is too old for Go 1.26.8.", "/tools/dlv"],
		]);
		expect(all.map((fault) => remediesOf(fault)[0]?.action)).toEqual([
			{ kind: "copy", text: "GOTOOLCHAIN=go1.27.3 go install golang.org/x/tools/gopls@v0.24.0" },
			{ kind: "copy", text: "GOTOOLCHAIN=go1.27.3 go install github.com/go-delve/delve/cmd/dlv@v1.27.2" },
		]);
		for (const { origin, folder: at, timeoutMs } of requests) {
			expect([origin.kind, at]).toEqual(["machine", "/home/u"]);
			expect(timeoutMs).toBeLessThanOrEqual(5000);
		}
	});

	it("are judged by the Go that the folder selects", async () => {
		expect(await findings({ files: tools, variables, uses: sdk, run: answering() })).toEqual([]);
	});

	it("are judged by the Go to which go switches", async () => {
		const switching = { ...files, "/work/go.mod": "module a\n\ngo 1.27.1\n" };
		const all = await messages({
			files: switching,
			variables: { ...variables, GOTOOLCHAIN: "auto" },
			run: answering(),
		});
		expect(all[1]).toBe("dlv 1.22.1 is too old for Go 1.27.1.");
	});

	it("are silent if they fail, hang or tell nothing", async () => {
		expect(
			await findings({ files, variables, run: () => ({ status: 2, stdout: told["dlv"] ?? "", stderr: "" }) }),
		).toEqual([]);
		expect(await findings({ files, variables, run: () => ({ status: 0, stdout: "", stderr: "" }) })).toEqual([]);
	});

	it("are not started in Restricted Mode", async () => {
		expect(await findings({ files, variables, mayStart: false })).toEqual([]);
	});

	it("are not started in a folder that is not trusted, also through a link, nor if they are shims", async () => {
		const trust: Trust = { allows: ({ kind }) => kind === "machine" };
		const ofFolder = { "/work/bin/gopls": { program: "" }, "/tools/dlv": { link: "/work/bin/gopls" } };
		expect(await findings({ files: ofFolder, variables: { PATH: `/work/bin:/tools:${PATH}` }, trust })).toEqual([]);
		const shims = {
			"/home/u/.asdf/shims/gopls": { program: "" },
			"/tools/dlv": { program: "#!/bin/sh\nexec mise x\n" },
		};
		expect(await findings({ files: shims, variables: { PATH: `/tools:${PATH}:/home/u/.asdf/shims` } })).toEqual([]);
	});

	it("are not looked for where the environment may have its own", async () => {
		const prefix = "/home/u/miniforge3/envs/ci";
		const conda = { ...tools, ...prefixFiles(prefix, "1.26.1"), "/home/u/.conda/environments.txt": `${prefix}\n` };
		// nor is a variable judged that the environment may replace
		const more = { ...variables, GOFLAGS: "-mod=mod", GOBIN: "x", GOPATH: "x" };
		expect(await findings({ files: conda, variables: more, uses: prefix })).toEqual([]);
	});
});

it("the faults of the folder are told too, before the others, and a cancelled check ends", async () => {
	const all = await findings({ files: { "/work/.go-version": "1.19.3\n" }, variables: { GOBIN: "x" } });
	expect(all.map(({ kind }) => kind)).toEqual(["reference-unknown", "conflict"]);
	const host = made?.host;
	if (host === undefined) expect.fail("no host");
	const { state } = await readPlace({
		...{ host, folder, providers, knowledge, signal },
		settings: folderSettings(host, providers, { base: folder, setting: () => undefined }),
	});
	const check = checkSetUp({ host, state, goToolchain: { value: "local", isDefault: true }, mayStart: true });
	await expect(check.run(() => {}, AbortSignal.abort())).rejects.toThrow("Cancelled.");
});
