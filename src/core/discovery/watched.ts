import type { Disposable, Host } from "../host.ts";

/** A watcher with the paths that it watches. */
export interface Watch {
	readonly places: string;
	readonly watcher: Disposable;
}

/** Watches these paths; keeps `before` if it watches the same ones, else disposes of it. */
export function watched(
	host: Pick<Host, "watch">,
	before: Watch | undefined,
	paths: readonly string[],
	changed: () => void,
): Watch {
	// in order, because the first ones are watched if there are too many
	const wanted = [...new Set(paths)];
	const places = [...wanted].sort((a, b) => (a < b ? -1 : 1)).join("\0");
	if (before?.places === places) return before;
	before?.watcher.dispose();
	return { places, watcher: host.watch(wanted, changed) };
}
