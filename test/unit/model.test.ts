import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lastActivation } from "../../src/core/activation/lastActivation.ts";
import type { Activated } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { FaultError } from "../../src/core/fault.ts";
import type { FolderKnowledge } from "../../src/core/folderKnowledge.ts";
import { createModel, type Model, type ModelChange } from "../../src/core/model/model.ts";
import type { Report } from "../../src/core/operation.ts";
import type { Provider } from "../../src/core/provider.ts";
import { pickOf, readPick, writePick } from "../../src/core/selection/picks.ts";
import { type Machine, machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

const first = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/first" });
const second = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6", location: "/second" });

const knowledge: FolderKnowledge = {
	specificationsOf: async () => ({ specifications: [], inputs: [], faults: [] }),
	requirementsOf: async () => ({ requirements: [], faults: [], inputs: [] }),
	judged: async () => [],
	userGoEnv: async () => ({ values: new Map() }),
	inheritedGo: async () => ({ kind: "none" }),
};

let made: Machine;
let model: Model;
let changes: ModelChange[];
let rows: GoEnvironment[];
/** What a listing waits for. */
let listing: Promise<void>;
/** Called when a listing is aborted. */
let ending: () => void;
let trusted: boolean;
/** The scripts that an activation reports. */
let scripts: readonly string[];
/** Whether the result of an environment on request is stored. */
let isEvaluated: boolean;
/** What the next activation does; each waits for its turn where a test wants it to. */
let activating: (environment: GoEnvironment, report?: Report, signal?: AbortSignal) => Promise<void>;

const activatedOf = ({ toolchain, location }: GoEnvironment): Activated => ({
	activation: { lists: { PATH: { prepend: [`${location}/bin`], drop: [] } }, variables: {}, terminal: {} },
	toolchain: toolchain.kind === "unknown" ? first.toolchain : toolchain,
	inputs: [`${location}/VERSION`],
	warnings: [],
	scripts,
});

function newModel(): Model {
	const provider: Provider = {
		...providerOf("sdk", []),
		async *discoverMachine(_host, _options, signal) {
			signal.addEventListener("abort", () => ending());
			await listing;
			for (const environment of rows) yield { kind: "environment", environment };
		},
		async activate(_host, environment, _base, signal, report) {
			await activating(environment, report, signal);
			return activatedOf(environment);
		},
		inputs: async (_host, { location }) => [`${location}/VERSION`],
		isEvaluated: async () => isEvaluated,
		storedAt: async () => "/store/result",
	};
	return createModel({
		host: made.host,
		providers: [provider],
		knowledge,
		settings: () => ({ order: ["sdk"], searchPaths: [], goToolchain: { value: "local", isDefault: true } }),
		mayActivate: () => trusted,
	});
}

beforeEach(() => {
	made = machine({
		files: { "/work/go.mod": "", "/first/VERSION": "1", "/second/VERSION": "1" },
		variables: { PATH: "/usr/bin" },
	});
	changes = [];
	rows = [first, second];
	listing = Promise.resolve();
	ending = () => {};
	trusted = true;
	activating = async () => {};
	scripts = [];
	isEvaluated = false;
	model = newModel();
	model.onDidChange((change) => changes.push(change));
	model.addFolder("/work");
});
afterEach(() => {
	vi.restoreAllMocks();
	model.dispose();
	made.remove();
});

const pathOf = (): readonly string[] | undefined => {
	const activation = model.folder("/work")?.activation;
	return activation?.kind === "active" ? activation.activated.activation.lists["PATH"]?.prepend : undefined;
};

describe("the model", () => {
	it("lists, then selects, and tells both", async () => {
		await model.refresh();
		expect(model.environments.map(({ id }) => id)).toEqual([first.id, second.id]);
		expect(model.folder("/work")?.selection.kind).toBe("inherited");
		expect(changes[0]).toEqual({ kind: "machine" });
		expect(changes).toContainEqual({ kind: "folder", folder: "/work" });
	});

	it("applies a pick, remembers it for the next start, and forgets it when it is cleared", async () => {
		await model.refresh();
		await model.pick("/work", second);
		expect(model.folder("/work")?.selection).toMatchObject({ kind: "chosen", reason: { kind: "pick" } });
		expect(pathOf()).toEqual(["/second/bin"]);
		expect(lastActivation(made.host, "/work")).toMatchObject({ id: second.id, name: "go1.21.6" });
		await model.pick("/work", undefined);
		expect(model.folder("/work")?.selection.kind).toBe("inherited");
		expect(lastActivation(made.host, "/work")).toBeUndefined();
	});

	it("drops the late result of an earlier pick", async () => {
		await model.refresh();
		let release = (): void => {};
		activating = async ({ id }) => {
			if (id === first.id) await new Promise<void>((done) => (release = done));
		};
		const slow = model.pick("/work", first);
		await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("running"));
		await model.pick("/work", second);
		release();
		await slow;
		expect(pathOf()).toEqual(["/second/bin"]);
	});

	it("keeps an inherited Go that was selected, while the machine is still listed and where no provider lists it", async () => {
		const inherited = {
			kind: "program",
			program: "/usr/bin/go",
			located: "/elsewhere/bin/go",
			goroot: "/elsewhere",
		} as const;
		vi.spyOn(knowledge, "inheritedGo").mockResolvedValue(inherited);
		listing = new Promise(() => {});
		void model.refresh().catch(() => {});
		await model.pick("/work", "inherited");
		expect(model.machine.providers.get("sdk")?.kind).toBe("listing");
		expect(model.folder("/work")?.selection).toMatchObject({ kind: "inherited", inherited });
		expect(lastActivation(made.host, "/work")).toMatchObject({
			id: "inherited",
			activated: { activation: { lists: { PATH: { prepend: ["/elsewhere/bin"] } } } },
		});
		vi.mocked(knowledge.inheritedGo).mockResolvedValue({ kind: "shim", manager: "asdf", program: "/shims/go" });
		await model.pick("/work", "inherited");
		expect(lastActivation(made.host, "/work")).toMatchObject({
			name: "asdf",
			activated: { activation: { lists: { PATH: { prepend: ["/shims"] } } } },
		});
		// nobody knows what else is in the folder of an unknown program
		vi.mocked(knowledge.inheritedGo).mockResolvedValue({
			kind: "shim",
			manager: "/usr/bin/go-12",
			program: "/usr/bin/go",
		});
		await model.pick("/work", "inherited");
		expect(lastActivation(made.host, "/work")).toBeUndefined();
	});

	it("tells how far an activation is, in the folder's state and to whoever picked", async () => {
		await model.refresh();
		await model.pick("/work", second);
		const told: unknown[] = [];
		activating = async (_, report) => {
			report?.({ stage: "Evaluating…" });
			for (let line = 0; line < 50; line++) {
				report?.({ stage: "Evaluating…", line: `line ${line}` });
				await new Promise((done) => setTimeout(done, 10));
			}
		};
		const before = changes.length;
		const picked = model.pick("/work", first, undefined, (progress) => told.push(progress));
		await vi.waitFor(() => {
			expect(model.folder("/work")?.activation).toMatchObject({
				kind: "running",
				progress: { stage: "Evaluating…", line: expect.stringMatching(/^line \d+$/) },
			});
		});
		await picked;
		expect(told).toContainEqual({ stage: "Evaluating…", line: expect.any(String) });
		expect(pathOf()).toEqual(["/first/bin"]);
		// views are not made anew for each of 50 lines
		expect(changes.length - before).toBeLessThan(25);
		// what was gathered last is not told after the end
		const after = changes.length;
		await new Promise((done) => setTimeout(done, 150));
		expect(changes.length).toBe(after);
	});

	it("tells how many kinds of environments were listed, and waits no longer when that is cancelled", async () => {
		const told: unknown[] = [];
		await model.refresh((progress) => told.push(progress));
		expect(told).toEqual([
			{ stage: "Looking for Go environments…", done: 0, total: 1 },
			{ stage: "Looking for Go environments…", done: 1, total: 1 },
		]);
		const stop = new AbortController();
		listing = new Promise<void>(() => {});
		let isEnded = false;
		ending = () => (isEnded = true);
		const refresh = model.refresh(undefined, stop.signal);
		await vi.waitFor(() => expect(model.machine.providers.get("sdk")?.kind).toBe("listed"));
		stop.abort();
		await expect(refresh).rejects.toMatchObject({ fault: { kind: "cancelled" } });
		expect(model.environments.map(({ id }) => id)).toEqual([first.id, second.id]);
		expect(model.machine.providers.get("sdk")?.kind).toBe("listed");
		expect(isEnded).toBe(true);
	});

	it("is as it was where a pick is cancelled", async () => {
		await model.refresh();
		await model.pick("/work", second);
		activating = async ({ id }) => {
			if (id === first.id) await new Promise<void>(() => {});
		};
		const stop = new AbortController();
		const cancelled = model.pick("/work", first, stop.signal);
		await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("running"));
		stop.abort();
		await expect(cancelled).rejects.toMatchObject({ fault: { kind: "cancelled" } });
		expect((await readPick(made.host, "/work")).pick?.id).toBe(second.id);
		await vi.waitFor(() => expect(pathOf()).toEqual(["/second/bin"]));
	});

	it("lets stay outdated what is activated on request, until somebody asks", async () => {
		const onRequest: GoEnvironment = { ...first, kind: { ...first.kind, activation: "on-request" } };
		rows = [onRequest, second];
		let changed = (): void => {};
		vi.spyOn(made.host, "watch").mockImplementation((paths, act) => {
			if (paths.includes("/first/VERSION")) changed = act;
			return { dispose() {} };
		});
		await model.refresh();
		await model.pick("/work", onRequest);
		expect(model.folder("/work")?.activation.kind).toBe("active");
		let runs = 0;
		activating = async () => void runs++;
		made.write({ "/first/VERSION": "2" });
		changed();
		await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("outdated"));
		expect(model.folder("/work")?.activation).toMatchObject({ activated: { inputs: ["/first/VERSION"] } });
		expect(runs).toBe(0);
		// a start, a focus that comes back, a setting, trust: none of them is a request
		await model.reread();
		await model.reread("/work");
		expect([model.folder("/work")?.activation.kind, runs]).toEqual(["outdated", 0]);
		// Refresh asks for all folders, and not for an evaluation
		await model.refresh();
		expect([model.folder("/work")?.activation.kind, runs]).toEqual(["outdated", 0]);
		await model.activate("/work");
		expect([model.folder("/work")?.activation.kind, runs]).toEqual(["active", 1]);
	});

	it("waits where another window selects what is activated on request, until that has stored the result", async () => {
		rows = [{ ...first, kind: { ...first.kind, activation: "on-request" } }, second];
		const watchers = new Map<() => void, readonly string[]>();
		vi.spyOn(made.host, "watch").mockImplementation((paths, changed) => {
			watchers.set(changed, paths);
			return { dispose: () => watchers.delete(changed) };
		});
		const tell = (part: string): void => {
			for (const [changed, paths] of [...watchers]) if (paths.some((path) => path.includes(part))) changed();
		};
		await model.refresh();
		await model.pick("/work", second);
		let runs = 0;
		activating = async () => void runs++;
		await writePick(made.host, "/work", pickOf(first));
		tell("selections");
		await vi.waitFor(() => expect(model.folder("/work")?.selection).toMatchObject({ environment: { id: first.id } }));
		expect([model.folder("/work")?.activation.kind, runs]).toEqual(["none", 0]);
		await vi.waitFor(() => expect([...watchers.values()].flat()).toContain("/store/result"));
		isEvaluated = true;
		tell("/store/result");
		await vi.waitFor(() => expect(pathOf()).toEqual(["/first/bin"]));
	});

	it("does not try again by itself what is activated on request and failed", async () => {
		rows = [{ ...first, kind: { ...first.kind, activation: "on-request" } }];
		let runs = 0;
		activating = async () => {
			runs++;
			throw new FaultError({ kind: "activation-failed", message: "It does not evaluate." });
		};
		await model.refresh();
		await model.pick("/work", rows[0]);
		expect([model.folder("/work")?.activation.kind, runs]).toEqual(["failed", 1]);
		made.write({ "/first/VERSION": "2" });
		await model.reread();
		expect(model.folder("/work")?.activation).toMatchObject({
			kind: "failed",
			fault: { message: "It does not evaluate." },
		});
		await model.refresh();
		expect([model.folder("/work")?.activation.kind, runs]).toEqual(["failed", 1]);
	});

	it("starts with the last activation of what is activated on request, outdated where its inputs changed", async () => {
		const onRequest: GoEnvironment = { ...first, kind: { ...first.kind, activation: "on-request" } };
		rows = [onRequest];
		await model.refresh();
		await model.pick("/work", onRequest);
		model.dispose();
		made.write({ "/first/VERSION": "2" });
		activating = async () => {
			throw new Error("nobody asked");
		};
		model = newModel();
		model.addFolder("/work");
		await model.reread();
		expect(model.folder("/work")?.activation).toMatchObject({ kind: "outdated", activated: activatedOf(first) });
	});

	it("knows the Go of what is activated on request from its activation on, also where its files have changed", async () => {
		const kind = { ...first.kind, activation: "on-request" } as const;
		const shell: GoEnvironment = { ...first, kind, toolchain: { kind: "unknown" } };
		rows = [shell];
		const known = (): unknown => {
			const selection = model.folder("/work")?.selection;
			return selection?.kind === "chosen" ? selection.environment.toolchain.kind : selection?.kind;
		};
		await model.refresh();
		await model.pick("/work", shell);
		expect([known(), model.folder("/work")?.activation.kind]).toEqual(["known", "active"]);
		made.write({ "/first/VERSION": "2" });
		await model.reread("/work");
		expect([known(), model.folder("/work")?.activation.kind]).toEqual(["known", "outdated"]);
		await model.activate("/work");
		expect([known(), model.folder("/work")?.activation.kind]).toEqual(["known", "active"]);
	});

	it("goes on with what the user requested where a change on disk comes in between", async () => {
		const onRequest: GoEnvironment = { ...first, kind: { ...first.kind, activation: "on-request" } };
		rows = [onRequest];
		await model.refresh();
		let release = (): void => {};
		activating = async () => await new Promise<void>((done) => (release = done));
		const picked = model.pick("/work", onRequest);
		await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("running"));
		const reread = model.reread("/work");
		activating = async () => {};
		release();
		await Promise.all([picked, reread]);
		expect(pathOf()).toEqual(["/first/bin"]);
	});

	it("keeps what was in use and listed where a refresh is cancelled", async () => {
		await model.refresh();
		await model.pick("/work", first);
		made.write({ "/first/VERSION": "2" });
		let isStopped = false;
		activating = async (_, __, signal) =>
			await new Promise<void>((_done, failed) => {
				signal?.addEventListener("abort", () => {
					isStopped = true;
					failed(new FaultError({ kind: "cancelled", message: "Cancelled." }));
				});
			});
		const stop = new AbortController();
		const refresh = model.refresh(undefined, stop.signal);
		await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("running"));
		stop.abort();
		await expect(refresh).rejects.toMatchObject({ fault: { kind: "cancelled" } });
		expect(isStopped).toBe(true);
		await vi.waitFor(() => expect(pathOf()).toEqual(["/first/bin"]));
	});

	it("keeps the last good activation when a new one of the same environment fails", async () => {
		await model.refresh();
		await model.pick("/work", first);
		made.write({ "/first/VERSION": "2" });
		activating = async () => {
			throw new FaultError({ kind: "activation-failed", message: "A script failed." });
		};
		await model.reread("/work");
		expect(model.folder("/work")?.activation).toMatchObject({
			kind: "failed",
			fault: { kind: "activation-failed" },
			previous: activatedOf(first),
		});
	});

	it("does not compute an activation again while its inputs stay the same", async () => {
		const count = vi.fn(async () => {});
		activating = count;
		await model.refresh();
		await model.pick("/work", first);
		await model.reread("/work");
		expect(count).toHaveBeenCalledTimes(1);
		made.write({ "/first/VERSION": "2" });
		await model.reread("/work");
		expect(count).toHaveBeenCalledTimes(2);
	});

	it("runs scripts at a start, a selection, Refresh and a change of inputs, and not at each reading of the folder", async () => {
		scripts = ["/activate.d/a.sh"];
		let count = 0;
		activating = async () => {
			count += 1;
		};
		await model.refresh();
		await model.pick("/work", second);
		expect(count).toBe(1);
		await model.reread("/work");
		await model.reread("/work");
		expect(count).toBe(1);
		await model.refresh();
		expect(count).toBe(2);
		await model.pick("/work", second);
		expect(count).toBe(3);
		made.write({ "/second/VERSION": "2" });
		await model.reread("/work");
		expect(count).toBe(4);
		// selected on the command line, through the store: the earlier result must not be reused
		await writePick(made.host, "/work", pickOf(first));
		await model.reread("/work");
		await writePick(made.host, "/work", pickOf(second));
		await model.reread("/work");
		expect(count).toBe(6);
	});

	it("shows that it runs where a selection runs scripts again, though their earlier answer is known", async () => {
		const kindsOf = async (environment: GoEnvironment): Promise<readonly unknown[]> => {
			const kinds: unknown[] = [];
			const listening = model.onDidChange(() => kinds.push(model.folder("/work")?.activation.kind));
			await writePick(made.host, "/work", pickOf(environment));
			await model.reread("/work");
			listening.dispose();
			return kinds;
		};
		scripts = ["/activate.d/a.sh"];
		await model.refresh();
		await model.pick("/work", second);
		await kindsOf(first);
		expect(await kindsOf(second)).toEqual(["running", "active"]);
		scripts = [];
		made.write({ "/first/VERSION": "2", "/second/VERSION": "2" });
		await kindsOf(first);
		await kindsOf(second);
		expect(await kindsOf(first)).toEqual(["active"]);
	});

	it("uses an environment also where our store cannot be written", async () => {
		await model.refresh();
		await model.pick("/work", first);
		made.host.store.write = () => Promise.reject(new FaultError({ kind: "not-writable", message: "It is read-only." }));
		made.write({ "/first/VERSION": "2" });
		activating = async () => {};
		rows = [{ ...first, name: "renamed" }, second];
		await model.refresh();
		expect(pathOf()).toEqual(["/first/bin"]);
	});

	it("says that an environment has vanished, and forgets its activation", async () => {
		await model.refresh();
		await model.pick("/work", second);
		rows = [first];
		await model.refresh();
		expect(model.folder("/work")).toMatchObject({ selection: { kind: "missing" }, activation: { kind: "none" } });
		expect(lastActivation(made.host, "/work")).toBeUndefined();
	});

	it("follows another toolchain in the place of the one in use, and lets go of it when another is chosen", async () => {
		const watchers = new Map<() => void, readonly string[]>();
		vi.spyOn(made.host, "watch").mockImplementation((paths, changed) => {
			watchers.set(changed, paths);
			return { dispose: () => watchers.delete(changed) };
		});
		const watching = (file: string) => [...watchers].filter(([, paths]) => paths.includes(file)).map(([of]) => of);
		await model.refresh();
		await model.pick("/work", second);
		rows = [first, { ...second, name: "go1.21.7" }];
		for (const changed of watching("/second/VERSION")) changed();
		await vi.waitFor(() =>
			expect(model.folder("/work")?.selection).toMatchObject({ environment: { id: second.id, name: "go1.21.7" } }),
		);
		await model.pick("/work", first);
		expect(watching("/second/VERSION")).toEqual([]);
		await model.pick("/work", "inherited");
		expect(watching("/first/VERSION")).toEqual([]);
	});

	it("does not begin again for a choice that it stored itself, and follows one that another window stored", async () => {
		const watchers = new Map<() => void, readonly string[]>();
		vi.spyOn(made.host, "watch").mockImplementation((paths, changed) => {
			watchers.set(changed, paths);
			return { dispose: () => watchers.delete(changed) };
		});
		const storeChanges = (): void => {
			for (const [changed, paths] of [...watchers]) if (paths.some((path) => path.includes("selections"))) changed();
		};
		await model.refresh();
		let runs = 0;
		let go = (): void => {};
		activating = () => {
			runs += 1;
			return new Promise((done) => {
				go = done;
			});
		};
		const picked = model.pick("/work", second);
		await vi.waitFor(() => expect(runs).toBe(1));
		storeChanges();
		await new Promise((done) => setTimeout(done, 400));
		expect(runs).toBe(1);
		go();
		await picked;
		expect(pathOf()).toEqual(["/second/bin"]);
		activating = async () => {};
		await writePick(made.host, "/work", pickOf(first));
		storeChanges();
		await vi.waitFor(() => expect(pathOf()).toEqual(["/first/bin"]));
	});

	it("tells a choice as done only when what began meanwhile is done too", async () => {
		await model.refresh();
		const goes: (() => void)[] = [];
		activating = () => new Promise((done) => goes.push(done));
		let isDone = false;
		const picked = model.pick("/work", second).then(() => {
			isDone = true;
		});
		await vi.waitFor(() => expect(model.folder("/work")?.activation.kind).toBe("running"));
		const again = model.reread("/work");
		await vi.waitFor(() => expect(goes).toHaveLength(2));
		goes[0]?.();
		await new Promise((done) => setTimeout(done, 50));
		expect(isDone).toBe(false);
		goes[1]?.();
		await Promise.all([picked, again]);
		expect(pathOf()).toEqual(["/second/bin"]);
	});

	it("tries again when what a failed activation reads has changed, and tells that a folder was removed", async () => {
		const watchers = new Map<() => void, readonly string[]>();
		vi.spyOn(made.host, "watch").mockImplementation((paths, changed) => {
			watchers.set(changed, paths);
			return { dispose: () => watchers.delete(changed) };
		});
		await model.refresh();
		activating = async () => {
			throw new FaultError({ kind: "activation-failed", message: "no" });
		};
		await model.pick("/work", second);
		expect(model.folder("/work")?.activation.kind).toBe("failed");
		activating = async () => {};
		for (const [changed, paths] of [...watchers]) if (paths.includes("/second/VERSION")) changed();
		await vi.waitFor(() => expect(pathOf()).toEqual(["/second/bin"]));
		changes = [];
		model.removeFolder("/work");
		expect(changes).toEqual([{ kind: "folder", folder: "/work" }]);
		expect(
			[...watchers.values()].flat().filter((path) => path.includes("VERSION") || path.includes("selections")),
		).toEqual([]);
	});

	it("takes no last activation from a file that is damaged", async () => {
		await model.refresh();
		await model.pick("/work", second);
		const [name = ""] = await made.host.store.list("last");
		const whole = JSON.parse(made.host.store.readNow(name) ?? "") as { last: { activated: Record<string, unknown> } };
		expect(lastActivation(made.host, "/work")).toMatchObject({ id: second.id });
		for (const part of ["toolchain", "activation", "inputs"]) {
			const { [part]: _, ...activated } = whole.last.activated;
			await made.host.store.write(name, JSON.stringify({ ...whole, last: { ...whole.last, activated } }));
			expect(lastActivation(made.host, "/work"), part).toBeUndefined();
		}
	});

	it("resolves what somebody types, and refuses what is not there", async () => {
		await model.refresh();
		expect(await model.resolved("1.21", "/work")).toMatchObject({ id: second.id });
		expect(await model.resolved("inherited", "/work")).toBe("inherited");
		await expect(model.resolved("1.99", "/work")).rejects.toMatchObject({ fault: { kind: "reference-unknown" } });
	});

	it("tells what an environment would change without choosing it", async () => {
		await model.refresh();
		const { activation } = await model.activated(second, "/work");
		expect(activation.lists["PATH"]?.prepend).toEqual(["/second/bin"]);
		expect(activation.variables["GOTOOLCHAIN"]).toBe("local");
		expect(model.folder("/work")?.selection.kind).toBe("inherited");
		expect((await model.activated(first)).activation.lists["PATH"]?.prepend).toEqual(["/first/bin"]);
	});

	it("activates nothing where nothing may run, and does so once it may", async () => {
		trusted = false;
		await model.refresh();
		await model.pick("/work", first);
		expect(model.folder("/work")).toMatchObject({ selection: { kind: "chosen" }, activation: { kind: "none" } });
		trusted = true;
		await model.reread("/work");
		expect(pathOf()).toEqual(["/first/bin"]);
	});

	it("tells nothing after it was disposed of", async () => {
		const refresh = model.refresh();
		model.dispose();
		changes = [];
		await refresh;
		expect(changes).toEqual([]);
	});
});
