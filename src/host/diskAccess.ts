import type { Host, Paths } from "../core/host.ts";
import type { Disk } from "./disk.ts";
import type { DistantCalls } from "./distantCalls.ts";
import type { Mounts } from "./mounts.ts";

/** What it takes to wait for the disk on which a path lies, whichever that is. */
export interface DiskAccess {
	readonly disk: Pick<Disk, "place">;
	readonly path: Paths;
	readonly mounts: Mounts;
	readonly distant: Pick<DistantCalls, "run">;
	readonly look: Host["look"];
}

/** Does something on the disk of a path that is free of links: on one that may hang not longer than that is waited for. */
export function onDisk<T>(
	{ mounts, distant }: Pick<DiskAccess, "mounts" | "distant">,
	at: string,
	start: () => Promise<T>,
): Promise<T> {
	const root = mounts.distantRoot(at);
	return root === undefined ? start() : distant.run(root, start);
}
