import type { Host } from "./host.ts";

/** A key that is equal for two spellings of one path: Windows compares without case. */
export function pathKey({ platform }: Pick<Host, "platform">, path: string): string {
	return platform === "win32" ? path.toLowerCase() : path;
}

/** Whether `path` is `folder` or is below it. */
export function isInside(host: Pick<Host, "platform" | "path">, folder: string, path: string): boolean {
	const below = pathKey(host, path);
	const above = pathKey(host, folder);
	return below === above || below.startsWith(above.endsWith(host.path.separator) ? above : above + host.path.separator);
}
