import type { Action } from "./action.ts";
import { t } from "./l10n.ts";

/** Every kind of fault; the CLI's exit codes are decided by it, never by a class or a text. */
export type FaultKind =
	| "disk-silent" // a place did not answer in time
	| "not-readable" // permission, or an error of the disk
	| "not-a-file" // a directory, FIFO or device where a file is expected
	| "too-large"
	| "malformed" // a file that its own tool would refuse
	| "conflict" // files that disagree
	| "toolchain-missing" // no GOROOT, or no program, where one should be
	| "toolchain-incomplete" // half made
	| "foreign-platform"
	| "link-broken"
	| "not-supported"
	| "provider-failed"
	| "reference-unknown"
	| "reference-ambiguous"
	| "reference-refused" // names a row that cannot be used
	| "selection-missing"
	| "activation-failed"
	| "not-allowed"
	| "process-failed"
	| "timed-out"
	| "network" // a server, or the way to it
	| "cancelled"
	| "store-newer" // written by a newer version of this product
	| "not-writable"
	| "usage"
	| "internal" // a mistake of our own
	| "note"; // worth knowing, and nothing is wrong

/** What to do about something that is wrong: a sentence in the imperative, and what does it where that exists. */
export interface Remedy {
	readonly text: string;
	readonly action?: Action;
}

/** What is wrong with something that is listed all the same. `message` is a whole sentence in the user's language. */
export interface Problem {
	readonly kind: FaultKind;
	readonly message: string;
	/** The best one first. */
	readonly remedies?: readonly Remedy[];
}

/**
 * An error as data. `file` is absolute, `line` and `column` count from 1: a line says that the file is a text, which is
 * offered to be opened there without a remedy that says so.
 */
export interface Fault extends Problem {
	readonly file?: string;
	readonly line?: number;
	readonly column?: number;
	/** The workspace folder in which somebody asked for what failed: a remedy is for that one. */
	readonly folder?: string;
	/** References or ids between which the user has to choose (reference-ambiguous). */
	readonly candidates?: readonly string[];
}

/** The one class that carries a fault through `throw`. Compare `fault.kind`, not the class: bundlers rename classes. */
export class FaultError extends Error {
	readonly fault: Fault;

	constructor(fault: Fault, options?: ErrorOptions) {
		super(fault.message, options);
		this.name = "FaultError";
		this.fault = fault;
	}
}

/** The fault that `cause` carries, or undefined for a programming error. */
export function faultOf(cause: unknown): Fault | undefined {
	return cause instanceof FaultError ? cause.fault : undefined;
}

/** The fault that a failure is. Anything else is a mistake of our own, and thrown on. */
export function faultOrThrow(cause: unknown): Fault {
	const fault = faultOf(cause);
	if (fault === undefined) throw cause;
	return fault;
}

/** Whether something is wrong; a note only says what may be of interest. */
export const isWrong = ({ kind }: Pick<Problem, "kind">): boolean => kind !== "note";

/** What to do about it; empty where nothing is known. */
export const remediesOf = ({ remedies = [] }: Pick<Problem, "remedies">): readonly Remedy[] => remedies;

/** The remedy of whatever is wrong with one environment. */
export const selectAnother = (): Remedy => ({ text: t("Select another environment."), action: { kind: "select" } });

/** The remedies of an environment that cannot be used because of a problem of its own. */
export function repairing(problem: Problem): readonly Remedy[] {
	const own = remediesOf(problem);
	return [...(own.length === 0 ? [{ text: t("Repair or remove it.") }] : own), selectAnother()];
}

/** The fault of a programming error, which says nothing of it: where it was written down is in the remedies. */
export const internalFault = (remedies: readonly Remedy[]): Fault => ({
	kind: "internal",
	message: t("Internal error in Go Environments."),
	remedies,
});

/** The same for faults that say the same. */
export const faultKey = ({ kind, file, line, column, message }: Fault): string =>
	JSON.stringify([kind, file, line, column, message]);

/** Each fault once: a disk that is silent is met by every provider. */
export function distinctFaults(faults: readonly Fault[]): readonly Fault[] {
	return [...new Map(faults.map((fault) => [faultKey(fault), fault])).values()];
}
