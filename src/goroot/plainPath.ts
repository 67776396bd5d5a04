import type { Host } from "../core/host.ts";

/** `//`, `/./`, `/../`, and a separator or dots at the end. */
const untidy = /\/\.{0,2}(?:\/|$)/;

/** A path in one spelling: normalized, without a separator at its end. */
export function plainPath({ path }: Pick<Host, "path">, text: string): string {
	// environments.txt may have thousands, nearly all of them tidy; normalizing costs twenty times as much as looking
	if (path.separator === "/" && text.startsWith("/") && !untidy.test(text)) return text;
	return path.normalize(text).replace(/(?<=[^:\\/])[\\/]+$/, "");
}
