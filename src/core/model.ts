import type { Activated } from "./activation.ts";
import { activationOf } from "./activationCache.ts";
import { environmentsOf } from "./discovery.ts";
import type { GoEnvironment, ProviderName } from "./environment.ts";
import { FaultError, faultOf } from "./fault.ts";
import type { FolderKnowledge, GoToolchainSetting } from "./folderKnowledge.ts";
import { type FolderRequest, readFolder } from "./folderState.ts";
import type { Disposable, Host } from "./host.ts";
import { type LastActivation, rememberActivation } from "./lastActivation.ts";
import { machineListing } from "./machineListing.ts";
import { pickName, pickOf, pickText, writePick } from "./picks.ts";
import type { Provider } from "./provider.ts";
import { resolveReference } from "./reference.ts";
import type { WrittenReference } from "./selectionOf.ts";
import type { ActivationState, FolderState, MachineState } from "./state.ts";
import { type Watch, watched } from "./watched.ts";

/** The settings as they hold for a folder, or for the machine where no folder is named. */
export interface ModelSettings {
	readonly order: readonly ProviderName[];
	/** Absolute. */
	readonly searchPaths: readonly string[];
	readonly goToolchain: GoToolchainSetting;
	readonly environment?: WrittenReference;
}

export interface ModelOptions {
	readonly host: Host;
	readonly providers: readonly Provider[];
	readonly knowledge: FolderKnowledge;
	settings(folder?: string): ModelSettings;
	/** Whether processes may run at all: Restricted Mode says no, and then nothing is activated. */
	mayActivate(): boolean;
}

export type ModelChange = { readonly kind: "machine" } | { readonly kind: "folder"; readonly folder: string };

/**
 * The only state there is: what the machine has, and what each folder uses. Picks, settings and file changes come in; one
 * event goes out; views are functions of it.
 */
export interface Model extends Disposable {
	readonly machine: MachineState;
	/** The machine's rows, SDK rows folded into those of other providers. */
	readonly environments: readonly GoEnvironment[];
	readonly folders: readonly string[];
	/** Undefined until the folder was read for the first time. */
	folder(folder: string): FolderState | undefined;
	addFolder(folder: string): void;
	removeFolder(folder: string): void;
	/** Lists the machine anew and reads all folders. Settles when both are done. */
	refresh(): Promise<void>;
	/** Reads one folder anew: its files, its setting, its pick or the trust in it changed. */
	refreshFolder(folder: string): Promise<void>;
	/** What a reference that somebody typed means in a folder. Throws reference-unknown, reference-ambiguous. */
	resolved(reference: string, folder: string): Promise<GoEnvironment | "inherited">;
	/** What an environment would change in a folder, or outside of all, without being chosen. Throws as activateEnvironment. */
	activated(environment: GoEnvironment, folder?: string): Promise<Activated>;
	/** Stores the user's choice and applies it; undefined clears it. Throws store-newer, not-writable. */
	pick(folder: string, choice: GoEnvironment | "inherited" | undefined): Promise<void>;
	onDidChange(listener: (change: ModelChange) => void): Disposable;
}

interface FolderEntry {
	/** Raised by everything that makes a running reading or activation stale; a late result is dropped. */
	epoch: number;
	state?: FolderState;
	/** The reading and activation that began last. */
	reading?: Promise<void>;
	/** Of the files that decide the folder's selection. */
	watch?: Watch;
	/** Of the stored choice, which we write ourselves too. */
	pickWatch?: Watch;
	/** The choice that was read last. */
	pick?: string | undefined;
	/** Of what the environment in use was activated from. */
	environmentWatch?: Watch;
	stop?: AbortController;
}

/** Milliseconds that changes on disk are gathered before anything is read again. */
const settle = 300;
/** The same for providers that finish one after the other, so that a slow one holds back nobody. */
const soon = 50;

export function createModel(options: ModelOptions): Model {
	const { host, providers, knowledge } = options;
	const listeners = new Set<(change: ModelChange) => void>();
	const folders = new Map<string, FolderEntry>();
	const timers = new Map<string, ReturnType<typeof setTimeout>>();
	let isDisposed = false;

	const tell = (change: ModelChange): void => {
		for (const listener of listeners) listener(change);
	};

	const active = (settings: ModelSettings): readonly Provider[] =>
		settings.order.flatMap((name) => providers.find((provider) => provider.name === name) ?? []);

	const machine = machineListing({
		host,
		wanted() {
			const settings = options.settings();
			return { providers: active(settings), searchPaths: settings.searchPaths };
		},
		changed(isDone) {
			tell({ kind: "machine" });
			if (!isDone) return;
			for (const folder of folders.keys()) later(folder, () => readAndActivate(folder), soon);
		},
		later,
	});

	async function refresh(): Promise<void> {
		await machine.refresh();
		await Promise.all([...folders.keys()].map(readAndActivate));
	}

	/** Gathers what happens within a short time into one call. */
	function later(key: string, act: () => Promise<void>, delay = settle): void {
		clearTimeout(timers.get(key));
		if (isDisposed) return;
		const timer = setTimeout(() => {
			timers.delete(key);
			act().catch((cause: unknown) => host.log.error(`refresh of ${key} failed`, cause));
		}, delay);
		timers.set(key, timer);
	}

	function requestFor(folder: string, signal: AbortSignal): FolderRequest {
		const settings = options.settings(folder);
		return {
			host,
			folder,
			machine: machine.environments,
			providers: active(settings),
			knowledge,
			options: { searchPaths: settings.searchPaths },
			order: settings.order,
			goToolchain: settings.goToolchain,
			signal,
			...(settings.environment === undefined ? {} : { setting: settings.environment }),
		};
	}

	function readAndActivate(folder: string): Promise<void> {
		const entry = folders.get(folder);
		if (entry === undefined || isDisposed) return Promise.resolve();
		const reading = begin(folder, entry);
		entry.reading = reading;
		return reading;
	}

	/** Also what began meanwhile is done then: what is told afterwards is how it is. */
	async function settled(folder: string): Promise<void> {
		for (let reading = readAndActivate(folder), last: unknown; reading !== last; ) {
			await reading;
			last = reading;
			reading = folders.get(folder)?.reading ?? reading;
		}
	}

	async function begin(folder: string, entry: FolderEntry): Promise<void> {
		clearTimeout(timers.get(folder));
		timers.delete(folder);
		entry.epoch += 1;
		entry.stop?.abort();
		entry.stop = new AbortController();
		const { epoch } = entry;
		const isStale = (): boolean => isDisposed || folders.get(folder) !== entry || entry.epoch !== epoch;
		const request = requestFor(folder, entry.stop.signal);
		const pick = await pickText(host, folder);
		const { state, inputs } = await readFolder(request);
		if (isStale()) return;
		entry.pick = pick;
		// an environment may be missing only because its provider has not come to it yet
		if (state.selection.kind === "missing" && machine.isListing) return;
		const pickFile = host.path.join(host.store.folder, await pickName(host, folder));
		if (isStale()) return;
		entry.watch = watched(host, entry.watch, inputs, () => later(folder, () => readAndActivate(folder)));
		entry.pickWatch = watched(host, entry.pickWatch, [pickFile], () =>
			later(`choice of ${folder}`, async () => {
				// what we wrote ourselves is in effect already, or being activated
				if ((await pickText(host, folder)) !== entry.pick) await readAndActivate(folder);
			}),
		);
		await activate(request, entry, state, isStale);
	}

	async function activate(
		request: FolderRequest,
		entry: FolderEntry,
		state: FolderState,
		isStale: () => boolean,
	): Promise<void> {
		const { folder } = request;
		const previous = previousOf(entry.state, state);
		const set = (activation: ActivationState): void => {
			entry.state = { ...state, activation };
			tell({ kind: "folder", folder });
		};
		const { selection } = state;
		if (selection.kind !== "chosen" || !options.mayActivate()) {
			set({ kind: "none" });
			entry.environmentWatch?.watcher.dispose();
			delete entry.environmentWatch;
			if (options.mayActivate()) await remember(folder, undefined);
			return;
		}
		if (state.activation.kind !== "active") set({ kind: "running", ...previous });
		try {
			const activated = await activationOf(request, selection.environment, host.variables, request.signal);
			if (isStale()) return;
			set({ kind: "active", activated });
			followEnvironment(entry, folder, selection.environment, activated.inputs);
			const { id, name } = selection.environment;
			await remember(folder, { id, name, activated });
		} catch (cause) {
			const fault = faultOf(cause);
			if (fault === undefined) throw cause;
			if (isStale()) return;
			host.log.error(`${selection.environment.id}: activation failed`, cause);
			set({ kind: "failed", fault, ...previous });
			const provider = providers.find(({ name }) => name === selection.environment.provider);
			const inputs = (await provider?.inputs?.(host, selection.environment).catch(() => [])) ?? [];
			if (!isStale()) followEnvironment(entry, folder, selection.environment, inputs);
		}
	}

	/** Another toolchain in the same place, or a script of the environment that was edited or mended: listed and activated anew. */
	function followEnvironment(
		entry: FolderEntry,
		folder: string,
		{ provider }: GoEnvironment,
		inputs: readonly string[],
	): void {
		entry.environmentWatch = watched(host, entry.environmentWatch, inputs, () =>
			later(`environment of ${folder}`, async () => {
				await machine.refresh([provider]);
				await readAndActivate(folder);
			}),
		);
	}

	/** For the next start. What is in use stays in use where our store cannot be written. */
	async function remember(folder: string, last: LastActivation | undefined): Promise<void> {
		try {
			await rememberActivation(host, folder, last);
		} catch (cause) {
			const fault = faultOf(cause);
			if (fault === undefined) throw cause;
			host.log.warn(fault.message);
		}
	}

	const refreshFolder = (folder: string): Promise<void> => readAndActivate(folder);

	return {
		get machine() {
			return machine.state;
		},
		get environments() {
			return machine.environments;
		},
		get folders() {
			return [...folders.keys()];
		},
		folder: (folder) => folders.get(folder)?.state,
		addFolder(folder) {
			if (!folders.has(folder)) folders.set(folder, { epoch: 0 });
		},
		removeFolder(folder) {
			const entry = folders.get(folder);
			folders.delete(folder);
			if (entry === undefined) return;
			end(entry);
			for (const key of [folder, `choice of ${folder}`, `environment of ${folder}`]) clearTimeout(timers.get(key));
			tell({ kind: "folder", folder });
		},
		refresh,
		refreshFolder,
		async resolved(reference, folder) {
			const { order, ...settings } = options.settings(folder);
			const rows = environmentsOf(machine.environments, folders.get(folder)?.state?.environments ?? []);
			const { signal } = new AbortController();
			const request = { host, rows, providers: active({ order, ...settings }), folder, order, signal };
			const resolution = await resolveReference(request, reference);
			if (resolution.kind === "unknown") throw new FaultError(resolution.fault);
			return resolution.kind === "inherited" ? resolution.kind : resolution.environment;
		},
		activated(environment, folder) {
			const settings = options.settings(folder);
			const context = {
				host,
				providers: active(settings),
				goToolchain: settings.goToolchain,
				...(folder === undefined ? {} : { folder }),
			};
			return activationOf(context, environment, host.variables, new AbortController().signal);
		},
		async pick(folder, choice) {
			const started = performance.now();
			const pick = choice === "inherited" ? { id: choice, paths: [] } : choice && pickOf(choice);
			await writePick(host, folder, pick);
			await settled(folder);
			host.log.info(`${folder}: the choice is in effect after ${(performance.now() - started).toFixed(1)} ms`);
		},
		onDidChange(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		dispose() {
			isDisposed = true;
			machine.dispose();
			for (const timer of timers.values()) clearTimeout(timer);
			for (const entry of folders.values()) end(entry);
			folders.clear();
			listeners.clear();
		},
	};
}

function end({ stop, watch, pickWatch, environmentWatch }: FolderEntry): void {
	stop?.abort();
	for (const of of [watch, pickWatch, environmentWatch]) of?.watcher.dispose();
}

/** The last good activation stays in use while a new one runs or when it fails, but only of the same environment. */
function previousOf(before: FolderState | undefined, now: FolderState): { readonly previous?: Activated } {
	if (before?.selection.kind !== "chosen" || now.selection.kind !== "chosen") return {};
	if (before.selection.environment.id !== now.selection.environment.id) return {};
	const { activation } = before;
	const activated =
		activation.kind === "active" ? activation.activated : "previous" in activation ? activation.previous : undefined;
	return activated === undefined ? {} : { previous: activated };
}
