// What is cancelled at a bad moment: nothing that changed meanwhile is lost, and nothing runs that nobody asked for.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Activated } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { FaultError } from "../../src/core/fault.ts";
import type { FolderKnowledge } from "../../src/core/folderKnowledge.ts";
import { createModel, type Model } from "../../src/core/model/model.ts";
import { pickOf, readPick, writePick } from "../../src/core/selection/picks.ts";
import { type Machine, machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

const first = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/first" });
const second = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6", location: "/second" });
const onRequest: GoEnvironment = { ...first, kind: { ...first.kind, activation: "on-request" } };

let made: Machine;
let model: Model;
let rows: GoEnvironment[];
let scripts: readonly string[];
/** The environments that were activated. */
let runs: string[];
let readings: number;
/** What a reading of the files, a listing, an activation and the question for inputs wait for. */
let reading: Promise<void>;
let listing: Promise<void>;
let activating: (environment: GoEnvironment) => Promise<void>;
let asking: () => Promise<void>;
/** The watchers that are there, by what they call. */
let watchers: Map<() => void, readonly string[]>;

const never = async (): Promise<void> => await new Promise<void>(() => {});

function held(): { readonly until: Promise<void>; release(): void } {
	let release = (): void => {};
	const until = new Promise<void>((done) => (release = done));
	return { until, release: () => release() };
}

const knowledge: FolderKnowledge = {
	async specificationsOf() {
		readings++;
		await reading;
		return { specifications: [], inputs: ["/work/.go-version"], faults: [] };
	},
	requirementsOf: async () => ({ requirements: [], faults: [], inputs: [] }),
	judged: async () => [],
	userGoEnv: async () => ({ values: new Map() }),
	inheritedGo: async () => ({ kind: "none" }),
};

const activatedOf = ({ toolchain, location }: GoEnvironment): Activated => ({
	activation: { lists: { PATH: { prepend: [`${location}/bin`], drop: [] } }, variables: {}, terminal: {} },
	toolchain,
	inputs: [`${location}/VERSION`],
	warnings: [],
	scripts,
});

beforeEach(() => {
	made = machine({
		files: { "/work/go.mod": "", "/first/VERSION": "1", "/second/VERSION": "1" },
		variables: { PATH: "/usr/bin" },
	});
	rows = [first, second];
	scripts = runs = [];
	readings = 0;
	reading = listing = Promise.resolve();
	activating = asking = async () => {};
	watchers = new Map();
	vi.spyOn(made.host, "watch").mockImplementation((paths, changed) => {
		watchers.set(changed, paths);
		return { dispose: () => watchers.delete(changed) };
	});
	model = createModel({
		host: made.host,
		providers: [
			{
				...providerOf("sdk", []),
				async *discoverMachine() {
					await listing;
					for (const environment of rows) yield { kind: "environment", environment };
				},
				async activate(_host, environment) {
					runs.push(environment.name);
					await activating(environment);
					return activatedOf(environment);
				},
				async inputs(_host, { location }) {
					await asking();
					return [`${location}/VERSION`];
				},
			},
		],
		knowledge,
		settings: () => ({ order: ["sdk"], searchPaths: [], goToolchain: { value: "local", isDefault: true } }),
		mayActivate: () => true,
	});
	model.addFolder("/work");
});
afterEach(() => {
	model.dispose();
	vi.restoreAllMocks();
	made.remove();
});

const cancelled = { fault: { kind: "cancelled" } };
const selected = () => {
	const selection = model.folder("/work")?.selection;
	return selection?.kind === "chosen" ? selection.environment.id : selection?.kind;
};
const isRunning = () => vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("running"));

it("reads a change that waited when a refresh was cancelled", async () => {
	await model.refresh();
	for (const [changed, paths] of [...watchers]) if (paths.includes("/work/.go-version")) changed();
	const before = readings;
	const hold = held();
	reading = hold.until;
	const stop = new AbortController();
	const refresh = model.refresh(undefined, stop.signal);
	await vi.waitFor(() => expect(readings).toBe(before + 1));
	stop.abort();
	await expect(refresh).rejects.toMatchObject(cancelled);
	hold.release();
	await vi.waitFor(() => expect(readings).toBe(before + 2));
});

it("reads the pick of another window that was being read when a refresh was cancelled", async () => {
	await model.refresh();
	await model.pick("/work", second);
	await writePick(made.host, "/work", pickOf(first));
	const hold = held();
	reading = hold.until;
	const before = readings;
	const reread = model.reread("/work");
	await vi.waitFor(() => expect(readings).toBe(before + 1));
	listing = never();
	const stop = new AbortController();
	const refresh = model.refresh(undefined, stop.signal);
	stop.abort();
	await expect(refresh).rejects.toMatchObject(cancelled);
	hold.release();
	await reread;
	await vi.waitFor(() => expect(selected()).toBe(first.id));
});

it("reads a folder for the first time also where the refresh that did so was cancelled", async () => {
	const hold = held();
	reading = hold.until;
	void model.reread("/work");
	const stop = new AbortController();
	const refresh = model.refresh(undefined, stop.signal);
	await vi.waitFor(() => expect(readings).toBeGreaterThan(0));
	stop.abort();
	await expect(refresh).rejects.toMatchObject(cancelled);
	hold.release();
	await vi.waitFor(() => expect(model.folder("/work")).toBeDefined());
});

it("leaves what another window stored while a pick ran that is cancelled", async () => {
	await model.refresh();
	await model.pick("/work", "inherited");
	activating = never;
	const stop = new AbortController();
	const picked = model.pick("/work", first, stop.signal);
	await isRunning();
	await writePick(made.host, "/work", pickOf(second));
	stop.abort();
	await expect(picked).rejects.toMatchObject(cancelled);
	expect((await readPick(made.host, "/work")).pick?.id).toBe(second.id);
});

it("does not run again what is activated on request, after a pick of another was cancelled", async () => {
	rows = [onRequest, second];
	scripts = ["/first/hook"];
	await model.refresh();
	await model.pick("/work", onRequest);
	runs = [];
	activating = never;
	const stop = new AbortController();
	const picked = model.pick("/work", second, stop.signal);
	await isRunning();
	stop.abort();
	await expect(picked).rejects.toMatchObject(cancelled);
	await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("active"));
	expect([selected(), runs]).toEqual([onRequest.id, [second.name]]);
});

it("leaves no watcher of a folder that was removed while its inputs were asked for", async () => {
	rows = [onRequest, second];
	await model.refresh();
	await writePick(made.host, "/work", pickOf(onRequest));
	const hold = held();
	const asked = vi.fn(() => hold.until);
	asking = asked;
	const reread = model.reread("/work");
	await vi.waitFor(() => expect(asked).toHaveBeenCalled());
	model.removeFolder("/work");
	hold.release();
	await reread;
	expect([...watchers.values()].filter((paths) => paths.includes("/first/VERSION"))).toEqual([]);
});

it("stores again what was there also where that could not be read as a pick", async () => {
	await model.refresh();
	await model.pick("/work", second);
	const [name = ""] = await made.host.store.list("selections");
	await made.host.store.write(name, "{ damaged");
	activating = never;
	const stop = new AbortController();
	const picked = model.pick("/work", first, stop.signal);
	await isRunning();
	stop.abort();
	await expect(picked).rejects.toMatchObject(cancelled);
	expect(await made.host.store.read(name)).toBe("{ damaged");
	await vi.waitFor(() => expect(selected()).toBe("missing"));
});

it("stops what runs also where the pick before cannot be stored again", async () => {
	await model.refresh();
	await model.pick("/work", second);
	activating = never;
	const stop = new AbortController();
	const picked = model.pick("/work", first, stop.signal);
	await isRunning();
	const full = new FaultError({ kind: "not-writable", message: "full" });
	vi.spyOn(made.host.store, "replace").mockRejectedValue(full);
	activating = async () => {};
	stop.abort();
	await expect(picked).rejects.toMatchObject({ fault: { kind: "not-writable" } });
	await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).not.toBe("running"));
});
