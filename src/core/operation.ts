import { FaultError } from "./fault.ts";
import type { Origin } from "./host.ts";
import { t } from "./l10n.ts";

/** The progress of an operation. */
export interface Progress {
	/** The current step, as a phrase that ends with "…". */
	readonly stage: string;
	/** The last line of a tool's output, unchanged. */
	readonly line?: string;
	/** Relative to `total`, in a unit that `stage` names. */
	readonly done?: number;
	readonly total?: number;
}

/** Shorter operations show no progress, to avoid flicker. */
export const progressDelayMs = 400;

export type Report = (progress: Progress) => void;

/**
 * Work that a user starts. It may take time, reports progress, can be cancelled, and ends in either the new or the old state.
 * Created by a function of src/operations, run by an operation runner.
 */
export interface Operation<R> {
	/** `use`, `allow`, `create`: equal for all operations of one kind. */
	readonly id: string;
	/** A label: `Select conda:ci`. */
	readonly title: string;
	/** The owner of the code that it runs. */
	readonly origin: Origin;
	/** The key of what it changes (`selection /work/app`): operations with the same key never run at the same time. */
	readonly exclusive: string;
	/** Throws its own faults, and cancelled. */
	run(report: Report, signal: AbortSignal): Promise<R>;
}

/** A setting in a file before and after the change; undefined if the file does not set it. */
export interface SettingChange {
	readonly file: string;
	/** The full name. */
	readonly setting: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

/** The changes that an operation would write, as a preview. */
export interface Plan<R> {
	readonly changes: readonly SettingChange[];
	readonly operation: Operation<R>;
}

/** Throws cancelled if the signal was aborted. */
export function checkCancelled(signal: AbortSignal): void {
	if (signal.aborted) throw new FaultError({ kind: "cancelled", message: t("Cancelled.") });
}
