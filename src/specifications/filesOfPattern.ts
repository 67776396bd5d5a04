import { faultOrThrow } from "../core/fault.ts";
import type { Host } from "../core/host.ts";

/**
 * The files below a folder that a reader's pattern stands for; `conf.d/*.toml` is every such file, the last name first, or the
 * place itself where it may not be listed: who reads that meets the same fault.
 */
export async function filesOfPattern(host: Host, folder: string, pattern: string): Promise<readonly string[]> {
	if (!pattern.endsWith("/*.toml")) return [pattern];
	const place = pattern.slice(0, -"/*.toml".length);
	const entries = await host.list(host.path.join(folder, ...place.split("/"))).catch(faultOrThrow);
	if (entries !== undefined && "message" in entries) return entries.kind === "not-readable" ? [place] : [];
	const names = (entries ?? []).map(({ name }) => name).filter((name) => /^[^.].*\.toml$/.test(name));
	return names.reverse().map((name) => `${place}/${name}`);
}
