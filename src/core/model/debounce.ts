import type { Disposable, Host } from "../host.ts";

/** Delays calls: of those with one key within the delay, only the last runs. */
export interface Debounce extends Disposable {
	/** `delayMs`: milliseconds; absent: as long as a burst of changes on disk lasts. */
	later(key: string, act: () => Promise<void>, delayMs?: number): void;
	/** Does it once within `delayMs` milliseconds, however often it is asked for until then. */
	within(key: string, act: () => Promise<void>, delayMs: number): void;
	/** Forgets what waits under the key. */
	drop(key: string): void;
}

/** Changes on disk within this time cause one reading. */
const defaultDelayMs = 300;

/** Errors are logged, because no caller awaits them. Starts nothing after disposal. */
export function debounce(log: Host["log"]): Debounce {
	const timers = new Map<string, ReturnType<typeof setTimeout>>();
	let isDisposed = false;

	function drop(key: string): void {
		clearTimeout(timers.get(key));
		timers.delete(key);
	}

	function within(key: string, act: () => Promise<void>, delayMs: number): void {
		if (isDisposed || timers.has(key)) return;
		const timer = setTimeout(() => {
			timers.delete(key);
			act().catch((cause: unknown) => log.error(`refresh of ${key} failed`, cause));
		}, delayMs);
		timers.set(key, timer);
	}

	return {
		later(key, act, delayMs = defaultDelayMs) {
			drop(key);
			within(key, act, delayMs);
		},
		within,
		drop,
		dispose() {
			isDisposed = true;
			for (const key of [...timers.keys()]) drop(key);
		},
	};
}
