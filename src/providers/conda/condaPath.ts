import type { Host, Platformed } from "../../core/host.ts";
import { pathKey } from "../../core/isInside.ts";
import { variable } from "../../core/variables.ts";
import { plainPath } from "../../goroot/plainPath.ts";

/**
 * A path as conda reads it in an rc file or a variable: expands `$NAME` and `${NAME}` (on Windows `%NAME%` too), then a leading
 * `~`. A variable that is not set stays as written, as in Python's os.path.expandvars. The result may be relative; undefined
 * for an empty text, and for `~name`.
 */
export function expandedPath(host: Host, text: string): string | undefined {
	const value = (name: string, written: string): string => variable(host, host.variables, name) ?? written;
	let path = text.replace(/\$(?:\{([^}]*)\}|(\w+))/g, (written, braced?: string, bare?: string) =>
		value(braced ?? bare ?? "", written),
	);
	if (host.platform === "win32") path = path.replace(/%([^%]+)%/g, (written, name: string) => value(name, written));
	if (/^~(?:[\\/]|$)/.test(path)) path = host.home + path.slice(1);
	return path === "" || path.startsWith("~") ? undefined : plainPath(host, path);
}

/** Whether a prefix is in a folder called `envs`, which gives it a name. */
export function liesInEnvs({ path, platform }: Platformed, prefix: string): boolean {
	return pathKey({ platform }, path.basename(path.dirname(prefix))) === "envs";
}

/** The absolute paths, without duplicates. */
export function distinctPaths(host: Platformed, paths: readonly string[]): readonly string[] {
	const first = new Map<string, string>();
	for (const path of paths) {
		const key = pathKey(host, path);
		if (host.path.isAbsolute(path) && !first.has(key)) first.set(key, path);
	}
	return [...first.values()];
}
