import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentJson } from "../../src/cli/json.ts";
import { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
import { isApprovalNeeded } from "../../src/core/activation/approvals.ts";
import { discover, environmentsOf } from "../../src/core/discovery/discovery.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Host } from "../../src/core/host.ts";
import { createModel, type Model } from "../../src/core/model/model.ts";
import { type FolderRequest, readFolder } from "../../src/core/model/readFolder.ts";
import type { Provider } from "../../src/core/provider.ts";
import { portableReference } from "../../src/core/selection/portableReference.ts";
import { resolveReference } from "../../src/core/selection/reference.ts";
import { providerOrder } from "../../src/core/settings/providerOrder.ts";
import type { FolderState } from "../../src/core/state.ts";
import { environmentsText } from "../../src/present/cli/environmentsText.ts";
import { plainStyle } from "../../src/present/cli/style.ts";
import { pickerRows } from "../../src/present/picker/pickerRows.ts";
import { environmentsView } from "../../src/present/sidebar/environmentsView.ts";
import { environmentText } from "../../src/present/texts/environmentText.ts";
import { pathText } from "../../src/present/texts/pathText.ts";
import { providers } from "../../src/providers/index.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { goroot, type Machine } from "../support/machine.ts";
import { treeLines } from "../support/treeLines.ts";
import { allProviders, devboxRow, guix, machineOfUnknown } from "../support/unknownProviders.ts";

const { signal } = new AbortController();

const titles = new Map(allProviders.map(({ name, title }) => [name, title]));
const work = "/home/u/work";

let made: Machine;
let host: Host;

beforeEach(() => {
	made = machineOfUnknown(work);
	host = made.host;
});
afterEach(() => made.remove());

async function listed(active: readonly Provider[] = allProviders): Promise<readonly GoEnvironment[]> {
	const listings = await discover({ host, providers: active, options: { searchPaths: [] }, signal });
	return environmentsOf(...[...listings.values()].map(({ state }) => state.environments));
}

async function read(more: Partial<FolderRequest> = {}): Promise<FolderState> {
	const request: FolderRequest = {
		host,
		folder: work,
		machine: await listed(),
		providers: allProviders,
		knowledge,
		options: { searchPaths: [] },
		goToolchain: { value: "local", isDefault: true },
		signal,
		...more,
	};
	return (await readFolder(request)).state;
}

/** The id for a reference typed in the folder, or the kind of its fault. */
async function idOf(reference: string, active: readonly Provider[] = allProviders): Promise<string> {
	const rows = environmentsOf(await listed(active), (await read()).environments);
	const found = await resolveReference({ host, rows, providers: active, folder: work, signal }, reference);
	return found.kind === "found" ? found.environment.id : found.kind === "unknown" ? found.fault.kind : found.kind;
}

describe("a provider that src knows nothing of", () => {
	it("is listed beside the others, on the command line and as JSON", async () => {
		const rows = await listed();
		expect(rows.map(({ id }) => id)).toEqual([
			"sdk:/home/u/sdk/go1.22.5",
			"guix:/home/u/profiles/a-tools",
			"guix:/home/u/profiles/bare",
			"guix:/home/u/profiles/ci",
		]);
		expect(rows.map(environmentJson)[3]).toEqual({
			id: "guix:/home/u/profiles/ci",
			provider: "guix",
			name: "ci",
			version: "1.23.4",
			goroot: "/home/u/profiles/ci/lib/go",
			program: "/home/u/profiles/ci/lib/go/bin/go",
			location: "/home/u/profiles/ci",
			toolchain: "known",
			otherPaths: [],
			problems: [],
			notes: [],
		});
		const lines = environmentsText({
			...{ host, environments: rows, titles, folder: work, all: false, style: plainStyle },
			meets: () => null,
			widthOf: (text) => text.length,
		});
		expect(lines.join("\n")).toMatch(/Guix profiles\n.*1\.21\.6 +a-tools.*\n.*1\.23\.4 +ci/);
	});

	it("takes over a plain row of the same GOROOT", async () => {
		made.write({ "/usr/local/go": { link: "/home/u/profiles/ci/lib/go" } });
		const rows = await listed();
		expect(rows.map(({ provider }) => provider)).toEqual(["sdk", "guix", "guix", "guix"]);
		expect(rows.find(({ name }) => name === "ci")?.otherPaths).toEqual(["/usr/local/go"]);
	});

	it.each([
		["ci", "guix:/home/u/profiles/ci"],
		["guix:ci", "guix:/home/u/profiles/ci"],
		["guix:1.21", "guix:/home/u/profiles/a-tools"],
		["guix:latest", "guix:/home/u/profiles/ci"],
		["1.23", "guix:/home/u/profiles/ci"],
		["latest", "guix:/home/u/profiles/ci"],
		["guix:/home/u/profiles/ci", "guix:/home/u/profiles/ci"],
		["~/profiles/ci", "guix:/home/u/profiles/ci"],
		["/home/u/profiles/ci/lib/go", "guix:/home/u/profiles/ci"],
		["./.guix", `guix:${work}/.guix`],
		["/opt/unlisted", "guix:/opt/unlisted"],
		["guix:nothing", "reference-unknown"],
		["guix:1.22", "reference-unknown"],
	])("is found by the reference %s", async (reference, id) => {
		expect(await idOf(reference)).toBe(id);
	});

	it("is not known by its prefix where the setting leaves it out", async () => {
		const others = allProviders.filter((provider) => provider !== guix);
		expect(await idOf("guix:ci", others)).toBe("reference-unknown");
		expect(await idOf("1.23", others)).toBe("reference-unknown");
	});

	it("has references for what is written into files that others share", async () => {
		const rows = environmentsOf(await listed(), (await read()).environments);
		const referenceOf = async (id: string): Promise<string | undefined> => {
			const environment = rows.find((row) => row.id === id);
			if (environment === undefined) return undefined;
			const { reference } = await portableReference(host, environment, work, async (text) => {
				const found = await resolveReference({ host, rows, providers: allProviders, folder: work, signal }, text);
				return found.kind === "found" ? found.environment : undefined;
			});
			return reference;
		};
		expect(await referenceOf("guix:/home/u/profiles/ci")).toBe("guix:ci");
		expect(await referenceOf(`guix:${work}/.guix`)).toBe("./.guix");
		expect(await referenceOf(`devbox:${work}#ci`)).toBe(".#ci");
	});

	it("has its place in the order that the setting says", async () => {
		expect(providerOrder(["guix", "sdk"], allProviders)).toEqual({ order: ["guix", "sdk"] });
		const { order, problem } = providerOrder(["giux"], allProviders);
		expect(order).toEqual(["sdk", "gvm", "conda", "flake", "guix", "devbox"]);
		expect(problem?.message).toContain("Known names: sdk, gvm, conda, flake, guix, devbox.");
		expect(providerOrder(["guix"], providers).problem).toMatchObject({ kind: "malformed" });
		made.write(goroot("/home/u/profiles/same/lib/go", "1.22.5"));
		made.write({ "/home/u/profiles/same/manifest": "" });
		expect(await idOf("1.22.5")).toBe("sdk:/home/u/sdk/go1.22.5");
		expect(await idOf("1.22.5", [guix, ...providers])).toBe("guix:/home/u/profiles/same");
	});

	it("is selected by the setting, by a file of the folder, and recommended where a requirement needs it", async () => {
		const chosen = { kind: "chosen", environment: { id: "guix:/home/u/profiles/ci" } };
		expect((await read({ setting: { reference: "guix:ci" } })).selection).toMatchObject(chosen);
		made.write({ [`${work}/go.mod`]: "module x\n\ngo 1.23\n" });
		expect((await read()).selection).toMatchObject({ kind: "inherited", recommended: chosen.environment });
		made.write({ [`${work}/.go-version`]: "1.23\n" });
		expect((await read()).selection).toMatchObject({ ...chosen, reason: { file: `${work}/.go-version` } });
		made.write({ [`${work}/go-environments.yaml`]: "version: 1\nenvironment: guix:a-tools\n" });
		const state = await read();
		expect(state.selection).toMatchObject({ kind: "chosen", environment: { name: "a-tools" } });
		expect(state.requirements).toMatchObject([{ met: false }]);
		made.write({ [`${work}/go-environments.yaml`]: "version: 1\nenvironment: guix:bare\n" });
		expect((await read()).selection).toMatchObject({ kind: "missing", fault: { kind: "reference-refused" } });
	});

	it("in a folder waits for an approval where a file of the folder chose it", async () => {
		const rows = await listed();
		const waits = async (reference: string): Promise<boolean> =>
			await isApprovalNeeded(host, work, (await read({ setting: { reference } })).selection, rows);
		expect(await waits("./.guix")).toBe(true);
		expect(await waits("guix:ci")).toBe(false);
	});

	it("is in the sidebar, the picker and the box for paths under its own title", async () => {
		const state = await read({ setting: { reference: "guix:ci" } });
		const folder = { folder: work, name: "work", state };
		const environments = await listed();
		const machineState = {
			providers: new Map(
				allProviders.map(({ name }) => [
					name,
					{
						kind: "listed" as const,
						environments: environments.filter(({ provider }) => provider === name),
						faults: [],
					},
				]),
			),
		};
		const { rows } = environmentsView({
			...{ host, environments, titles, folder, machine: machineState, folders: [folder] },
			verdicts: new Map(),
			isTrusted: true,
			isRemovable: () => false,
			compatibleOnly: false,
			isOff: false,
		});
		expect(treeLines(rows)).toEqual([
			"provider: Go SDKs | 1",
			"  environment: go1.22.5 | ~/sdk/go1.22.5",
			"provider: Guix profiles | 3",
			"  environment: .guix | Go 1.20.1 · ~/work/.guix",
			"  environment: a-tools | Go 1.21.6 · ~/profiles/a-tools",
			"  in-use: ci | Go 1.23.4 · in use · ~/profiles/ci",
			"  none: Without Go (1)",
			"    none: bare | no Go · ~/profiles/bare",
			"provider: Devbox shells | 2",
			"  unknown: #ci | version not known yet · ~/work",
			"  unknown: #default | version not known yet · ~/work",
		]);
		const picker = pickerRows({ host, environments, titles, state, isTrusted: true, verdicts: new Map() });
		expect(picker).toContainEqual({ kind: "section", label: "Guix profiles" });
		const { environment } = state.selection as { environment: GoEnvironment };
		expect(environmentText(environment)).toBe("Go 1.23.4 (ci)");
		const words = pathText(host, { kind: "environment", path: environment.location, environment });
		expect(words).toEqual({ text: "Go 1.23.4 (guix: ci)", isUsable: true });
	});
});

describe("a provider of shells that src knows nothing of", () => {
	it("is found by its shell and its name, and never by a version", async () => {
		expect(await idOf(".#ci")).toBe(`devbox:${work}#ci`);
		expect(await idOf(work)).toBe(`devbox:${work}#default`);
		expect(await idOf("devbox:#ci")).toBe(`devbox:${work}#ci`);
		const known = { ...devboxRow(work, "go"), toolchain: (await listed())[3]?.toolchain ?? { kind: "unknown" } };
		const request = { host, rows: [known], providers: allProviders, folder: work, signal };
		expect(await resolveReference(request, "1.23")).toMatchObject({ kind: "unknown" });
		expect(await resolveReference({ ...request, folder: "/" }, "#go")).toMatchObject({ kind: "found" });
	});

	it("means the shells of a folder alone where its file lies there", async () => {
		const rows = [{ ...devboxRow("/home/u/work/x", "ci"), name: "tools#ci" }];
		const request = { host, rows, providers: allProviders, folder: work, signal };
		expect(await resolveReference(request, "tools#ci")).toMatchObject({ kind: "found" });
		made.write({ [`${work}/tools/devbox.json`]: "" });
		expect(await resolveReference(request, "tools#ci")).toMatchObject({ kind: "unknown" });
	});

	it("is recommended by a file, and selected by the user, whose project's code it is", async () => {
		made.write({ [`${work}/go-environments.yaml`]: 'version: 1\nenvironment: ".#ci"\n' });
		expect((await read()).selection).toMatchObject({
			kind: "inherited",
			recommended: { id: `devbox:${work}#ci` },
		});
		const { selection } = await read({ setting: { reference: ".#ci" } });
		expect(selection).toMatchObject({ kind: "chosen", environment: { id: `devbox:${work}#ci` } });
		expect(await isApprovalNeeded(host, work, selection, [devboxRow(work, "ci")])).toBe(true);
	});
});

describe("the model with a provider that src knows nothing of", () => {
	let model: Model;
	beforeEach(async () => {
		model = createModel({
			host,
			providers: allProviders,
			knowledge,
			settings: () => ({
				order: providerOrder(["guix", "devbox"], allProviders).order,
				searchPaths: [],
				goToolchain: { value: "local", isDefault: true },
			}),
			mayActivate: () => true,
		});
		model.addFolder(work);
		await model.refresh();
	});
	afterEach(() => model.dispose());

	it("lists what the setting names, and activates what is picked, another of its kind left before", async () => {
		expect([...model.machine.providers.keys()]).toEqual(["guix", "devbox"]);
		const ci = await model.resolved("guix:ci", work);
		await model.pick(work, ci);
		const { selection, activation } = model.folder(work) ?? {};
		expect(selection).toMatchObject({ kind: "chosen", environment: { name: "ci" }, reason: { kind: "pick" } });
		expect(activation).toMatchObject({
			kind: "active",
			activated: {
				toolchain: { version: "1.23.4" },
				activation: {
					lists: { PATH: { prepend: ["/home/u/profiles/ci/bin"] } },
					variables: { GUIX_PROFILE: "/home/u/profiles/ci", GUIX_OUTER: null, GOTOOLCHAIN: "local" },
				},
			},
		});
	});

	it("activates on request what it would not by itself", async () => {
		await model.pick(work, await model.resolved(".#ci", work));
		const activated = { toolchain: { kind: "unknown" }, activation: { variables: { DEVBOX_SHELL: "#ci" } } };
		expect(model.folder(work)?.activation).toMatchObject({ kind: "active", activated });
	});

	it("keeps what is active on request, outdated after a change of its inputs, until the user activates it", async () => {
		await model.pick(work, await model.resolved(".#ci", work));
		const activationWith = (kind: string, file: string) => ({
			kind,
			activated: { activation: { variables: { DEVBOX_SHELL: "#ci", DEVBOX_ALL: file } } },
		});
		expect(model.folder(work)?.activation).toMatchObject(activationWith("active", "default ci\n"));
		made.write({ [`${work}/devbox.json`]: "default ci lint\n" });
		await model.reread(work);
		expect(model.folder(work)?.environments.map(({ name }) => name)).toContain("#lint");
		expect(model.folder(work)?.activation).toMatchObject(activationWith("outdated", "default ci\n"));
		await model.activate(work);
		expect(model.folder(work)?.activation).toMatchObject(activationWith("active", "default ci lint\n"));
	});

	it("says of what its provider cannot activate that it cannot be", async () => {
		const { activate: _, ...listing } = guix;
		const goToolchain = { value: "local", isDefault: true } as const;
		const context = { host, providers: [listing], goToolchain, knowledge };
		const [ci] = model.environments.filter(({ name }) => name === "ci");
		if (ci === undefined) throw new Error("ci is not listed");
		await expect(activateEnvironment(context, ci, {}, signal)).rejects.toMatchObject({
			fault: { kind: "not-supported", message: "“ci” cannot be activated." },
		});
	});
});
