import { statfs } from "node:fs/promises";
import { faultOrThrow } from "../core/fault.ts";
import type { Host, Looks, Paths } from "../core/host.ts";
import type { Disk } from "./disk.ts";
import type { DistantCalls } from "./distantCalls.ts";
import type { Mounts } from "./mounts.ts";

export interface FreeSpaceOptions {
	readonly disk: Pick<Disk, "place">;
	readonly path: Paths;
	readonly mounts: Mounts;
	readonly distant: Pick<DistantCalls, "run">;
	readonly look: Host["look"];
}

/** `Host.freeSpace`, by statfs. */
export function freeSpaceOf({ disk, path, mounts, distant, look }: FreeSpaceOptions): Host["freeSpace"] {
	return async (place) => {
		try {
			const at = await look((looks) => nearestThere(looks, path, place));
			if (at === undefined) return undefined;
			const root = mounts.distantRoot(at);
			const ask = (): Promise<number | undefined> => freeBytes(disk.place(at));
			return await (root === undefined ? ask() : distant.run(root, ask));
		} catch (cause) {
			faultOrThrow(cause);
			return undefined;
		}
	};
}

function nearestThere(looks: Looks, path: Paths, place: string): string | undefined {
	for (let at = place; ; at = path.dirname(at)) {
		const real = looks.realPath(at);
		if (real !== undefined || path.dirname(at) === at) return real;
	}
}

/** Undefined also for what has no space at all, such as /proc. */
async function freeBytes(at: string): Promise<number | undefined> {
	try {
		const { bavail, blocks, bsize } = await statfs(at);
		return blocks === 0 ? undefined : bavail * bsize;
	} catch {
		return undefined; // no system has to tell
	}
}
