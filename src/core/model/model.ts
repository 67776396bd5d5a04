import { activationOf, forgetActivation } from "../activation/activationCache.ts";
import { activationMemory } from "../activation/activationMemory.ts";
import type { Activated } from "../activation.ts";
import { environmentsOf } from "../discovery/discovery.ts";
import { machineListing } from "../discovery/machineListing.ts";
import type { GoEnvironment } from "../environment.ts";
import { FaultError, faultOf } from "../fault.ts";
import type { FolderKnowledge } from "../folderKnowledge.ts";
import type { Disposable, Host } from "../host.ts";
import { checkCancelled, type Report } from "../operation.ts";
import type { Provider } from "../provider.ts";
import { withChoice } from "../selection/picks.ts";
import { resolveReference } from "../selection/reference.ts";
import { activeProviders } from "../settings/activeProviders.ts";
import type { FolderSettings } from "../settings/folderSettings.ts";
import type { FolderState, MachineState } from "../state.ts";
import { debounce } from "./debounce.ts";
import { folderRequest } from "./folderRequest.ts";
import { type FollowedFolder, followedFolder } from "./followedFolder.ts";
import type { FolderRequest } from "./readFolder.ts";

export interface ModelOptions {
	readonly host: Host;
	readonly providers: readonly Provider[];
	readonly knowledge: FolderKnowledge;
	settings(folder?: string): FolderSettings;
	/** Whether processes may run: not in Restricted Mode, where nothing is activated. */
	mayActivate(): boolean;
}

export type ModelChange = { readonly kind: "machine" } | { readonly kind: "folder"; readonly folder: string };

/**
 * The only state: the environments of the machine, and what each folder uses. Its input is selections, settings and file
 * changes; it emits one event; views are functions of it.
 */
export interface Model extends Disposable {
	readonly machine: MachineState;
	/** Whether a provider is still listing the machine, or has not begun: what is not listed may still be there. */
	readonly isListing: boolean;
	/** The machine's rows; plain rows are merged into those of other providers. */
	readonly environments: readonly GoEnvironment[];
	readonly folders: readonly string[];
	/** Undefined until the folder's first reading has finished. */
	folder(folder: string): FolderState | undefined;
	addFolder(folder: string): void;
	removeFolder(folder: string): void;
	/**
	 * Lists the machine, reads all folders and activates their environments again, because the user asked for it; runs scripts again.
	 * Activates no environment that is activated only on request. Settles when all is done. Throws cancelled; the activations before
	 * stay in use then.
	 */
	refresh(report?: Report, signal?: AbortSignal): Promise<void>;
	/**
	 * Lists the machine and reads all folders again, or reads one folder, because something may have changed. Activates no
	 * environment that is activated only on request.
	 */
	reread(folder?: string): Promise<void>;
	/**
	 * Activates the environment of a folder, because the user asked for it: one that is activated on request, one whose files have
	 * changed, one that failed, and again one that is active. The result is in the state of the folder. Throws cancelled; the activation before stays in use.
	 */
	activate(folder: string, report?: Report, signal?: AbortSignal): Promise<void>;
	/** Resolves a reference that the user typed in a folder. Throws reference-unknown, reference-ambiguous, cancelled. */
	resolved(reference: string, folder: string, signal?: AbortSignal): Promise<GoEnvironment | "inherited">;
	/** What an environment would change in a folder, or without one, if it were selected. Throws as activateEnvironment. */
	activated(environment: GoEnvironment, folder?: string, signal?: AbortSignal, report?: Report): Promise<Activated>;
	/**
	 * Stores the user's choice and applies it; undefined clears it. Where that is cancelled the choice before it is stored
	 * again. `report` is told how far the activation is. Throws store-newer, not-writable, cancelled.
	 */
	pick(
		folder: string,
		choice: GoEnvironment | "inherited" | undefined,
		signal?: AbortSignal,
		report?: Report,
	): Promise<void>;
	onDidChange(listener: (change: ModelChange) => void): Disposable;
}

/** Results of providers that finish within this time are handled together; a slow provider delays no other. */
const providerBatchMs = 50;

export function createModel(options: ModelOptions): Model {
	const { host, providers, knowledge } = options;
	const listeners = new Set<(change: ModelChange) => void>();
	const folders = new Map<string, FollowedFolder>();
	const { later, within, drop, dispose: endOfTimers } = debounce(host.log);
	const memory = activationMemory();
	const end = new AbortController();

	const tell = (change: ModelChange): void => {
		for (const listener of listeners) listener(change);
	};

	const machine = machineListing({
		host,
		wanted() {
			const settings = options.settings();
			return { providers: activeProviders(providers, settings), searchPaths: settings.searchPaths };
		},
		changed(isDone) {
			tell({ kind: "machine" });
			if (!isDone) return;
			for (const [name, { read }] of folders) later(name, read, providerBatchMs);
		},
		later,
	});

	async function listAndRead(report?: Report, signal?: AbortSignal): Promise<void> {
		await machine.refresh(undefined, report, signal);
		if (signal?.aborted === true) return;
		const readings = [...folders.values()].map((followed) => ({ followed, reading: followed.read() }));
		signal?.addEventListener("abort", () => {
			for (const { followed, reading } of readings) followed.cancel(reading);
		});
		await Promise.all(readings.map(({ reading }) => reading));
	}

	async function refresh(report?: Report, signal?: AbortSignal): Promise<void> {
		memory.forget();
		const isAborted = await isAbortedBefore(listAndRead(report, signal), signal);
		if (isAborted && signal !== undefined) checkCancelled(signal);
	}

	/** What the activation of the folder tells from now on. */
	function following(folder: string, report: Report | undefined): Disposable | undefined {
		if (report === undefined) return undefined;
		const listener = (): void => {
			const activation = folders.get(folder)?.state?.activation;
			if (activation?.kind === "running" && activation.progress !== undefined) report(activation.progress);
		};
		listeners.add(listener);
		return { dispose: () => listeners.delete(listener) };
	}

	/** Waits until the folder uses its selection. Throws cancelled. */
	async function settled(folder: string, signal?: AbortSignal, report?: Report): Promise<void> {
		const followed = folders.get(folder);
		if (followed === undefined) return;
		const follower = following(folder, report);
		const end = followed.settled().finally(() => follower?.dispose());
		if ((await isAbortedBefore(end, signal)) && signal !== undefined) checkCancelled(signal);
	}

	const requestFor = (folder: string, signal: AbortSignal): FolderRequest =>
		folderRequest({
			host,
			folder,
			providers,
			knowledge,
			settings: options.settings(folder),
			machine: machine.environments,
			memory,
			signal,
		});

	/** Where nothing waits for it, a request to activate means that something has changed that we do not know. */
	async function forgetActive(folder: string): Promise<void> {
		const { selection, activation } = folders.get(folder)?.state ?? {};
		if (selection?.kind !== "chosen" || activation?.kind !== "active") return;
		await forgetActivation(requestFor(folder, end.signal), selection.environment);
	}

	/** Also aborted when the model is disposed. */
	const ended = (signal: AbortSignal | undefined): AbortSignal =>
		signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]);

	return {
		get machine() {
			return machine.state;
		},
		get isListing() {
			return machine.isListing;
		},
		get environments() {
			return machine.environments;
		},
		get folders() {
			return [...folders.keys()];
		},
		folder: (folder) => folders.get(folder)?.state,
		addFolder(folder) {
			if (folders.has(folder)) return;
			const followed = followedFolder({
				host,
				folder,
				machine,
				later,
				within,
				drop,
				request: (signal) => requestFor(folder, signal),
				mayActivate: options.mayActivate,
				changed: () => tell({ kind: "folder", folder }),
			});
			folders.set(folder, followed);
		},
		removeFolder(folder) {
			const followed = folders.get(folder);
			if (followed === undefined) return;
			folders.delete(folder);
			followed.dispose();
			tell({ kind: "folder", folder });
		},
		refresh,
		async reread(folder) {
			if (folder === undefined) await listAndRead();
			else await folders.get(folder)?.read();
		},
		async activate(folder, report, signal) {
			try {
				await forgetActive(folder);
				await settled(folder, signal, report);
			} catch (cause) {
				if (signal?.aborted === true) folders.get(folder)?.cancel();
				throw cause;
			}
		},
		async resolved(reference, folder, signal) {
			const settings = options.settings(folder);
			const request = {
				host,
				rows: environmentsOf(machine.environments, folders.get(folder)?.state?.environments ?? []),
				providers: activeProviders(providers, settings),
				folder,
				signal: ended(signal),
			};
			const resolution = await resolveReference(request, reference);
			if (resolution.kind === "unknown") throw new FaultError(resolution.fault);
			return resolution.kind === "inherited" ? resolution.kind : resolution.environment;
		},
		activated(environment, folder, signal, report) {
			const settings = options.settings(folder);
			const context = {
				host,
				providers: activeProviders(providers, settings),
				goToolchain: settings.goToolchain,
				knowledge,
				memory,
				...(folder === undefined ? {} : { folder }),
			};
			return activationOf(context, environment, host.variables, ended(signal), report);
		},
		async pick(folder, choice, signal, report) {
			const started = performance.now();
			if (typeof choice === "object") memory.forget(choice.id); // a selection runs its scripts
			try {
				await withChoice(host, folder, choice, () => settled(folder, signal, report));
			} catch (cause) {
				// also where the selection before could not be stored again
				if (faultOf(cause)?.kind === "cancelled" || signal?.aborted === true) folders.get(folder)?.cancel();
				throw cause;
			}
			host.log.info(`${folder}: the selection is in effect after ${(performance.now() - started).toFixed(1)} ms`);
		},
		onDidChange(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		dispose() {
			end.abort();
			machine.dispose();
			endOfTimers();
			for (const followed of folders.values()) followed.dispose();
			folders.clear();
			listeners.clear();
		},
	};
}

/** Whether the signal was aborted before the work finished. Throws what the work throws. */
async function isAbortedBefore(work: Promise<void>, signal: AbortSignal | undefined): Promise<boolean> {
	if (signal === undefined) {
		await work;
		return false;
	}
	let raised = (): void => {};
	const aborted = new Promise<boolean>((done) => {
		raised = () => done(true);
		if (signal.aborted) raised();
		signal.addEventListener("abort", raised);
	});
	try {
		return await Promise.race([work.then(() => false), aborted]);
	} finally {
		signal.removeEventListener("abort", raised);
	}
}
