import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FolderKnowledge } from "../../src/core/folderKnowledge.ts";
import type { Host } from "../../src/core/host.ts";
import { createModel, type Model } from "../../src/core/model/model.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { FolderSettings } from "../../src/core/settings/folderSettings.ts";
import { sdkProvider } from "../../src/providers/sdk/sdkProvider.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { type Content, goroot, type Machine, machine } from "../support/machine.ts";

const [work, other] = ["/home/u/work", "/home/u/other"];
const go = (version: string): string => `/home/u/sdk/go${version}`;

const installed = (version: string): Record<string, Content> => ({
	...goroot(go(version), version),
	[`${go(version)}/.unpacked-success`]: "",
});

/** What was done, by layer, in order: `reads /home/u/work`, `activates go1.22.5`, `writes selections`, `tells … active`. */
let walk: string[];
let made: Machine;
let model: Model;
let environment: FolderSettings["environment"];
const watchers = new Map<() => void, readonly string[]>();

/** The host of the machine, whose writes to our store are noted, and whose watchers are called by {@link change}. */
function notedHost(host: Host): Host {
	return {
		...host,
		store: {
			...host.store,
			async write(name, text) {
				walk.push(`writes ${name.split("/")[0]}`);
				await host.store.write(name, text);
			},
		},
		watch(paths, changed) {
			watchers.set(changed, paths);
			return { dispose: () => watchers.delete(changed) };
		},
	};
}

const notedProvider: Provider = {
	...sdkProvider,
	discoverMachine(...request) {
		walk.push("lists the machine");
		return sdkProvider.discoverMachine(...request);
	},
	discoverFolder(...request) {
		walk.push(`lists ${request[1]}`);
		return sdkProvider.discoverFolder(...request);
	},
	async activate(...request) {
		walk.push(`activates ${request[1].name}`);
		if (sdkProvider.activate === undefined) throw new Error("an SDK cannot be activated");
		return await sdkProvider.activate(...request);
	},
};

const notedKnowledge: FolderKnowledge = {
	...knowledge,
	async specificationsOf(...request) {
		walk.push(`reads files of ${request[1]}`);
		return await knowledge.specificationsOf(...request);
	},
	async requirementsOf(...request) {
		walk.push(`reads requirements of ${request[1]}`);
		return await knowledge.requirementsOf(...request);
	},
};

/** Longer than the delay that gathers changes on disk: what follows late has followed then. */
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 450));

/** A change on disk, as a watcher tells it: several events for each file. */
async function change(isChanged: (path: string) => boolean): Promise<void> {
	const told = [...watchers].filter(([, paths]) => paths.some(isChanged));
	for (let event = 0; event < 3; event++) for (const [changed] of told) changed();
	expect(told.length).toBeGreaterThan(0);
	await settled();
}

const versionInUse = (folder: string): string | undefined => {
	const activation = model.folder(folder)?.activation;
	const toolchain = activation?.kind === "active" ? activation.activated.toolchain : undefined;
	return toolchain?.kind === "known" ? toolchain.version : undefined;
};

/** One reading of the folder, in any order: its parts are read side by side. */
const reading = [`lists ${work}`, `reads files of ${work}`, `reads requirements of ${work}`];

beforeEach(async () => {
	watchers.clear();
	walk = [];
	environment = undefined;
	made = machine({
		variables: { PATH: "/usr/bin" },
		files: {
			...Object.assign({}, ...["1.20.1", "1.21.6", "1.22.5", "1.23.4"].map(installed)),
			[`${work}/.go-version`]: "1.20\n",
			[`${work}/go.mod`]: "module work\n\ngo 1.20\n",
			[`${other}/.go-version`]: "1.21.6\n",
		},
	});
	model = createModel({
		host: notedHost(made.host),
		providers: [notedProvider],
		knowledge: notedKnowledge,
		settings: (folder) => ({
			order: ["sdk"],
			searchPaths: [],
			goToolchain: { value: "local", isDefault: true },
			...(folder === work && environment !== undefined ? { environment } : {}),
		}),
		mayActivate: () => true,
	});
	model.addFolder(work);
	model.addFolder(other);
	await model.refresh();
	expect([versionInUse(work), versionInUse(other)]).toEqual(["1.20.1", "1.21.6"]);
	model.onDidChange((told) => {
		if (told.kind === "machine") walk.push("tells the machine");
		else walk.push(`tells ${told.folder} ${model.folder(told.folder)?.activation.kind}`);
	});
	walk = [];
});
afterEach(() => {
	model.dispose();
	made.remove();
});

/** Compares the walk of one value with its steps in order, and those of the reading in any order. */
function expectWalk(before: readonly string[], name: string): void {
	const from = before.length;
	expect(walk.slice(0, from)).toEqual(before);
	expect(new Set(walk.slice(from, from + reading.length))).toEqual(new Set(reading));
	expect(walk.slice(from + reading.length)).toEqual([
		`tells ${work} running`,
		`activates ${name}`,
		"writes activations",
		`tells ${work} active`,
		"writes last",
	]);
}

describe("one value walks once through each layer", () => {
	it("a pick: it is stored, the folder read once and activated once; its own file tells nothing new", async () => {
		const [picked] = model.environments.filter(({ name }) => name === "go1.22.5");
		await model.pick(work, picked);
		await change((path) => path.includes("selections"));
		expectWalk(["writes selections"], "go1.22.5");
		expect([versionInUse(work), versionInUse(other)]).toEqual(["1.22.5", "1.21.6"]);
	});

	it("a setting of the folder", async () => {
		environment = { reference: "1.23" };
		await model.reread(work);
		await settled();
		expectWalk([], "go1.23.4");
		expect([versionInUse(work), versionInUse(other)]).toEqual(["1.23.4", "1.21.6"]);
	});

	it("a change of a file that names Go", async () => {
		made.write({ [`${work}/.go-version`]: "1.22.5\n" });
		await change((path) => path === `${work}/.go-version`);
		expectWalk([], "go1.22.5");
		expect([versionInUse(work), versionInUse(other)]).toEqual(["1.22.5", "1.21.6"]);
	});

	it("a value that stays what it was is read once, and neither activated nor written", async () => {
		await change((path) => path === `${work}/.go-version`);
		expect(walk).toHaveLength(reading.length + 1);
		expect(new Set(walk)).toEqual(new Set([...reading, `tells ${work} active`]));
	});

	it("another Go in the place of the one in use: its kind is listed once, and the folder activated once", async () => {
		made.write({ [`${go("1.20.1")}/VERSION`]: "go1.20.2" });
		await change((path) => path === `${go("1.20.1")}/VERSION`);
		const times = (step: string): number => walk.filter((done) => done === step).length;
		expect([times("lists the machine"), times("tells the machine")]).toEqual([1, 1]);
		// on a busy machine the last one comes late
		await vi.waitFor(() => {
			expect(walk.filter((step) => /^(?:activates|writes)/.test(step))).toEqual([
				"activates go1.20.2",
				"writes activations",
				"writes last",
			]);
		});
		expect(reading.map(times)).toEqual([1, 1, 1]);
		expect(versionInUse(work)).toBe("1.20.2");
	});
});
