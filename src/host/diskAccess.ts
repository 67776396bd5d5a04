import type { Host, Paths } from "../core/host.ts";
import type { Disk } from "./disk.ts";
import type { DistantCalls } from "./distantCalls.ts";
import type { Mounts } from "./mounts.ts";

/** What is needed to wait for the disk of a path. */
export interface DiskAccess {
	readonly disk: Pick<Disk, "place">;
	readonly path: Paths;
	readonly mounts: Mounts;
	readonly distant: Pick<DistantCalls, "run">;
	readonly look: Host["look"];
}

/** Runs an action on the disk of a path without links; on a disk that may hang, with a time limit. */
export function onDisk<T>(
	{ mounts, distant }: Pick<DiskAccess, "mounts" | "distant">,
	at: string,
	start: () => Promise<T>,
): Promise<T> {
	const root = mounts.distantRoot(at);
	return root === undefined ? start() : distant.run(root, start);
}
