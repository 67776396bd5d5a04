import type { GoEnvironment } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { pathKey } from "../../core/isInside.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import { finishedRow } from "./create/finishedRow.ts";
import { unfinishedPrefixes } from "./create/unfinished.ts";
import { prefixPlaces } from "./installations.ts";
import { prefixRow } from "./prefixRow.ts";
import { prefixProgram } from "./prefixToolchain.ts";

/** The row of a prefix that discovery did not list, identified by its path, its GOROOT `<prefix>/go` or its program. */
export async function classifyPrefix(host: Host, path: string): Promise<GoEnvironment | undefined> {
	const named = plainPath(host, path);
	const isGoroot = pathKey(host, host.path.basename(named)) === "go";
	const places = prefixPlaces(host);
	const { dirname } = host.path;
	const above = dirname(dirname(named));
	const isProgram = pathKey(host, named) === pathKey(host, prefixProgram(host, above));
	const candidates = [named, ...(isGoroot ? [dirname(named)] : []), ...(isProgram ? [above] : [])];
	for (const prefix of candidates) {
		const row = await host.look((looks) => {
			const real = looks.realPath(prefix);
			return real === undefined ? undefined : prefixRow(looks, { path: prefix, real, otherPaths: [] }, places);
		});
		const whole = row === undefined ? undefined : finishedRow(host, row, await unfinishedPrefixes(host));
		if (whole !== undefined) return whole;
	}
	return undefined;
}
