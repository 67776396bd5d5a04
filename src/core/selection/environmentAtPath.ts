import type { GoEnvironment } from "../environment.ts";
import { faultOf } from "../fault.ts";
import type { Host } from "../host.ts";
import { pathOfReference } from "./reference.ts";

/** What a path leads to that somebody typed or pasted. `path` is absolute. */
export type PathFinding =
	| { readonly kind: "environment"; readonly path: string; readonly environment: GoEnvironment }
	| { readonly kind: "other"; readonly path: string }
	| { readonly kind: "nothing"; readonly path: string };

/**
 * Looks at a place by hand: a GOROOT, its `bin`, a go program, a conda prefix; relative to `folder`, `~` is the home folder.
 * `resolved` is the model's resolver. Throws what a disk says (disk-silent, not-readable).
 */
export async function environmentAtPath(
	host: Pick<Host, "path" | "home" | "stat">,
	resolved: (reference: string, folder: string) => Promise<GoEnvironment | "inherited">,
	text: string,
	folder: string,
): Promise<PathFinding> {
	const { basename, dirname } = host.path;
	const path = pathOfReference(host, unquoted(text), folder);
	// the `bin` of a prefix is no place of its own kind
	for (const place of basename(path) === "bin" ? [path, dirname(path)] : [path]) {
		try {
			const environment = await resolved(place, folder);
			if (environment !== "inherited") return { kind: "environment", path, environment };
		} catch (cause) {
			if (faultOf(cause)?.kind !== "reference-unknown") throw cause;
		}
	}
	return { kind: (await host.stat(path)) === undefined ? "nothing" : "other", path };
}

/** As file managers and shells copy a path. */
const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, "$2");
