import type { Host } from "../core/host.ts";

/** `//`, `/./`, `/../`, and a trailing separator or dots. */
const untidy = /\/\.{0,2}(?:\/|$)/;

/** A path in its unique spelling: normalized, without a trailing separator. */
export function plainPath({ path }: Pick<Host, "path">, text: string): string {
	// environments.txt may have thousands of paths, most already normalized; normalizing takes twenty times as long as this test
	if (path.separator === "/" && text.startsWith("/") && !untidy.test(text)) return text;
	return path.normalize(text).replace(/(?<=[^:\\/])[\\/]+$/, "");
}
