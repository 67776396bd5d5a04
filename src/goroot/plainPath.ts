import type { Host } from "../core/host.ts";

/** A path in one spelling: normalized, without a separator at its end. */
export function plainPath({ path }: Pick<Host, "path">, text: string): string {
	return path.normalize(text).replace(/(?<=[^:\\/])[\\/]+$/, "");
}
