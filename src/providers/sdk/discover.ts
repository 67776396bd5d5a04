import { type Fault, faultOf } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import type { Discovered, DiscoverOptions } from "../../core/provider.ts";
import type { Candidate, Found, Place } from "./candidate.ts";
import { places } from "./places.ts";
import { type GorootFound, rowOf } from "./row.ts";

interface Hit {
	readonly place: Place;
	readonly candidate: Candidate;
}

/**
 * The SDKs of the machine: first where Gos are, then one row per real directory, in the order of the places. The places are
 * asked side by side, so that several silent disks cost the wait for one; a row needs them all, for they all give it paths.
 */
export async function* discoverSdks(
	host: Host,
	options: DiscoverOptions,
	signal: AbortSignal,
): AsyncGenerator<Discovered> {
	const used = places.filter(({ on }) => on === undefined || on.includes(host.platform));
	const found = await Promise.all(used.map((place) => foundAt(host, place, options, signal)));
	yield* placesAndFaults(found.flat());
	const hits = used.flatMap((place, index) =>
		(found[index] ?? []).flatMap((one) => (one.kind === "candidate" ? [{ place, candidate: one }] : [])),
	);
	for (const goroot of await merged(host, hits)) {
		if (signal.aborted) return;
		const environment = await rowOf(host, goroot);
		const [problem] = environment.problems;
		if (problem?.kind !== "foreign-platform") yield { kind: "environment", environment };
	}
}

async function foundAt(host: Host, place: Place, options: DiscoverOptions, signal: AbortSignal): Promise<Found[]> {
	const all: Found[] = [];
	for await (const found of place.find(host, options)) {
		if (signal.aborted) break;
		all.push(found);
	}
	return all;
}

function* placesAndFaults(found: readonly Found[]): Generator<Discovered> {
	const paths = new Set<string>();
	const told = new Set<string>();
	for (const one of found) {
		if (one.kind === "place" && !paths.has(one.path)) {
			paths.add(one.path);
			yield one;
		}
		if (one.kind === "fault" && !told.has(keyOf(one.fault))) {
			told.add(keyOf(one.fault));
			yield one;
		}
	}
}

const keyOf = ({ kind, file, message }: Fault): string => `${kind} ${file ?? message}`;

/** One per real directory. What leads nowhere is told apart by its path. */
async function merged(host: Host, hits: readonly Hit[]): Promise<readonly GorootFound[]> {
	const groups = new Map<string, { readonly hits: [Hit, ...Hit[]]; readonly real?: string }>();
	for (const hit of hits) {
		const { goroot } = hit.candidate;
		const real = await host.real(goroot).catch(unanswered);
		const group = groups.get(real ?? goroot);
		if (group === undefined) groups.set(real ?? goroot, { hits: [hit], ...(real === undefined ? {} : { real }) });
		else group.hits.push(hit);
	}
	return [...groups.values()].map(({ hits: [first, ...others], real }) => ({
		candidates: [first.candidate, ...others.map(({ candidate }) => candidate)],
		origin: originOf([first, ...others], real),
		...(real === undefined ? {} : { real }),
	}));
}

/** Whose it is: the place that has the real directory, else the first that puts Gos there, else where it was met. */
function originOf(hits: readonly [Hit, ...Hit[]], real: string | undefined): string {
	const owners = hits.filter(({ place }) => place.isHint !== true);
	const owner = owners.find(({ candidate }) => candidate.goroot === real) ?? owners[0] ?? hits[0];
	return owner.place.origin;
}

function unanswered(cause: unknown): undefined {
	if (faultOf(cause) === undefined) throw cause;
}
