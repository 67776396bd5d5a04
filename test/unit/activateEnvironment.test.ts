import { describe, expect, it } from "vitest";
import { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
import { applied } from "../../src/core/activation.ts";
import type { GoToolchainSetting } from "../../src/core/folderKnowledge.ts";
import type { Variables } from "../../src/core/host.ts";
import type { Provider } from "../../src/core/provider.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

const signal = new AbortController().signal;
const environment = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/go" });

/** A provider that declares the given variables, and puts its own bin first on PATH. */
const declaring = (variables: Record<string, string>): Provider => ({
	...providerOf("sdk", []),
	activate: async (_host, { toolchain }) => ({
		activation: { lists: { PATH: { prepend: ["/go/bin"], drop: [] } }, variables, terminal: { T: "1" } },
		toolchain,
		inputs: [],
		warnings: [],
		scripts: [],
	}),
});

/** A kind that is active if CONDA_PREFIX is set; leaving removes its entry and variable. */
const leaving: Provider = {
	...providerOf("conda", []),
	leave: async (_host, { CONDA_PREFIX, PATH = "", ...rest }) => ({
		variables:
			CONDA_PREFIX === undefined ? { PATH, ...rest } : { ...rest, PATH: PATH.replace(`${CONDA_PREFIX}/bin:`, "") },
		scripts: [],
	}),
};

async function variablesAfter(
	base: Variables,
	variables: Record<string, string> = {},
	goToolchain: GoToolchainSetting = { value: "local", isDefault: true },
): Promise<Variables> {
	const { host, remove } = machine();
	const context = { host, providers: [declaring(variables), leaving], goToolchain, knowledge };
	const { activation } = await activateEnvironment(context, environment, base, signal);
	remove();
	expect(activation.terminal).toEqual({ T: "1" });
	return applied(host, base, activation);
}

describe("using an environment", () => {
	it("leaves the one that is active, and never keeps another Go's GOROOT and GOTOOLDIR", async () => {
		const base = { PATH: "/conda/bin:/usr/bin", CONDA_PREFIX: "/conda", GOROOT: "/x", GOTOOLDIR: "/x/tool", KEEP: "1" };
		expect(await variablesAfter(base)).toEqual({ PATH: "/go/bin:/usr/bin", GOTOOLCHAIN: "local", KEEP: "1" });
	});

	it("asks its own kind to leave everything, and others to leave Go alone", async () => {
		const { host, remove } = machine();
		const asked: [string, string][] = [];
		const noting = (provider: Provider): Provider => ({
			...provider,
			leave: async (_host, variables, { what }) => {
				asked.push([provider.name, what]);
				return { variables, scripts: [`/${provider.name}.sh`] };
			},
		});
		const context = {
			host,
			providers: [noting(declaring({})), noting(providerOf("gvm", [])), noting(providerOf("conda", []))],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		const { scripts, activation } = await activateEnvironment(context, environment, {}, signal);
		remove();
		expect(asked).toEqual([
			["sdk", "all"],
			["gvm", "go"],
			["conda", "go"],
		]);
		expect(scripts).toEqual(["/sdk.sh", "/gvm.sh", "/conda.sh"]);
		expect(activation.left).toBeUndefined();
	});

	it("says which variables leaving another environment changed", async () => {
		const { host, remove } = machine();
		const taking: Provider = {
			...providerOf("conda", []),
			leave: async (_host, { CONDA_PREFIX: _, ...variables }) => ({ variables, scripts: [] }),
		};
		const context = {
			host,
			providers: [declaring({}), taking],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		const base = { CONDA_PREFIX: "/c", GOTOOLCHAIN: "auto" };
		const { activation } = await activateEnvironment(context, environment, base, signal);
		remove();
		expect(activation.left).toEqual(["CONDA_PREFIX"]);
	});

	it("says what of the change is a tool's: what was left and what is used together, and not GOROOT", async () => {
		const { host, remove } = machine();
		const provider: Provider = {
			...declaring({ CONDA_PREFIX: "/ci", FLAGS: "-v", GOROOT: "/ci/go" }),
			leave: async (_host, { CONDA_PREFIX: _, OLD: __, ...variables }) => ({
				variables: { ...variables, PATH: "/usr/bin" },
				scripts: [],
			}),
			keepsStateIn: (name) => name.startsWith("CONDA_") || name === "GOTOOLDIR",
		};
		const idle: Provider = {
			...providerOf("gvm", []),
			keepsStateIn: (name) => name === "GVM",
			leave: async (_host, variables) => ({ variables, scripts: [] }),
		};
		const context = {
			host,
			providers: [provider, idle],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		const base = { PATH: "/dev/bin:/usr/bin", CONDA_PREFIX: "/dev", CONDA_EXE: "/conda", OLD: "1", GVM: "1" };
		const { activation } = await activateEnvironment(context, environment, base, signal);
		remove();
		expect(activation.groups).toEqual([
			{
				// also a variable that is unset before and after, because the tool may set it
				state: ["CONDA_PREFIX", "CONDA_EXE", "GOTOOLDIR"],
				variables: ["CONDA_PREFIX", "CONDA_EXE", "GOTOOLDIR", "OLD", "FLAGS"],
				entries: { PATH: ["/dev/bin", "/go/bin"] },
			},
		]);
	});

	it.each([
		["in the user's folder", {}, "/home/u/.config/go/env", "/go"],
		["where GOENV says", { GOENV: "/my/env" }, "/my/env", "/go"],
		["not where GOENV is off", { GOENV: "off" }, "/home/u/.config/go/env", null],
		["not in another file", { GOENV: "/my/env" }, "/home/u/.config/go/env", null],
	])("sets the GOROOT that it would remove where the go/env file names one: %s", async (_, base, file, expected) => {
		const { host, remove } = machine({ files: { [file]: "# mine\nGOFLAGS=-v\nGOROOT=/usr/local/go\n" } });
		const context = {
			host,
			providers: [declaring({})],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		const { activation } = await activateEnvironment(context, environment, base, signal);
		remove();
		expect(activation.variables).toEqual({ GOROOT: expected, GOTOOLDIR: null, GOTOOLCHAIN: "local" });
	});

	it("reads the go/env file that the environment's own GOENV names, not that of the variables before", async () => {
		const { host, remove } = machine({ files: { "/its/env": "GOROOT=/usr/local/go\n", "/my/env": "GOFLAGS=-v\n" } });
		const context = {
			host,
			providers: [declaring({ GOENV: "/its/env" })],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		const { activation, inputs } = await activateEnvironment(context, environment, { GOENV: "/my/env" }, signal);
		remove();
		expect(activation.variables).toMatchObject({ GOENV: "/its/env", GOROOT: "/go" });
		expect(inputs).toEqual(["/its/env"]);
	});

	it("keeps a GOROOT of its own", async () => {
		expect(await variablesAfter({ PATH: "/usr/bin" }, { GOROOT: "/go" })).toMatchObject({ GOROOT: "/go" });
	});

	it.each<[GoToolchainSetting, string | undefined, string | undefined, string | undefined]>([
		[{ value: "local", isDefault: true }, undefined, "auto", "local"],
		[{ value: "local", isDefault: true }, "go1.21.0", "auto", "go1.21.0"],
		[{ value: "local", isDefault: false }, "go1.21.0", "auto", "local"],
		[{ value: "auto", isDefault: false }, "local", undefined, "auto"],
		[{ value: "inherit", isDefault: false }, undefined, "auto", "auto"],
		[{ value: "inherit", isDefault: false }, undefined, undefined, undefined],
		[{ value: "inherit", isDefault: false }, "local", "auto", "local"],
	])("decides GOTOOLCHAIN: %j, declared %s, inherited %s → %s", async (setting, declared, inherited, expected) => {
		const base = { PATH: "/usr/bin", ...(inherited === undefined ? {} : { GOTOOLCHAIN: inherited }) };
		const result = await variablesAfter(base, declared === undefined ? {} : { GOTOOLCHAIN: declared }, setting);
		expect(result["GOTOOLCHAIN"]).toBe(expected);
	});

	it("names also the values that are there already, for a terminal starts from other variables", async () => {
		const { host, remove } = machine();
		const context = {
			host,
			providers: [declaring({ GOROOT: "/go" })],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		const { activation } = await activateEnvironment(
			context,
			environment,
			{ GOROOT: "/go", GOTOOLCHAIN: "local" },
			signal,
		);
		remove();
		expect(activation.variables).toEqual({ GOROOT: "/go", GOTOOLDIR: null, GOTOOLCHAIN: "local" });
	});

	it("whose path PATH cannot hold is refused", async () => {
		const { host, remove } = machine();
		const provider: Provider = {
			...declaring({}),
			activate: async (_host, { toolchain }) => ({
				activation: { lists: { PATH: { prepend: ["/c:d/bin"], drop: [] } }, variables: {}, terminal: {} },
				toolchain,
				inputs: [],
				warnings: [],
				scripts: [],
			}),
		};
		const context = {
			host,
			providers: [provider],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		await expect(activateEnvironment(context, environment, {}, signal)).rejects.toMatchObject({
			fault: { kind: "activation-failed" },
		});
		remove();
	});

	it("that cannot be activated is refused with what to do", async () => {
		const { host, remove } = machine();
		const context = {
			host,
			providers: [providerOf("sdk", [])],
			goToolchain: { value: "local", isDefault: true } as const,
			knowledge,
		};
		await expect(activateEnvironment(context, environment, {}, signal)).rejects.toMatchObject({
			fault: { kind: "not-supported" },
		});
		remove();
	});
});
