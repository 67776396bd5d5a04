import { rmSync, utimesSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acceptedByCondaSpec } from "../../src/conda/condaRange.ts";
import { activationOf } from "../../src/core/activation/activationCache.ts";
import { allow, isApprovalNeeded, storedApprovalOf } from "../../src/core/activation/approvals.ts";
import { isOfFolder } from "../../src/core/activation/isOfFolder.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { FolderKnowledge, FoundSpecification } from "../../src/core/folderKnowledge.ts";
import { type FolderRequest, readFolder } from "../../src/core/model/readFolder.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { Requirement } from "../../src/core/requirements/requirement.ts";
import type { FolderState } from "../../src/core/state.ts";
import { compareGoVersions } from "../../src/core/versions/goVersion.ts";
import { type Machine, machine } from "../support/machine.ts";
import { goVersion, providerOf, row } from "../support/rows.ts";

const old = row({ provider: "sdk", name: "go1.20.1", version: "1.20.1", location: "/sdk/go1.20.1" });
const good = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/sdk/go1.22.5" });
const newer = row({ provider: "conda", name: "ci", version: "1.23.1", location: "/conda/envs/ci" });
const rc = row({ provider: "sdk", name: "go1.29rc1", version: "1.29rc1", location: "/sdk/go1.29rc1" });
const hidden = row({
	provider: "conda",
	name: "x",
	version: "1.25.0",
	location: "/conda/conda-bld/x",
	onlyByPath: true,
});
const local = row({ provider: "conda", name: ".conda", version: "1.22.1", location: "/work/.conda", folder: "/work" });

const needs: Requirement = {
	range: ">=1.22",
	version: goVersion("1.22"),
	source: "go",
	file: "/work/go.mod",
	line: 3,
	decides: true,
};

let made: Machine;
let request: FolderRequest;
let requirements: readonly Requirement[];
let knowledge: FolderKnowledge;

beforeEach(() => {
	made = machine({
		files: { "/work/go.mod": "module x\n\ngo 1.22\n", "/work/.conda/state": "{}", "/work/.conda/bin/go": "program" },
		variables: { PATH: "/usr/bin", SHLVL: "1" },
	});
	requirements = [needs];
	knowledge = {
		specificationsOf: async () => ({ specifications: [], inputs: ["/work/.go-version"], faults: [] }),
		requirementsOf: async () => ({ requirements, faults: [], inputs: ["/work/go.mod"] }),
		judged: async (_host, { requirements: of }, go) =>
			of.map((one) => ({
				...one,
				met: go === undefined || one.version === undefined ? null : compareGoVersions(go.version, one.version) >= 0,
			})),
		userGoEnv: async () => ({ values: new Map() }),
		inheritedGo: async () => ({
			kind: "program",
			program: "/sdk/go1.20.1/bin/go",
			goroot: old.location,
			version: goVersion("1.20.1"),
		}),
	};
	const conda: Provider = {
		...providerOf("conda", []),
		async *discoverFolder() {
			yield { kind: "environment", environment: local };
			yield { kind: "place", path: "/work/.conda/conda-meta" };
		},
		activate: async (_host, { location, toolchain }) => ({
			activation: { lists: { PATH: { prepend: [`${location}/bin`], drop: [] } }, variables: {}, terminal: {} },
			toolchain,
			inputs: [`${location}/state`],
			warnings: [],
			scripts: [],
		}),
		inputs: async (_host, { location }) => [`${location}/state`],
	};
	request = {
		host: made.host,
		folder: "/work",
		machine: [old, good, rc, newer, hidden],
		providers: [providerOf("sdk", []), conda],
		knowledge,
		options: { searchPaths: [] },
		goToolchain: { value: "local", isDefault: true },
		signal: new AbortController().signal,
	};
});
afterEach(() => made.remove());

const read = async (more: Partial<FolderRequest> = {}): Promise<FolderState> =>
	(await readFolder({ ...request, ...more })).state;

describe("a folder's state", () => {
	it("recommends the newest release that meets what decides, where the inherited Go does not", async () => {
		const state = await read();
		expect(state.selection).toMatchObject({
			kind: "inherited",
			environment: { id: old.id },
			recommended: { id: newer.id },
		});
		expect(state.requirements).toMatchObject([{ file: "/work/go.mod", line: 3, met: false }]);
		requirements = [];
		expect(await read()).toMatchObject({ selection: { kind: "inherited", environment: { id: old.id } } });
		expect((await read()).selection).not.toHaveProperty("recommended");
	});

	it("recommends nothing for an inherited Go that is not listed, or is a shim, where nothing is required", async () => {
		requirements = [];
		const { selection } = await read({ machine: [newer] });
		expect(selection).toMatchObject({ kind: "inherited", inherited: { kind: "program", version: "1.20.1" } });
		expect(selection).not.toHaveProperty("recommended");
		knowledge.inheritedGo = async () => ({ kind: "shim", manager: "asdf", program: "/home/u/.asdf/shims/go" });
		expect((await read()).selection).not.toHaveProperty("recommended");
		knowledge.inheritedGo = async () => ({ kind: "none" });
		expect((await read()).selection).toMatchObject({ recommended: { id: newer.id } });
	});

	it("recommends one that meets the requirement also where the selected one does not", async () => {
		const unmet = await read({ setting: { reference: "1.20.1" } });
		expect(unmet.selection).toMatchObject({
			kind: "chosen",
			environment: { id: old.id },
			recommended: { id: newer.id },
		});
		const met = await read({ setting: { reference: "1.22.5" } });
		expect(met.selection).toMatchObject({ kind: "chosen", environment: { toolchain: { version: "1.22.5" } } });
		expect(met.selection).not.toHaveProperty("recommended");
	});

	it("says what is wrong with the inherited Go, where it is the one in use", async () => {
		const fault = { kind: "conflict" as const, message: "The variable GOROOT names Go 1.24.6" };
		knowledge.inheritedGo = async () => ({
			kind: "program",
			program: "/sdk/go1.20.1/bin/go",
			goroot: old.location,
			version: goVersion("1.20.1"),
			fault,
		});
		const state = await read();
		expect(state.selection).toMatchObject({ kind: "inherited", environment: { id: old.id } });
		expect(state.faults).toContainEqual(fault);
		const chosen = await read({ setting: { reference: "1.22.5" } });
		expect(chosen.selection.kind).toBe("chosen");
		expect(chosen.faults).not.toContainEqual(fault);
	});

	it("judges each version once for the recommendation, however many rows have it", async () => {
		const { judged } = knowledge;
		let count = 0;
		knowledge.judged = (...parameters) => {
			count += 1;
			return judged(...parameters);
		};
		const many = Array.from({ length: 500 }, (_, index) =>
			row({ provider: "conda", name: `e${index}`, version: "1.20.1" }),
		);
		expect((await read({ machine: [...many, old, newer] })).selection).toMatchObject({ recommended: { id: newer.id } });
		expect(count).toBeLessThan(5);
	});

	it("recommends a Go that the deciding environment.yml asks for", async () => {
		requirements = [];
		const file = "/work/environment.yml";
		const demand = { alternatives: ["conda:nope"], line: 3 };
		const accepts = acceptedByCondaSpec("go >=1.22,<1.23");
		knowledge.specificationsOf = async () => ({
			specifications: [{ kind: "environment.yml", file, above: false, demand, accepts, faults: [] }],
			inputs: [],
			faults: [],
		});
		expect((await read()).selection).toMatchObject({ kind: "missing", recommended: { id: good.id } });
	});

	it("tells of each file what it would select, also where a choice decides", async () => {
		const file = (kind: ".go-version" | "environment.yml", reference: string): FoundSpecification => ({
			kind,
			file: `/work/${kind}`,
			above: false,
			demand: { alternatives: [reference], line: 1 },
			faults: [],
		});
		const asksNothing: FoundSpecification = { kind: "mise.toml", file: "/work/mise.toml", above: false, faults: [] };
		knowledge.specificationsOf = async () => ({
			specifications: [asksNothing, file(".go-version", "1.22.5"), file("environment.yml", "conda:nope")],
			inputs: [],
			faults: [],
		});
		const { specifications, selection } = await read({ setting: { reference: "conda:ci" } });
		expect(selection).toMatchObject({ kind: "chosen", environment: { id: newer.id } });
		expect(specifications).toMatchObject([
			{ kind: "mise.toml" },
			{ selection: { kind: "chosen", environment: { id: good.id } } },
			{ selection: { kind: "missing", fault: { kind: "reference-unknown" } } },
		]);
		expect(specifications[0]).not.toHaveProperty("selection");
	});

	it("judges by the Go that is selected", async () => {
		const state = await read({ setting: { reference: "1.22.5" } });
		expect(state).toMatchObject({
			selection: { kind: "chosen" },
			requirements: [{ met: true }],
			activation: { kind: "none" },
		});
	});

	it("tells to which Go go would switch where that would meet what is not met, and the setting forbids it", async () => {
		const setting = { reference: "1.20.1" };
		const switching: FolderKnowledge = {
			...knowledge,
			judged: async (host, all, go, { value }) =>
				(await knowledge.judged(host, all, go, { value, isDefault: true })).map((one) =>
					value === "auto" ? { ...one, switchesTo: goVersion("1.22.0") } : one,
				),
		};
		const would = async (more: Partial<FolderRequest> = {}) =>
			(await read({ setting, knowledge: switching, ...more })).wouldSwitchTo;
		expect(await would()).toBe("1.22.0");
		expect(await would({ goToolchain: { value: "auto", isDefault: false } })).toBeUndefined();
		expect(await would({ setting: { reference: "inherited" } })).toBeUndefined();
		expect(await would({ setting: { reference: "1.22.5" } })).toBeUndefined();
		expect(await would({ knowledge })).toBeUndefined();
	});

	it("lists the folder's own environments and names every input", async () => {
		const { state, inputs } = await readFolder(request);
		expect(state.environments.map(({ id }) => id)).toEqual([local.id]);
		expect(inputs).toEqual(["/work/.conda/conda-meta", "/work/.go-version", "/work/go.mod"]);
	});

	it("gathers the faults of all that was read", async () => {
		knowledge.inheritedGo = async () => ({ kind: "shim", manager: "asdf", program: "/home/u/.asdf/shims/go" });
		knowledge.requirementsOf = async () => ({ requirements, faults: [], inputs: [], cut: { directories: 2000 } });
		const { faults } = await read();
		expect(faults.map(({ kind }) => kind)).toEqual(["note", "not-supported"]);
	});

	it("has a flake.nix among its files only where its flake has a shell, or nobody could read whether", async () => {
		const specification = {
			kind: "flake.nix",
			offers: "flake",
			file: "/work/flake.nix",
			above: false,
			demand: { alternatives: [".#default"], line: 1 },
			faults: [],
		} as const;
		knowledge.specificationsOf = async () => ({ specifications: [specification], inputs: [], faults: [] });
		const shell = row({ provider: "flake", name: "#ci", location: "/work", toolchain: { kind: "unknown" } });
		const flake = (...rows: GoEnvironment[]): Provider => ({
			...providerOf("flake", []),
			async *discoverFolder() {
				for (const environment of rows) yield { kind: "environment", environment };
			},
		});
		const files = async (provider: Provider): Promise<readonly string[]> =>
			(await read({ providers: [provider] })).specifications.map(({ file }) => file);
		expect(await files(flake())).toEqual([]);
		expect(await files(flake({ ...shell, location: "/work/tools" }))).toEqual([]);
		expect(await files(flake(shell))).toEqual(["/work/flake.nix"]);
		const failing: Provider = {
			...flake(),
			// biome-ignore lint/correctness/useYield: it fails before the first row
			async *discoverFolder() {
				throw new Error("broken");
			},
		};
		expect(await files(failing)).toEqual(["/work/flake.nix"]);
	});

	it("is missing where the pick cannot be read: something was chosen, and nobody knows what", async () => {
		await made.host.store.write(`selections/${made.host.sha256("/work").slice(0, 32)}.json`, "{");
		const { selection, faults } = await read({ setting: { reference: "1.22.5" } });
		expect(selection).toMatchObject({ kind: "missing", reason: { kind: "pick" }, fault: { kind: "malformed" } });
		// the store's path is not the name of an environment
		expect(selection).toMatchObject({ reference: "the stored selection", isUnread: true });
		expect(faults.map(({ kind }) => kind)).toEqual(["malformed"]);
	});

	it("tells the activation that the cache knows, until an input changes", async () => {
		const setting = { reference: "./.conda" };
		expect(await read({ setting })).toMatchObject({ activation: { kind: "none" } });
		await activationOf(request, local, made.host.variables, request.signal);
		expect(await read({ setting })).toMatchObject({ activation: { kind: "active" } });
		// another shell level does not affect an activation, another PATH does
		const deeper = made.withOptions({ variables: { PATH: "/usr/bin", SHLVL: "2" } });
		expect(await read({ setting, host: deeper.host })).toMatchObject({ activation: { kind: "active" } });
		const other = made.withOptions({ variables: { PATH: "/bin", SHLVL: "1" } });
		expect(await read({ setting, host: other.host })).toMatchObject({ activation: { kind: "none" } });
		made.write({ "/work/.conda/state": '{"env_vars":{}}' });
		expect(await read({ setting })).toMatchObject({ activation: { kind: "none" } });
	});

	it("says that the folder is gone, and selects as before", async () => {
		const { state } = await readFolder({ ...request, folder: "/gone" });
		expect(state.faults).toContainEqual({
			kind: "not-readable",
			file: "/gone",
			message: "The folder /gone does not exist any more.",
			remedies: [{ text: "Restore it, or remove it from the workspace." }],
		});
		expect(state.selection.kind).toBe("inherited");
	});
});

/** Replaces a file without changing its modification time. */
function replaceUnseen(path: string, text: string): void {
	made.write({ [path]: text });
	utimesSync(made.place(path), 1000, 1000);
}

const huge = (letter: string): string => letter.repeat(2 << 20);

describe("a remembered activation", () => {
	it("takes size and time of a large input for its content, and the content of a small one", async () => {
		const setting = { reference: "./.conda" };
		replaceUnseen("/work/.conda/state", huge("a"));
		await activationOf(request, local, made.host.variables, request.signal);
		replaceUnseen("/work/.conda/state", huge("b"));
		expect(await read({ setting })).toMatchObject({ activation: { kind: "active" } });
		utimesSync(made.place("/work/.conda/state"), 1, 1);
		expect(await read({ setting })).toMatchObject({ activation: { kind: "none" } });
		replaceUnseen("/work/.conda/state", "a");
		await activationOf(request, local, made.host.variables, request.signal);
		replaceUnseen("/work/.conda/state", "b");
		expect(await read({ setting })).toMatchObject({ activation: { kind: "none" } });
	});

	it.each([
		"{",
		"null",
		'{"version":9,"entries":[]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"activated":{"activation":{}}}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"activated":{"activation":{"lists":{"PATH":5},"variables":{},"terminal":{}},"toolchain":{"kind":"none"},"inputs":[],"warnings":[]}}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"activated":{"activation":{"lists":{},"variables":{"A":5},"terminal":{}},"toolchain":{"kind":"none"},"inputs":[],"warnings":[]}}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"activated":{"activation":{"lists":{},"variables":{},"terminal":{}},"toolchain":{},"inputs":[5],"warnings":[null]}}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"fault":{"kind":"zzz","message":"m","remedies":5}}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"fault":{"kind":"usage","message":"m","remedies":[{"text":"x","action":{"kind":"run","command":"rm"}}]}}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"fault":{"kind":"usage","message":"m","remedies":[{"text":"x","action":{"kind":"open"}}]}}}]}',
		'{"version":VERSION,"entries":[{"base":"BASE","inputs":{},"outcome":{"fault":{"kind":"usage","message":"m","remedies":[{"text":"x","action":{"kind":"operation","name":"remove"}}]}}}]}',
	])("that cannot be read is a miss: %s", async (text) => {
		await activationOf(request, local, made.host.variables, request.signal);
		const [file = ""] = await made.host.store.list("activations");
		const { version, entries } = JSON.parse((await made.host.store.read(file)) ?? "") as {
			version: number;
			entries: { base: string }[];
		};
		await made.host.store.write(file, text.replace("VERSION", `${version}`).replace("BASE", entries[0]?.base ?? ""));
		expect(await read({ setting: { reference: "./.conda" } })).toMatchObject({ activation: { kind: "none" } });
		const activated = await activationOf(request, local, made.host.variables, request.signal);
		expect(activated.activation.lists["PATH"]?.prepend).toEqual(["/work/.conda/bin"]);
	});
});

describe("an approval", () => {
	const wanted = (environment: GoEnvironment) => ({ ...request, environment, reference: "./.conda" });
	const approve = (environment: GoEnvironment): Promise<void> =>
		allow(request.host, request.folder, { selection: wanted(environment), toolchain: false });

	it("is needed for what lies in the folder when files of the folder chose it, and for nothing else", async () => {
		const chosen = async (more: Partial<FolderRequest>) =>
			isApprovalNeeded(request.host, request.folder, (await read(more)).selection, request.machine);
		expect(await chosen({ setting: { reference: "./.conda" } })).toBe(true);
		expect(await chosen({ setting: { reference: "1.22.5" } })).toBe(false);
		expect(await chosen({ argument: { reference: "./.conda", base: "/work" } })).toBe(false);
		expect(await chosen({})).toBe(false);
	});

	const sdk = (location: string, realPaths = [location]): GoEnvironment =>
		row({ provider: "sdk", name: "go1.99.9", version: "1.99.9", location, realPaths });

	it.each([
		["the folder", "/work", "/work/sdk/go1.99.9"],
		["below the folder", "/work/home", "/work/home/sdk/go1.99.9"],
	])("is needed where the home folder is %s", async (_, home, location) => {
		const { host } = made.withOptions({ home });
		const environment = sdk(location);
		expect(await isOfFolder(host, "/work", environment, [environment])).toBe(true);
		expect(await isOfFolder(host, "/other", environment, [environment])).toBe(false);
	});

	it("is needed where the folder, or the environment, is reached by a link", async () => {
		made.write({ "/link": { link: "/work" }, "/workshop/go/VERSION": "" });
		const inside = sdk("/work/sdk/go1.99.9");
		const linked = sdk("/opt/go1.99.9", ["/work/sdk/go1.99.9"]);
		const beside = sdk("/workshop/go");
		const machine = [inside, linked, beside];
		expect(await isOfFolder(made.host, "/link", inside, machine)).toBe(true);
		expect(await isOfFolder(made.host, "/work", linked, machine)).toBe(true);
		expect(await isOfFolder(made.host, "/work", beside, machine)).toBe(false);
	});

	it("is not needed in the account's own home for what the machine lists, but where that is a checkout", async () => {
		const environment = sdk("/home/u/sdk/go1.22.5");
		const needed = (accountsHome: string): Promise<boolean> => {
			const { host } = made.withOptions({ accountsHome });
			return isOfFolder(host, "/home/u", environment, [environment]);
		};
		expect(await needed("/home/u")).toBe(false);
		expect(await needed("/root")).toBe(true);
		made.write({ "/home/u/.git/HEAD": "" });
		expect(await needed("/home/u")).toBe(true);
	});

	it("is needed for what a file above chose, but not for the user's own file in the home folder", async () => {
		const environment = sdk("/home/u/sdk/go1.99.9");
		const needed = (file: string): Promise<boolean> => {
			const selection = { kind: "chosen", environment, reason: { kind: "specification", file } } as const;
			const { host } = made.withOptions({ accountsHome: "/home/u" });
			return isApprovalNeeded(host, "/home/u/work", selection, [environment]);
		};
		expect(await needed("/home/u/.tool-versions")).toBe(false);
		expect(await needed("/home/.tool-versions")).toBe(true);
		expect(await needed("/.tool-versions")).toBe(true);
		for (const checkout of ["/home/u", "/home"]) {
			made.write({ [`${checkout}/.git/HEAD`]: "" });
			expect([checkout, await needed("/home/u/.tool-versions")]).toEqual([checkout, true]);
			rmSync(made.place(`${checkout}/.git`), { recursive: true });
			expect(await needed("/home/u/.tool-versions")).toBe(false);
		}
	});

	it("covers the reference, the inputs and the program", async () => {
		const environment: GoEnvironment = {
			...local,
			toolchain: {
				kind: "known",
				version: goVersion("1.22.1"),
				goroot: "/work/.conda/go",
				program: "/work/.conda/bin/go",
			},
		};
		expect(await storedApprovalOf(wanted(environment))).toBe("none");
		await approve(environment);
		expect(await storedApprovalOf(wanted(environment))).toBe("allowed");
		expect(await storedApprovalOf({ ...wanted(environment), reference: ".conda" })).toEqual({ approved: "./.conda" });
		made.write({ "/work/.conda/bin/go": "other" });
		const program = { changed: "/work/.conda/bin/go" };
		expect(await storedApprovalOf(wanted(environment))).toEqual(program);
		replaceUnseen("/work/.conda/bin/go", huge("a"));
		await approve(environment);
		replaceUnseen("/work/.conda/bin/go", huge("b"));
		expect(await storedApprovalOf(wanted(environment))).toEqual(program);
		await approve(environment);
		made.write({ "/work/.conda/state": '{"env_vars":{"X":"1"}}' });
		expect(await storedApprovalOf(wanted(environment))).toEqual({
			changed: expect.stringContaining("state") as string,
		});
	});
});
