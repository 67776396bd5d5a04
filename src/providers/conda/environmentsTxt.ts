import type { Host } from "../../core/host.ts";
import { plainPath } from "../../goroot/plainPath.ts";

/** Enough for 50,000 lines. */
const maxBytes = 4 << 20;

/** The file in which conda and mamba register every prefix that they create. */
export const environmentsTxt = (host: Host): string => host.path.join(host.home, ".conda", "environments.txt");

/**
 * The prefixes in environments.txt, as conda reads it (its common/io.yield_lines and core/envs_manager): skips blank lines,
 * lines with `#`, and paths that are not absolute, such as `~/x`. Throws the host's faults.
 */
export async function registeredPrefixes(host: Host): Promise<readonly string[]> {
	const text = (await host.read(environmentsTxt(host), maxBytes)) ?? "";
	const lines = text
		.replace(/^\uFEFF/, "")
		.split(/\r\n|\r|\n/)
		.map((line) => line.trim());
	const paths = lines.filter((line) => line !== "" && !line.startsWith("#") && host.path.isAbsolute(line));
	return [...new Set(paths.map((line) => plainPath(host, line)))];
}
