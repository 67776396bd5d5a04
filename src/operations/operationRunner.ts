import { FaultError, faultOf } from "../core/fault.ts";
import type { Log } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { checkCancelled, type Operation, type Report } from "../core/operation.ts";

/** Runs operations, and never two at once that change the same thing. */
export interface OperationRunner {
	/**
	 * Cancels a running operation of the same kind with the same key first: the newer request wins. If one of another kind is
	 * running, throws conflict. Throws what the operation throws, and cancelled.
	 */
	run<R>(operation: Operation<R>, signal: AbortSignal, report?: Report): Promise<R>;
}

interface Running {
	readonly id: string;
	readonly title: string;
	readonly stop: AbortController;
	/** Settles when the operation has ended, in any way. */
	readonly end: Promise<unknown>;
}

export function operationRunner(log: Log): OperationRunner {
	const running = new Map<string, Running>();

	async function run<R>(operation: Operation<R>, signal: AbortSignal, report: Report = () => {}): Promise<R> {
		const { id, title, exclusive } = operation;
		const before = running.get(exclusive);
		if (before !== undefined && before.id !== id) throw new FaultError(busyFault(before.title));
		before?.stop.abort();
		const stop = new AbortController();
		const work = begun(before?.end, operation, report, AbortSignal.any([signal, stop.signal]));
		const mine: Running = { id, title, stop, end: work.catch(() => {}) };
		running.set(exclusive, mine);
		try {
			return await work;
		} finally {
			if (running.get(exclusive) === mine) running.delete(exclusive);
		}
	}

	async function begun<R>(
		before: Promise<unknown> | undefined,
		{ title, origin, run: act }: Operation<R>,
		report: Report,
		signal: AbortSignal,
	): Promise<R> {
		await before;
		checkCancelled(signal);
		const started = performance.now();
		const passed = (): string => `after ${Math.round(performance.now() - started)} ms`;
		if (origin.kind === "folder") log.info(`${title}: may run code of ${origin.folder}`);
		try {
			const result = await act((progress) => {
				log.debug(`${title}: ${progress.line ?? progress.stage}`);
				report(progress);
			}, signal);
			log.info(`${title}: done ${passed()}`);
			return result;
		} catch (cause) {
			log.info(`${title}: ${faultOf(cause)?.kind ?? "failed"} ${passed()}`);
			throw cause;
		}
	}

	return { run };
}

const busyFault = (title: string) => ({
	kind: "conflict" as const,
	message: t("“{0}” is still running.", title),
	remedies: [{ text: t("Wait until it has ended, or cancel it.") }],
});
