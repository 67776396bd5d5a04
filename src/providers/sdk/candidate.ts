import type { Fault, Problem } from "../../core/fault.ts";
import type { Host, Platform } from "../../core/host.ts";
import type { DiscoverOptions } from "../../core/provider.ts";

/** A place where a GOROOT is, or should be. */
export interface Candidate {
	readonly kind: "candidate";
	/** As found. */
	readonly goroot: string;
	/** Absent where it is the usual one of the GOROOT. */
	readonly program?: string;
	/** What its manager calls it: `1.22.6`, `go1.22.6`, `gotip`, `corp`. */
	readonly label?: string;
	/** What is wrong with it, seen from its place: half made, a link that leads nowhere. */
	readonly problem?: Problem;
	readonly note?: string;
}

export type Found =
	| Candidate
	| { readonly kind: "fault"; readonly fault: Fault }
	/** A folder that was read and whose changes change the rows. */
	| { readonly kind: "place"; readonly path: string };

/** One line of the table of places. */
export interface Place {
	/** The tool that put a Go there; the selection prefers the owner of a pin file by it. */
	readonly origin: string;
	/** Tells only where a Go was met; another place that has it too says whose it is. */
	readonly isHint?: true;
	readonly on?: readonly Platform[];
	find(host: Host, options: DiscoverOptions): AsyncIterable<Found>;
}
