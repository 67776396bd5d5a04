import { FaultError } from "./fault.ts";
import type { Origin } from "./host.ts";
import { t } from "./l10n.ts";

/** How far an operation has come. */
export interface Progress {
	/** What it does now, as a phrase that ends with "…". */
	readonly stage: string;
	/** The last line that a tool wrote, as it wrote it. */
	readonly line?: string;
	/** Of `total`, in a unit that the stage names. */
	readonly done?: number;
	readonly total?: number;
}

export type Report = (progress: Progress) => void;

/**
 * Work that a user starts. It takes time, tells how far it is, can be cancelled, and leaves either the new state or the old
 * one. Built by a function of src/operations, run by an operation runner.
 */
export interface Operation<R> {
	/** `use`, `allow`, `create`: the same for all operations of one kind. */
	readonly id: string;
	/** What it does, as a label: `Select conda:ci`. */
	readonly title: string;
	/** Whose code it runs. */
	readonly origin: Origin;
	/** What it changes, as a key (`selection /work/app`): two operations with one key never run at the same time. */
	readonly exclusive: string;
	/** Throws the faults of what it does, and cancelled. */
	run(report: Report, signal: AbortSignal): Promise<R>;
}

/** A setting in a file as it is and as it would be; undefined where the file says nothing. */
export interface SettingChange {
	readonly file: string;
	/** Its whole name. */
	readonly setting: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

/** What an operation would write, to be previewed before it runs. */
export interface Plan<R> {
	readonly changes: readonly SettingChange[];
	readonly operation: Operation<R>;
}

/** Throws cancelled where nobody wants the result any more. */
export function checkCancelled(signal: AbortSignal): void {
	if (signal.aborted) throw new FaultError({ kind: "cancelled", message: t("Cancelled.") });
}
