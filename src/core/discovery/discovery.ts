import type { GoEnvironment, ProviderName } from "../environment.ts";
import { type Fault, faultOf } from "../fault.ts";
import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import type { Discovered, DiscoverOptions, Provider } from "../provider.ts";
import type { ProviderState } from "../state.ts";

/** Milliseconds between two looks of the views at rows that stream in. */
const tellIntervalMs = 100;
/** Milliseconds after which a provider that still lists has failed, with what it found. */
const defaultLimitMs = 10_000;

export interface Listing {
	readonly state: ProviderState;
	/** Files and directories that were read; a change there changes the rows. */
	readonly places: readonly string[];
}

export interface DiscoveryRequest {
	readonly host: Host;
	readonly providers: readonly Provider[];
	readonly options: DiscoverOptions;
	readonly signal: AbortSignal;
	/** Of a workspace folder; absent: of the machine. */
	readonly folder?: string;
	readonly limit?: number;
	/** Called with each provider's state as it grows: at once, then when it is listed. */
	readonly onChange?: (provider: ProviderName, listing: Listing) => void;
}

/**
 * What every provider lists, each on its own: one that fails, or that does not come to an end, holds back nobody and keeps
 * what it found. Never rejects but for programming errors.
 */
export async function discover(request: DiscoveryRequest): Promise<ReadonlyMap<ProviderName, Listing>> {
	const { host, providers, options, folder, onChange } = request;
	const listed = await Promise.all(
		providers.map(async (provider): Promise<[ProviderName, Listing]> => {
			const stop = new AbortController();
			const signal = AbortSignal.any([request.signal, stop.signal]);
			const rows =
				folder === undefined
					? provider.discoverMachine(host, options, signal)
					: provider.discoverFolder(host, folder, options, signal);
			const changed = onChange === undefined ? undefined : (listing: Listing) => onChange(provider.name, listing);
			const listing = await collected(host, provider, rows, signal, request.limit ?? defaultLimitMs, changed);
			if (listing.state.kind === "failed") stop.abort(); // it may not have come to its end
			return [provider.name, listing];
		}),
	);
	return new Map(listed);
}

async function collected(
	host: Host,
	provider: Provider,
	rows: AsyncIterable<Discovered>,
	signal: AbortSignal,
	limit: number,
	onChange?: (listing: Listing) => void,
): Promise<Listing> {
	const started = host.now();
	const environments: GoEnvironment[] = [];
	const faults: Fault[] = [];
	const places: string[] = [];
	const listing = (kind: ProviderState["kind"]): Listing => ({
		state: { kind, environments: [...environments], faults: [...faults], took: host.now() - started },
		places: [...places],
	});
	onChange?.(listing("listing"));
	let told = started;
	let kind: ProviderState["kind"] = "listing";

	/** Until the rows end, or until nobody waits for them any more. */
	async function read(): Promise<"ended"> {
		for await (const found of rows) {
			if (kind !== "listing") break;
			add(found, environments, faults, places);
			if (onChange === undefined || host.now() - told < tellIntervalMs) continue;
			told = host.now();
			onChange(listing("listing"));
		}
		return "ended";
	}

	const deadline = deadlineOf(limit, signal);
	// a failure after the deadline is nobody's any more
	const reading = read();
	reading.catch(() => {});
	try {
		const end = await Promise.race([reading, deadline.reached]);
		kind = end === "late" ? "failed" : "listed";
		if (end === "late") faults.push(lateFault(provider, limit));
	} catch (cause) {
		host.log.error(`${provider.name}: discovery failed`, cause);
		faults.push(failedFault(provider, cause));
		kind = "failed";
	} finally {
		deadline.end();
	}
	const result = listing(kind);
	onChange?.(result);
	return result;
}

function add(found: Discovered, environments: GoEnvironment[], faults: Fault[], places: string[]): void {
	if (found.kind === "environment") environments.push(found.environment);
	else if (found.kind === "fault") faults.push(found.fault);
	else places.push(found.path);
}

function deadlineOf(limit: number, signal: AbortSignal): { reached: Promise<"late" | "cancelled">; end(): void } {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let abort = (): void => {};
	const reached = new Promise<"late" | "cancelled">((done) => {
		timer = setTimeout(done, limit, "late");
		abort = () => done("cancelled");
		if (signal.aborted) abort();
		signal.addEventListener("abort", abort);
	});
	return {
		reached,
		end() {
			clearTimeout(timer);
			signal.removeEventListener("abort", abort);
		},
	};
}

const lateFault = ({ title }: Provider, limit: number): Fault => ({
	kind: "provider-failed",
	message: t("{0}: discovery timed out after {1} s. The list may be incomplete.", title, limit / 1000),
	remedies: [
		{ text: t("Refresh."), action: { kind: "operation", name: "refresh" } },
		{
			text: t("Or remove this provider from the setting goEnvironments.providers."),
			action: { kind: "setting", name: "goEnvironments.providers" },
		},
	],
});

function failedFault({ title }: Provider, cause: unknown): Fault {
	const fault = faultOf(cause);
	const why = fault?.message ?? (cause instanceof Error ? cause.message : String(cause));
	return {
		...fault,
		kind: "provider-failed",
		message: t("{0}: discovery failed: {1}", title, why),
	};
}

/**
 * All rows in the order of providers and places. A plain row whose real GOROOT another provider lists is folded into
 * that row, which takes over its paths: `/usr/local/go` on PATH and as gvm's `system` is one environment.
 */
export function environmentsOf(...listings: readonly (readonly GoEnvironment[])[]): readonly GoEnvironment[] {
	const rows = listings.flat();
	const owners = new Map<string, GoEnvironment>();
	for (const row of rows) {
		if (row.kind.isPlain) continue;
		for (const path of row.realPaths) if (!owners.has(path)) owners.set(path, row);
	}
	// listed for the machine and again inside a folder: it is trusted as what lies in the folder
	const folders = new Map(rows.flatMap(({ id, folder }) => (folder === undefined ? [] : [[id, folder] as const])));
	const folded = new Map<GoEnvironment, GoEnvironment[]>();
	const kept: GoEnvironment[] = [];
	const seen = new Set<string>();
	for (const listed of rows) {
		if (seen.has(listed.id)) continue;
		seen.add(listed.id);
		const folder = folders.get(listed.id);
		const row = folder === undefined || listed.folder === folder ? listed : { ...listed, folder };
		const owner = row.kind.isPlain ? ownerOf(row, owners) : undefined;
		if (owner === undefined) kept.push(row);
		else folded.set(owner, [...(folded.get(owner) ?? []), row]);
	}
	if (folded.size === 0) return kept;
	return kept.map((row) => {
		const plain = folded.get(row);
		return plain === undefined ? row : withPathsOf(row, plain);
	});
}

const ownerOf = (row: GoEnvironment, owners: ReadonlyMap<string, GoEnvironment>): GoEnvironment | undefined =>
	row.realPaths.map((path) => owners.get(path)).find((owner) => owner !== undefined);

function withPathsOf(row: GoEnvironment, plain: readonly GoEnvironment[]): GoEnvironment {
	const paths = plain.flatMap(({ location, otherPaths }) => [location, ...otherPaths]);
	const own = new Set([row.location, "goroot" in row.toolchain ? row.toolchain.goroot : undefined]);
	const others = new Set([...row.otherPaths, ...paths.filter((path) => !own.has(path))]);
	return { ...row, otherPaths: [...others] };
}
