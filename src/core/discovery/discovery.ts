import type { GoEnvironment, ProviderName } from "../environment.ts";
import { type Fault, faultOf } from "../fault.ts";
import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import type { Discovered, DiscoverOptions, Provider } from "../provider.ts";
import type { ProviderState } from "../state.ts";

/** Interval between updates while rows stream in. */
const tellIntervalMs = 100;
/** A provider that is still listing after this time has failed; its rows are kept. */
const defaultTimeoutMs = 10_000;

export interface Listing {
	readonly state: ProviderState;
	/** Files and directories that were read; a change of one may change the rows. */
	readonly places: readonly string[];
}

export interface DiscoveryRequest {
	readonly host: Host;
	readonly providers: readonly Provider[];
	readonly options: DiscoverOptions;
	readonly signal: AbortSignal;
	/** A workspace folder; absent for the machine. */
	readonly folder?: string;
	readonly timeoutMs?: number;
	/** Called for each provider with its growing state: at once, at intervals, and when it is listed. */
	readonly onChange?: (provider: ProviderName, listing: Listing) => void;
}

/**
 * Lists the environments of all providers independently: one that fails or hangs does not delay the others and keeps the rows
 * it found. Rejects only for programming errors.
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
			const listing = await collected(host, provider, rows, signal, request.timeoutMs ?? defaultTimeoutMs, changed);
			if (listing.state.kind === "failed") stop.abort(); // the provider may still be running
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
	timeoutMs: number,
	onChange?: (listing: Listing) => void,
): Promise<Listing> {
	const started = host.now();
	const environments: GoEnvironment[] = [];
	const faults: Fault[] = [];
	const places: string[] = [];
	const listing = (kind: ProviderState["kind"]): Listing => ({
		state: { kind, environments: [...environments], faults: [...faults], tookMs: host.now() - started },
		places: [...places],
	});
	onChange?.(listing("listing"));
	let told = started;
	let kind: ProviderState["kind"] = "listing";

	/** Reads until the rows end or the deadline has passed. */
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

	const deadline = deadlineOf(timeoutMs, signal);
	// ignore failures after the deadline
	const reading = read();
	reading.catch(() => {});
	try {
		const end = await Promise.race([reading, deadline.reached]);
		kind = end === "late" ? "failed" : "listed";
		if (end === "late") faults.push(lateFault(provider, timeoutMs));
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

function deadlineOf(timeoutMs: number, signal: AbortSignal): { reached: Promise<"late" | "cancelled">; end(): void } {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let abort = (): void => {};
	const reached = new Promise<"late" | "cancelled">((done) => {
		timer = setTimeout(done, timeoutMs, "late");
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

const lateFault = ({ title }: Provider, timeoutMs: number): Fault => ({
	kind: "provider-failed",
	message: t("{0}: discovery timed out after {1} s. The list may be incomplete.", title, timeoutMs / 1000),
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
 * All rows in the order of providers and places. A plain row with the real GOROOT of another provider's row is merged into that
 * row, which takes over its paths: `/usr/local/go` on PATH and as gvm's `system` is one environment.
 */
export function environmentsOf(...listings: readonly (readonly GoEnvironment[])[]): readonly GoEnvironment[] {
	const rows = listings.flat();
	const owners = new Map<string, GoEnvironment>();
	for (const row of rows) {
		if (row.kind.isPlain) continue;
		for (const path of row.realPaths) if (!owners.has(path)) owners.set(path, row);
	}
	// listed for the machine and for a folder: trusted as part of the folder
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
