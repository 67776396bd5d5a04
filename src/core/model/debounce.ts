import type { Disposable, Host } from "../host.ts";

/** Acts that wait a moment: of those with one key that come within it only the last is done. */
export interface Debounce extends Disposable {
	/** `delay`: milliseconds; absent: as long as a burst of changes on disk lasts. */
	later(key: string, act: () => Promise<void>, delay?: number): void;
	/** Does it once within `delay` milliseconds, however often it is asked for until then. */
	within(key: string, act: () => Promise<void>, delay: number): void;
	/** Forgets what waits under the key. */
	drop(key: string): void;
}

/** Milliseconds that changes on disk are gathered before anything is read again. */
const defaultDelayMs = 300;

/** What an act throws goes to the log, for nobody awaits it. After the end nothing begins any more. */
export function debounce(log: Host["log"]): Debounce {
	const timers = new Map<string, ReturnType<typeof setTimeout>>();
	let isDisposed = false;

	function drop(key: string): void {
		clearTimeout(timers.get(key));
		timers.delete(key);
	}

	function within(key: string, act: () => Promise<void>, delay: number): void {
		if (isDisposed || timers.has(key)) return;
		const timer = setTimeout(() => {
			timers.delete(key);
			act().catch((cause: unknown) => log.error(`refresh of ${key} failed`, cause));
		}, delay);
		timers.set(key, timer);
	}

	return {
		later(key, act, delay = defaultDelayMs) {
			drop(key);
			within(key, act, delay);
		},
		within,
		drop,
		dispose() {
			isDisposed = true;
			for (const key of [...timers.keys()]) drop(key);
		},
	};
}
