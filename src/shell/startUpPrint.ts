import { orUndefined } from "../core/attempt.ts";
import type { Host } from "../core/host.ts";
import { startUpFiles } from "./startUpLine.ts";

/** The sizes and times of the start-up files: another value if one was edited, created or removed. */
export async function startUpPrint(
	host: Pick<Host, "home" | "path" | "platform" | "stat">,
): Promise<readonly unknown[]> {
	const stats = await Promise.all(startUpFiles(host).map((file) => orUndefined(() => host.stat(file))));
	return stats.map((stat) => (stat === undefined ? null : [stat.size, stat.modified]));
}
