import type { Host } from "../core/host.ts";
import { goEnv } from "./goEnv.ts";

/** Where go keeps modules and fetched toolchains: GOMODCACHE, else `pkg/mod` of the first GOPATH entry. Absolute. */
export async function moduleCache(host: Host): Promise<string | undefined> {
	const { path } = host;
	const named = (await goEnv(host, "GOMODCACHE"))?.value;
	if (named) return path.isAbsolute(named) ? path.normalize(named) : undefined;
	const gopath = (await goEnv(host, "GOPATH"))?.value || path.join(host.home, "go");
	const [first = ""] = gopath.split(path.delimiter);
	return path.isAbsolute(first) ? path.join(first, "pkg", "mod") : undefined;
}
