import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActivationContext } from "../../src/core/activation/activateEnvironment.ts";
import { activationOf, knownActivation } from "../../src/core/activation/activationCache.ts";
import { activationMemory } from "../../src/core/activation/activationMemory.ts";
import { lastActivation, rememberActivation } from "../../src/core/activation/lastActivation.ts";
import type { Activation } from "../../src/core/activation.ts";
import type { Provider } from "../../src/core/provider.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { type Machine, machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

const { signal } = new AbortController();
const environment = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/go" });
const base = { PATH: "/usr/bin" };

let made: Machine;
/** How often the activation was computed. */
let count: number;
let scripts: readonly string[];
let variables: Activation["variables"];
let leavingScripts: readonly string[];
let unscripted: Activation | undefined;
let terminal: Activation["terminal"];

beforeEach(() => {
	made = machine({ files: { "/go/VERSION": "go1.22.5\n" } });
	count = 0;
	scripts = [];
	variables = {};
	leavingScripts = [];
	unscripted = undefined;
	terminal = {};
});
afterEach(() => made.remove());

const provider: Provider = {
	...providerOf("sdk", []),
	activate: async (_host, { toolchain }) => {
		count += 1;
		return {
			activation: { lists: {}, variables: { ...variables, COUNT: String(count) }, terminal },
			toolchain,
			inputs: ["/go/VERSION"],
			warnings: [],
			scripts,
			...(unscripted === undefined ? {} : { unscripted }),
		};
	},
	inputs: async () => ["/go/VERSION"],
	leave: async (_host, before) => ({ variables: before, scripts: leavingScripts }),
};

const context = (more: Partial<ActivationContext> = {}): ActivationContext => ({
	host: made.host,
	providers: [provider],
	goToolchain: { value: "local", isDefault: true },
	knowledge,
	...more,
});
const countOf = async (of: ActivationContext): Promise<string | null | undefined> =>
	(await activationOf(of, environment, base, signal)).activation.variables["COUNT"];

/** The whole content of our store, as one text. */
async function stored(): Promise<string> {
	const { store } = made.host;
	const names = [...(await store.list("activations")), ...(await store.list("last"))];
	return (await Promise.all(names.map((name) => store.read(name)))).join("\n");
}

describe("what is remembered of activations", () => {
	it("is the answer of files, until an input changes, the user's go/env file among them", async () => {
		expect(await countOf(context())).toBe("1");
		expect(await countOf(context())).toBe("1");
		made.write({ "/go/VERSION": "go1.22.6\n" });
		expect(await countOf(context())).toBe("2");
		made.write({ "/home/u/.config/go/env": "GOROOT=/other\n" });
		const { activation } = await activationOf(context(), environment, base, signal);
		expect(activation.variables).toMatchObject({ COUNT: "3", GOROOT: "/go" });
	});

	it.each(["activate.d", "deactivate.d of the one that was left"])(
		"is never the answer of scripts between runs: %s",
		async (which) => {
			if (which === "activate.d") scripts = ["/go/activate.d/a.sh"];
			else leavingScripts = ["/other/deactivate.d/a.sh"];
			expect(await countOf(context())).toBe("1");
			expect(await countOf(context())).toBe("2");
			expect(await knownActivation(context(), environment, base)).toBeUndefined();
			expect(await stored()).not.toContain("COUNT");
		},
	);

	it("is for the next start what scripts did not answer, and nothing where that is not known", async () => {
		const remember = async (): Promise<void> => {
			const activated = await activationOf(context(), environment, base, signal);
			await rememberActivation(made.host, "/work", { id: environment.id, name: environment.name, activated });
		};
		const last = () => lastActivation(made.host, "/work")?.activated.activation.variables;
		await remember();
		expect(last()).toMatchObject({ COUNT: "1" });
		scripts = ["/go/activate.d/a.sh"];
		made.write({ "/go/VERSION": "go1.22.6\n" });
		await remember();
		expect(last()).toBeUndefined();
		unscripted = { lists: {}, variables: { PLAIN: "plain" }, terminal: {} };
		await remember();
		expect(last()).toMatchObject({ PLAIN: "plain", GOTOOLCHAIN: "local" });
		expect(await stored()).not.toContain("COUNT");
		// the results of leaving scripts cannot be separated from the rest
		leavingScripts = ["/other/deactivate.d/a.sh"];
		await remember();
		expect(last()).toBeUndefined();
	});

	it("is forgotten also from before there were scripts", async () => {
		await countOf(context());
		expect(await stored()).toContain("COUNT");
		scripts = ["/go/activate.d/a.sh"];
		made.write({ "/go/VERSION": "go1.22.6\n" });
		await countOf(context());
		expect(await stored()).not.toContain("COUNT");
	});

	it("is kept by a window, with the time at which scripts ran, until it forgets or an input changes", async () => {
		scripts = ["/go/activate.d/a.sh"];
		const memory = activationMemory();
		const window = context({ memory });
		const before = made.host.now();
		const { ranAt } = await activationOf(window, environment, base, signal);
		expect(ranAt).toBeGreaterThanOrEqual(before);
		expect(await countOf(window)).toBe("1");
		expect(await countOf(context({ memory, host: made.withOptions({}).host }))).toBe("1");
		memory.forget(environment.id);
		expect(await countOf(window)).toBe("2");
		memory.forget();
		expect(await countOf(window)).toBe("3");
		made.write({ "/go/VERSION": "go1.22.6\n" });
		expect(await countOf(window)).toBe("4");
	});

	it.each([
		["GITHUB_TOKEN", "hunter2"],
		["__CONDA_SHLVL_0_NPM_TOKEN", "hunter2"],
		["DB_PASSWORD", "hunter2"],
		["MYSQL_PWD", "hunter2"],
		["DSN", "u:hunter2@tcp(db:3306)/x"],
		["GOPROXY", "https://me:hunter2@proxy.example"],
	])("never holds a secret: %s", async (name, value) => {
		variables = { [name]: value, PLAIN: "plain" };
		const activated = await activationOf(context(), environment, base, signal);
		expect(activated.activation.variables[name]).toBe(value);
		await rememberActivation(made.host, "/work", { id: environment.id, name: environment.name, activated });
		expect(await stored()).not.toContain("hunter2");
		// the rest is stored for terminals that are restored at the start
		expect(lastActivation(made.host, "/work")?.activated.activation.variables).toMatchObject({ PLAIN: "plain" });
		expect(await countOf(context())).toBe("2");
	});

	it("never holds a secret that is for terminals alone", async () => {
		terminal = { API_TOKEN: "hunter2" };
		const activated = await activationOf(context(), environment, base, signal);
		await rememberActivation(made.host, "/work", { id: environment.id, name: environment.name, activated });
		expect(activated.activation.terminal).toEqual(terminal);
		expect(await stored()).not.toContain("hunter2");
	});
});
