import type { GoEnvironment, ProviderName } from "../environment.ts";
import type { Disposable, Host } from "../host.ts";
import { t } from "../l10n.ts";
import type { Report } from "../operation.ts";
import type { Provider } from "../provider.ts";
import type { MachineState } from "../state.ts";
import { discover, environmentsOf, type Listing } from "./discovery.ts";
import { type Watch, watched } from "./watched.ts";

/** The environments of the machine by provider, kept up to date: a change on disk lists only its own provider again. */
export interface MachineListing extends Disposable {
	readonly state: MachineState;
	/** All rows; plain rows are merged into those of other providers. */
	readonly environments: readonly GoEnvironment[];
	/** Whether a provider is still listing, or has not begun. */
	readonly isListing: boolean;
	/**
	 * Lists again: all providers of the settings, or the named ones. Settles when they are done; `report` gets their number. Where
	 * `signal` is aborted, a provider that was listed before keeps that listing; a first listing goes on.
	 */
	refresh(names?: readonly ProviderName[], report?: Report, signal?: AbortSignal): Promise<void>;
}

export interface MachineListingOptions {
	readonly host: Host;
	/** The active providers, in order, and the search paths, as the settings are now. */
	wanted(): { readonly providers: readonly Provider[]; readonly searchPaths: readonly string[] };
	/** The rows or the state of a provider changed; `isDone`: it has finished and found something different. */
	changed(isDone: boolean): void;
	/** Calls `act` later, once for all calls with the same key until then. */
	later(key: string, act: () => Promise<void>): void;
}

interface ListedProvider {
	listing?: Listing;
	stop?: AbortController;
	watch?: Watch;
}

export function machineListing({ host, wanted, changed, later }: MachineListingOptions): MachineListing {
	const entries = new Map<ProviderName, ListedProvider>();
	let state: MachineState = { providers: new Map() };
	let environments: readonly GoEnvironment[] = [];
	let isBegun = false;

	function update(): void {
		const listed = [...entries].flatMap(([name, { listing }]) => (listing === undefined ? [] : [{ name, listing }]));
		state = { providers: new Map(listed.map(({ name, listing }) => [name, listing.state])) };
		environments = environmentsOf(...listed.map(({ listing }) => listing.state.environments));
	}

	/** Adopts the wanted providers in their order and removes all others. */
	function arrange(providers: readonly Provider[]): void {
		const before = new Map(entries);
		entries.clear();
		for (const { name } of providers) entries.set(name, before.get(name) ?? {});
		for (const [name, entry] of before) if (!entries.has(name)) end(entry);
		if (before.size === entries.size && [...before.keys()].every((name, at) => [...entries.keys()][at] === name))
			return;
		update();
		changed(true);
	}

	function end({ stop, watch }: ListedProvider): void {
		stop?.abort();
		watch?.watcher.dispose();
	}

	async function list(
		provider: Provider,
		entry: ListedProvider,
		searchPaths: readonly string[],
		signal?: AbortSignal,
	): Promise<void> {
		const { name } = provider;
		entry.stop?.abort();
		const stop = new AbortController();
		entry.stop = stop;
		const { listing: before } = entry;
		const restore = (): void => {
			if (stop.signal.aborted || entry.stop !== stop || before === undefined || before.state.kind === "listing") return;
			stop.abort();
			if (entry.listing === before) return;
			entry.listing = before;
			update();
			changed(false);
		};
		signal?.addEventListener("abort", restore);
		await discover({
			host,
			providers: [provider],
			options: { searchPaths },
			signal: stop.signal,
			onChange: (_, next) => {
				if (!stop.signal.aborted) take(name, entry, next);
			},
		});
		// what was found in time stays
		signal?.removeEventListener("abort", restore);
		if (stop.signal.aborted) return;
		const again = (): void => later(`listing of ${name}`, () => refresh([name]));
		entry.watch = watched(host, entry.watch, entry.listing?.places ?? [], again);
	}

	function take(name: ProviderName, entry: ListedProvider, next: Listing): void {
		const before = entry.listing;
		const isDone = next.state.kind !== "listing";
		// keep the earlier rows on screen until the new listing is complete
		if (!isDone && before !== undefined && before.state.environments.length > 0) return;
		entry.listing = next;
		if (isDone)
			host.log.info(`${name}: ${next.state.environments.length} environments in ${next.state.tookMs ?? 0} ms`);
		if (isDone && before !== undefined && isSame(before, next)) return;
		update();
		changed(isDone);
	}

	async function refresh(names?: readonly ProviderName[], report?: Report, signal?: AbortSignal): Promise<void> {
		const { providers, searchPaths } = wanted();
		isBegun = true;
		arrange(providers);
		const asked = names === undefined ? providers : providers.filter(({ name }) => names.includes(name));
		const stage = t("Looking for Go environments…");
		const total = asked.length;
		let done = 0;
		report?.({ stage, done, total });
		await Promise.all(
			asked.map(async (provider) => {
				const entry = entries.get(provider.name);
				if (entry !== undefined) await list(provider, entry, searchPaths, signal);
				done++;
				report?.({ stage, done, total });
			}),
		);
	}

	return {
		get state() {
			return state;
		},
		get environments() {
			return environments;
		},
		get isListing() {
			return !isBegun || [...entries.values()].some(({ listing }) => (listing?.state.kind ?? "listing") === "listing");
		},
		refresh,
		dispose() {
			for (const entry of entries.values()) end(entry);
			entries.clear();
		},
	};
}

/** Whether two listings are equal except for how long they took. */
function isSame({ state: a }: Listing, { state: b }: Listing): boolean {
	if (a.kind !== b.kind || a.environments.length !== b.environments.length) return false;
	return JSON.stringify([a.environments, a.faults]) === JSON.stringify([b.environments, b.faults]);
}
