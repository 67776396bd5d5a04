import type { Fault, Problem } from "../../core/fault.ts";
import type { Host, Platform } from "../../core/host.ts";
import type { DiscoverOptions } from "../../core/provider.ts";

/** A path that is, or should be, a GOROOT. */
export interface Candidate {
	readonly kind: "candidate";
	/** As found. */
	readonly goroot: string;
	/** Absent if it is the default program of the GOROOT. */
	readonly program?: string;
	/** The manager's name for it: `1.22.6`, `go1.22.6`, `gotip`, `corp`. */
	readonly label?: string;
	/** A problem seen from its location: only partly unpacked, a dangling link. */
	readonly problem?: Problem;
	readonly note?: string;
}

export type Found =
	| Candidate
	| { readonly kind: "fault"; readonly fault: Fault }
	/** A folder that was read and whose changes change the rows. */
	| { readonly kind: "place"; readonly path: string };

/** One row of the table of places. */
export interface GoPlace {
	/** The tool that installed a Go there; used to prefer the owner of a pin file. */
	readonly origin: string;
	/** Only shows where a Go was found; another place that also has it determines its origin. */
	readonly isHint?: true;
	readonly on?: readonly Platform[];
	find(host: Host, options: DiscoverOptions): AsyncIterable<Found>;
}
