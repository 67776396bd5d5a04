import { activatedInUse } from "../activation/activatedInUse.ts";
import { activationOf } from "../activation/activationCache.ts";
import { inheritedFirst } from "../activation/inheritedFirst.ts";
import { type LastActivation, lastActivation, rememberActivation } from "../activation/lastActivation.ts";
import type { Activated } from "../activation.ts";
import type { MachineListing } from "../discovery/machineListing.ts";
import { type Watch, watched } from "../discovery/watched.ts";
import type { EnvironmentId, GoEnvironment } from "../environment.ts";
import { faultOrThrow } from "../fault.ts";
import type { Disposable, Host } from "../host.ts";
import type { Progress } from "../operation.ts";
import { pickName, pickText } from "../selection/picks.ts";
import type { ActivationState, FolderState } from "../state.ts";
import type { Debounce } from "./debounce.ts";
import { type FolderRequest, readFolder } from "./readFolder.ts";

/** A folder that is read, activated, and read again when its inputs change on disk. */
export interface FollowedFolder extends Disposable {
	/** Undefined until the first reading has finished. */
	readonly state: FolderState | undefined;
	/**
	 * Reads and activates again, and drops the result of an earlier run. An environment that is activated only on request keeps
	 * its activation, which is outdated if its inputs have changed.
	 */
	read(): Promise<void>;
	/**
	 * As `read`, because the user asked for the activation of this folder: one on request is activated too. Also waits for runs that
	 * started meanwhile, so that the state is current afterwards.
	 */
	settled(): Promise<void>;
	/**
	 * Aborts what runs, and reads again; the activation that was in effect stays in use. `ofReading`: only if that one of
	 * {@link read} is the latest.
	 */
	cancel(ofReading?: Promise<void>): void;
}

export interface FollowedFolderOptions {
	readonly host: Host;
	readonly folder: string;
	readonly machine: MachineListing;
	readonly later: Debounce["later"];
	readonly within: Debounce["within"];
	readonly drop: Debounce["drop"];
	/** With the current settings and environments of the machine. */
	request(signal: AbortSignal): FolderRequest;
	mayActivate(): boolean;
	changed(): void;
}

/** Milliseconds for which the progress of an activation is gathered. */
const progressIntervalMs = 100;

export function followedFolder(options: FollowedFolderOptions): FollowedFolder {
	const { host, folder, machine, later, within, drop } = options;
	const keys = {
		files: folder,
		pick: `choice of ${folder}`,
		environment: `environment of ${folder}`,
		progress: `progress of ${folder}`,
	};
	let state: FolderState | undefined;
	/** Aborted when a running reading or activation becomes stale; its late result is dropped. */
	let run = new AbortController();
	/** A reading that the user requested has not finished: one that replaces it is requested too. */
	let isAsked = false;
	/** The user cancelled: the environment that was in effect keeps its activation without another run. */
	let isCancelled = false;
	/** The activation that was last in effect. */
	let inEffect: { readonly id: EnvironmentId; readonly activated: Activated } | undefined;
	let isDisposed = false;
	/** The latest reading and activation. */
	let reading = Promise.resolve();
	/** The stored selection as last read. */
	let pick: string | undefined;
	/**
	 * Watches of the files that decide the selection, of the stored selection, which we also write ourselves, and of the active
	 * environment.
	 */
	const watches: { files?: Watch; pick?: Watch; environment?: Watch } = {};

	function read(): Promise<void> {
		if (!isDisposed) reading = readAndActivate();
		return reading;
	}

	async function readAndActivate(): Promise<void> {
		drop(keys.files);
		run.abort();
		run = new AbortController();
		const { signal } = run;
		const request = { ...options.request(signal), inUse: inEffect ?? lastActivated() };
		const stored = await pickText(host, folder);
		// at once: what we store ourselves while this is read must not count as another window's
		if (!signal.aborted) pick = stored;
		const { state: next, inputs } = await readFolder(request);
		if (signal.aborted) return;
		// an environment may be missing only because its provider is still listing
		if (next.selection.kind === "missing" && machine.isListing) return;
		const pickFile = host.path.join(host.store.folder, await pickName(host, folder));
		if (signal.aborted) return;
		watches.files = watched(host, watches.files, inputs, () => later(keys.files, read));
		watches.pick = watched(host, watches.pick, [pickFile], () => later(keys.pick, readForPick));
		await activate(request, next);
	}

	/**
	 * A selection that we stored ourselves is already in effect or being activated. One of another window, or of the command line, is
	 * no request to this window: what is activated on request waits until a result is stored, which the other one does.
	 */
	async function readForPick(): Promise<void> {
		if ((await pickText(host, folder)) !== pick) await read();
	}

	/** What was in use when the last window was closed. */
	function lastActivated(): FolderRequest["inUse"] {
		const last = lastActivation(host, folder);
		return last === undefined || last.id === "inherited" ? undefined : { id: last.id, activated: last.activated };
	}

	async function activate(request: FolderRequest, read: FolderState): Promise<void> {
		const { signal } = request;
		let next = read;
		const previous = previousOf(state, next);
		const set = (activation: ActivationState): void => {
			drop(keys.progress);
			state = { ...next, activation };
			const id = chosenId(next);
			if (id !== undefined && "activated" in activation) inEffect = { id, activated: activation.activated };
			options.changed();
		};
		const { selection } = next;
		if (selection.kind !== "chosen" || !options.mayActivate()) {
			isAsked = isCancelled = false;
			set({ kind: "none" });
			watches.environment?.watcher.dispose();
			delete watches.environment;
			const first = selection.kind === "inherited" ? inheritedFirst(host, selection) : undefined;
			if (options.mayActivate()) await remember(first);
			return;
		}
		const { environment } = selection;
		const isReady = isAsked || (await isEvaluated(request, environment));
		if (signal.aborted) return;
		const kept = isReady ? undefined : keptActivation(environment, next.activation);
		isCancelled = false;
		if (kept !== undefined) {
			set(kept);
			const inputs = activatedInUse(kept)?.inputs ?? (await inputsOf(request, environment));
			if (!signal.aborted) followEnvironment(environment, inputs);
			return;
		}
		const isKnown = next.activation.kind === "active";
		// selecting an environment runs its scripts again, even if their results are known
		const isNew = state !== undefined && chosenId(state) !== environment.id;
		if (isNew) request.memory?.forget(environment.id);
		// what runs may tell many lines, and views are made anew at each change
		const tellProgress = async (): Promise<void> => options.changed();
		const report = (progress: Progress): void => {
			if (signal.aborted || state?.activation.kind !== "running") return;
			state = { ...next, activation: { kind: "running", progress, ...previous } };
			within(keys.progress, tellProgress, progressIntervalMs);
		};
		const runsAgain = isNew && next.activation.kind === "active" && next.activation.activated.scripts.length > 0;
		if (!isKnown || runsAgain) set({ kind: "running", ...previous });
		try {
			const activated = await activationOf(request, environment, host.variables, signal, report);
			if (signal.aborted) return;
			// only now can the requirements be judged
			const isTold = environment.toolchain.kind === "unknown" && activated.toolchain.kind === "known";
			if (isTold) next = (await readFolder({ ...request, inUse: { id: environment.id, activated } })).state;
			if (signal.aborted) return;
			isAsked = false;
			set({ kind: "active", activated });
			followEnvironment(environment, activated.inputs);
			await remember({ id: environment.id, name: environment.name, activated });
		} catch (cause) {
			const fault = faultOrThrow(cause);
			if (signal.aborted) return;
			isAsked = false;
			host.log.error(`${environment.id}: activation failed`, cause);
			set({ kind: "failed", fault, ...previous });
			const inputs = await inputsOf(request, environment);
			if (!signal.aborted) followEnvironment(environment, inputs);
		}
	}

	/** Whether the result of the present files of an environment on request is stored. */
	async function isEvaluated({ providers }: FolderRequest, environment: GoEnvironment): Promise<boolean> {
		if (environment.kind.activation === "immediate") return false;
		const provider = providers.find(({ name }) => name === environment.provider);
		return (await provider?.isEvaluated?.(host, environment)) === true;
	}

	/** What decides an activation that is not there, and where another window or the command line would store its result. */
	async function inputsOf({ providers }: FolderRequest, environment: GoEnvironment): Promise<readonly string[]> {
		const provider = providers.find(({ name }) => name === environment.provider);
		const inputs = (await provider?.inputs?.(host, environment).catch(() => [])) ?? [];
		const stored = await provider?.storedAt?.(host, environment);
		return stored === undefined ? inputs : [stored, ...inputs];
	}

	/** What an environment has that nobody asked to activate; undefined where it may be activated all the same. */
	function keptActivation({ id, kind }: GoEnvironment, known: ActivationState): ActivationState | undefined {
		const activated = inEffect?.id === id ? inEffect.activated : undefined;
		if (kind.activation === "immediate") {
			return isCancelled && activated !== undefined ? { kind: "active", activated } : undefined;
		}
		if (known.kind === "active") return known;
		if (state !== undefined && chosenId(state) === id && state.activation.kind === "failed") return state.activation;
		const last = lastActivated();
		const outdated = activated ?? (last?.id === id ? last.activated : undefined);
		return outdated === undefined ? { kind: "none" } : { kind: "outdated", activated: outdated };
	}

	/**
	 * If the toolchain was replaced in place, or a script of the environment was edited or repaired, lists and activates again.
	 */
	function followEnvironment({ provider }: GoEnvironment, inputs: readonly string[]): void {
		const changed = async (): Promise<void> => {
			await machine.refresh([provider]);
			await read();
		};
		watches.environment = watched(host, watches.environment, inputs, () => later(keys.environment, changed));
	}

	/** Stores it for the next start. The current activation stays in use if our store cannot be written. */
	async function remember(last: LastActivation | undefined): Promise<void> {
		try {
			await rememberActivation(host, folder, last);
		} catch (cause) {
			const fault = faultOrThrow(cause);
			host.log.warn(fault.message);
		}
	}

	return {
		get state() {
			return state;
		},
		read,
		async settled() {
			isAsked = true;
			for (let last = read(); ; last = reading) {
				await last;
				if (last === reading) return;
			}
		},
		cancel(ofReading) {
			if (isDisposed || (ofReading !== undefined && ofReading !== reading)) return;
			run.abort();
			isAsked = false;
			isCancelled = true;
			// what was being read, or has changed meanwhile, is read all the same
			later(keys.files, read, 0);
		},
		dispose() {
			isDisposed = true;
			run.abort();
			for (const watch of Object.values(watches)) watch.watcher.dispose();
			for (const key of Object.values(keys)) drop(key);
		},
	};
}

const chosenId = ({ selection }: FolderState): EnvironmentId | undefined =>
	selection.kind === "chosen" ? selection.environment.id : undefined;

/** The last successful activation stays in use while a new one runs or fails, but only for the same environment. */
function previousOf(before: FolderState | undefined, now: FolderState): { readonly previous?: Activated } {
	if (before === undefined || chosenId(before) === undefined || chosenId(before) !== chosenId(now)) return {};
	const { activation } = before;
	const activated = activatedInUse(activation);
	return activated === undefined ? {} : { previous: activated };
}
