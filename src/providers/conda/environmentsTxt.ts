import type { Host } from "../../core/host.ts";
import { plainPath } from "../../goroot/plainPath.ts";

/** Room for 50,000 lines. */
const limit = 4 << 20;

/** Where conda and mamba note every prefix that they make. */
export const environmentsTxt = (host: Host): string => host.path.join(host.home, ".conda", "environments.txt");

/**
 * The prefixes in environments.txt, as conda reads it (its common/io.yield_lines and core/envs_manager): blank lines and
 * those with `#` are skipped, and a path that is not absolute, `~/x` too, is no environment. Throws the host's faults.
 */
export async function registeredPrefixes(host: Host): Promise<readonly string[]> {
	const text = (await host.read(environmentsTxt(host), limit)) ?? "";
	const lines = text
		.replace(/^\uFEFF/, "")
		.split(/\r\n|\r|\n/)
		.map((line) => line.trim());
	const paths = lines.filter((line) => line !== "" && !line.startsWith("#") && host.path.isAbsolute(line));
	return [...new Set(paths.map((line) => plainPath(host, line)))];
}
