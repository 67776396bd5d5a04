import type { Action } from "./action.ts";
import { t } from "./l10n.ts";

/** Every kind of fault; it alone decides the CLI's exit codes, never a class or a message. */
export type FaultKind =
	| "disk-silent" // a disk did not respond in time
	| "not-readable" // no permission, or an I/O error
	| "not-a-file" // a directory, FIFO or device where a file is expected
	| "too-large"
	| "malformed" // a file that its own tool would refuse
	| "conflict" // files that contradict each other
	| "toolchain-missing" // no GOROOT or program where one is expected
	| "toolchain-incomplete" // only partly unpacked or built
	| "foreign-platform"
	| "link-broken"
	| "not-supported"
	| "provider-failed"
	| "reference-unknown"
	| "reference-ambiguous"
	| "reference-refused" // the environment exists but cannot be used
	| "selection-missing"
	| "activation-failed"
	| "not-allowed"
	| "process-failed"
	| "timed-out"
	| "network" // a server, or the connection to it
	| "cancelled"
	| "store-newer" // written by a newer version of this extension
	| "not-writable"
	| "usage"
	| "internal" // a programming error
	| "note"; // informative; nothing is wrong

/** How to fix a problem: a sentence in the imperative, and the action that does it, if one exists. */
export interface Remedy {
	readonly text: string;
	readonly action?: Action;
}

/** A problem of something that is listed nevertheless. `message` is a whole sentence in the user's language. */
export interface Problem {
	readonly kind: FaultKind;
	readonly message: string;
	/** Best one first. */
	readonly remedies?: readonly Remedy[];
}

/**
 * An error as data. `file` is absolute, `line` and `column` count from 1. A `line` implies a text file, which can then be
 * opened there without an explicit remedy.
 */
export interface Fault extends Problem {
	readonly file?: string;
	readonly line?: number;
	readonly column?: number;
	/** The workspace folder for which the failed action was requested: remedies apply to it. */
	readonly folder?: string;
	/** References or ids to choose from (reference-ambiguous). */
	readonly candidates?: readonly string[];
}

/** The only class that carries a fault through `throw`. Compare `fault.kind`, not the class: bundlers rename classes. */
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

/** The fault that `cause` carries. Throws `cause` again if it is a programming error. */
export function faultOrThrow(cause: unknown): Fault {
	const fault = faultOf(cause);
	if (fault === undefined) throw cause;
	return fault;
}

/** Whether something is wrong; a note is only informative. */
export const isWrong = ({ kind }: Pick<Problem, "kind">): boolean => kind !== "note";

/** The remedies; empty if none is known. */
export const remediesOf = ({ remedies = [] }: Pick<Problem, "remedies">): readonly Remedy[] => remedies;

/** The remedy for any problem of an environment. */
export const selectAnother = (): Remedy => ({ text: t("Select another environment."), action: { kind: "select" } });

/** The remedies if an environment cannot be used because of one of its problems. */
export function repairing(problem: Problem): readonly Remedy[] {
	const own = remediesOf(problem);
	return [...(own.length === 0 ? [{ text: t("Repair or remove it.") }] : own), selectAnother()];
}

/** The fault of a programming error, without details: the remedies say where those were logged. */
export const internalFault = (remedies: readonly Remedy[]): Fault => ({
	kind: "internal",
	message: t("Internal error in Go Environments."),
	remedies,
});

/** Equal for faults with the same content. */
export const faultKey = ({ kind, file, line, column, message }: Fault): string =>
	JSON.stringify([kind, file, line, column, message]);

/** Removes duplicates: every provider reports the same disk that does not respond. */
export function distinctFaults(faults: readonly Fault[]): readonly Fault[] {
	return [...new Map(faults.map((fault) => [faultKey(fault), fault])).values()];
}
