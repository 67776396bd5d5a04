import { describe, expect, it } from "vitest";
import { activateEnvironment } from "../../src/core/activateEnvironment.ts";
import { applied } from "../../src/core/activation.ts";
import type { GoToolchainSetting } from "../../src/core/folderKnowledge.ts";
import type { Variables } from "../../src/core/host.ts";
import type { Provider } from "../../src/core/provider.ts";
import { machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

const signal = new AbortController().signal;
const environment = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/go" });

/** Declares the given variables, and puts its own bin in front. */
const declaring = (variables: Record<string, string>): Provider => ({
	...providerOf("sdk", []),
	activate: async (_host, { toolchain }) => ({
		activation: { lists: { PATH: { prepend: ["/go/bin"], drop: [] } }, variables, terminal: { T: "1" } },
		toolchain,
		inputs: [],
		warnings: [],
	}),
});

/** A kind that is active where CONDA_PREFIX is set, and takes its entry and variable away. */
const leaving: Provider = {
	...providerOf("conda", []),
	leave: async (_host, { CONDA_PREFIX, PATH = "", ...rest }) =>
		CONDA_PREFIX === undefined ? { PATH, ...rest } : { ...rest, PATH: PATH.replace(`${CONDA_PREFIX}/bin:`, "") },
};

async function variablesAfter(
	base: Variables,
	variables: Record<string, string> = {},
	goToolchain: GoToolchainSetting = { value: "local", isDefault: true },
): Promise<Variables> {
	const { host, remove } = machine();
	const context = { host, providers: [declaring(variables), leaving], goToolchain };
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
			}),
		};
		const context = { host, providers: [provider], goToolchain: { value: "local", isDefault: true } as const };
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
		};
		await expect(activateEnvironment(context, environment, {}, signal)).rejects.toMatchObject({
			fault: { kind: "not-supported" },
		});
		remove();
	});
});
