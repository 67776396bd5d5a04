import { statfs } from "node:fs/promises";
import { faultOrThrow } from "../core/fault.ts";
import type { Host, Looks, Paths } from "../core/host.ts";
import { type DiskAccess, onDisk } from "./diskAccess.ts";

/** `Host.freeSpace`, by statfs. */
export function freeSpaceOf(disks: DiskAccess): Host["freeSpace"] {
	const { disk, path, look } = disks;
	return async (place) => {
		try {
			const at = await look((looks) => nearestThere(looks, path, place));
			return at === undefined ? undefined : await onDisk(disks, at, () => freeBytes(disk.place(at)));
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

/** Undefined also for file systems without a size, such as /proc. */
async function freeBytes(at: string): Promise<number | undefined> {
	try {
		const { bavail, blocks, bsize } = await statfs(at);
		return blocks === 0 ? undefined : bavail * bsize;
	} catch {
		return undefined; // not every system supports this
	}
}
