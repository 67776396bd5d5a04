import { type Fault, faultOrThrow } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import type { Discovered, DiscoverOptions } from "../../core/provider.ts";
import type { Candidate, Found, GoPlace } from "./candidate.ts";
import { places } from "./places.ts";
import { type GorootFound, rowOf } from "./row.ts";

interface Hit {
	readonly place: GoPlace;
	readonly candidate: Candidate;
}

/** Of one real directory, in the order of places. */
type Hits = [Hit, ...Hit[]];

/** Rows of places that have responded are reported after this time; those on slow disks follow. */
const defaultWaitMs = 2500;

/**
 * The SDKs of the machine: the places to watch first, then one row per real directory, in the order of the places. Places are
 * searched in parallel, so that several disks that do not respond cost only one wait; a row waits for all places, because each
 * may add a path, but not longer than `wait`.
 */
export async function* discoverSdks(
	host: Host,
	options: DiscoverOptions,
	signal: AbortSignal,
	wait = defaultWaitMs,
): AsyncGenerator<Discovered> {
	const asked = places
		.filter(({ on }) => on === undefined || on.includes(host.platform))
		.map((place) => ask(host, place, options, signal));
	const answered = Promise.all(asked.map(({ end }) => end));
	const told = new Set<string>();
	const isAnswered = await endsWithin(answered, wait);
	yield* rowsOf(host, asked, told, signal);
	if (isAnswered) return;
	await answered;
	yield* rowsOf(host, asked, told, signal);
}

interface Asked {
	readonly place: GoPlace;
	/** What it found so far. */
	readonly found: readonly Found[];
	readonly end: Promise<void>;
}

function ask(host: Host, place: GoPlace, options: DiscoverOptions, signal: AbortSignal): Asked {
	const found: Found[] = [];
	const collect = async (): Promise<void> => {
		for await (const one of place.find(host, options)) {
			if (signal.aborted) return;
			found.push(one);
		}
	};
	return { place, found, end: collect() };
}

async function endsWithin(end: Promise<unknown>, milliseconds: number): Promise<boolean> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<boolean>((done) => {
		timer = setTimeout(done, milliseconds, false);
	});
	try {
		return await Promise.race([end.then(() => true), late]);
	} finally {
		clearTimeout(timer); // a pending timer would keep the process alive
	}
}

/** What was found and is not in `told` yet. */
async function* rowsOf(
	host: Host,
	asked: readonly Asked[],
	told: Set<string>,
	signal: AbortSignal,
): AsyncGenerator<Discovered> {
	yield* placesAndFaults(
		asked.flatMap(({ found }) => found),
		told,
	);
	const hits = asked.flatMap(({ place, found }) =>
		found.flatMap((one) => (one.kind === "candidate" ? [{ place, candidate: one }] : [])),
	);
	for (const goroot of await merged(host, hits)) {
		if (signal.aborted) return;
		if (told.has(goroot.key)) continue;
		told.add(goroot.key);
		const environment = await host.look((looks) => rowOf(host, looks, goroot));
		const [problem] = environment.problems;
		if (problem?.kind !== "foreign-platform") yield { kind: "environment", environment };
	}
}

function* placesAndFaults(found: readonly Found[], told: Set<string>): Generator<Discovered> {
	for (const one of found) {
		if (one.kind === "candidate") continue;
		const key = one.kind === "place" ? `place ${one.path}` : keyOf(one.fault);
		if (told.has(key)) continue;
		told.add(key);
		yield one;
	}
}

const keyOf = ({ kind, file, message }: Fault): string => `${kind} ${file ?? message}`;

/** One per real directory. Candidates that do not exist are identified by path. */
async function merged(host: Host, hits: readonly Hit[]): Promise<readonly (GorootFound & { readonly key: string })[]> {
	const groups = new Map<string, { readonly hits: Hits; readonly real?: string }>();
	for (const hit of hits) {
		const { goroot } = hit.candidate;
		const real = await host.realPath(goroot).catch(unanswered);
		const place = real ?? goroot;
		// Windows, and macOS by default, ignore case
		const key = host.platform === "linux" ? place : place.toLowerCase();
		const group = groups.get(key);
		if (group === undefined) groups.set(key, { hits: [hit], ...(real === undefined ? {} : { real }) });
		else group.hits.push(hit);
	}
	return [...groups].map(([key, group]) => ({ key, ...gorootFound(group.hits, group.real) }));
}

function gorootFound(hits: Hits, real: string | undefined): GorootFound {
	const [first, ...others] = hits;
	const { place, candidate } = ownerOf(hits, real);
	return {
		candidates: [first.candidate, ...others.map((hit) => hit.candidate)],
		origin: place.origin,
		...(candidate.problem === undefined ? {} : { problem: candidate.problem }),
		...(real === undefined ? {} : { real }),
	};
}

/**
 * The hit that determines the origin: the place with the real directory, else the first that installs Gos, else the first hit.
 */
function ownerOf(hits: Hits, real: string | undefined): Hit {
	const owners = hits.filter(({ place }) => place.isHint !== true);
	return owners.find(({ candidate }) => candidate.goroot === real) ?? owners[0] ?? hits[0];
}

function unanswered(cause: unknown): undefined {
	faultOrThrow(cause);
}
