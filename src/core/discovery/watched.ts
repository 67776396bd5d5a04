import type { Disposable, Host } from "../host.ts";

/** A watcher with the places that it watches. */
export interface Watch {
	readonly places: string;
	readonly watcher: Disposable;
}

/** Watches these places; where `before` does so already it stays, else it is disposed of. */
export function watched(
	host: Pick<Host, "watch">,
	before: Watch | undefined,
	paths: readonly string[],
	changed: () => void,
): Watch {
	// in their order: what comes first is watched where there are too many
	const wanted = [...new Set(paths)];
	const places = [...wanted].sort((a, b) => (a < b ? -1 : 1)).join("\0");
	if (before?.places === places) return before;
	before?.watcher.dispose();
	return { places, watcher: host.watch(wanted, changed) };
}
