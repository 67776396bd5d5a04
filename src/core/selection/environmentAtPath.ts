import type { GoEnvironment } from "../environment.ts";
import { faultOf } from "../fault.ts";
import type { Host } from "../host.ts";
import { pathOfReference } from "./reference.ts";

/** The result for a typed or pasted path. `path` is absolute. */
export type PathFinding =
	| { readonly kind: "environment"; readonly path: string; readonly environment: GoEnvironment }
	| { readonly kind: "other"; readonly path: string }
	| { readonly kind: "nothing"; readonly path: string };

/**
 * Examines a path given by the user: a GOROOT, its `bin`, a go program, a conda prefix; relative to `folder`, `~` is the home
 * folder. `resolved` is the model's resolver. Throws disk-silent, not-readable.
 */
export async function environmentAtPath(
	host: Pick<Host, "path" | "home" | "stat">,
	resolved: (reference: string, folder: string) => Promise<GoEnvironment | "inherited">,
	text: string,
	folder: string,
): Promise<PathFinding> {
	const { basename, dirname } = host.path;
	const path = pathOfReference(host, unquoted(text), folder);
	// try a `bin` folder itself, then its parent
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

/** Removes blanks and quotes, as in paths copied from file managers and shells. */
const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, "$2");
