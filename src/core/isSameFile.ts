import type { Host, Platformed } from "./host.ts";
import { pathKey } from "./isInside.ts";

/** Whether two paths lead to one file. A path that cannot be resolved is compared as written. */
export async function isSameFile(
	host: Platformed & Pick<Host, "path" | "realPath">,
	one: string,
	other: string,
): Promise<boolean> {
	const real = async (path: string): Promise<string> =>
		pathKey(host, (await host.realPath(path).catch(() => undefined)) ?? path);
	return (await real(one)) === (await real(other));
}
