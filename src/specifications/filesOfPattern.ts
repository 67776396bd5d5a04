import type { Host } from "../core/host.ts";

/**
 * The files below a folder that a reader's pattern stands for; `conf.d/*.toml` is every such file, the last name first. A
 * place that cannot be read has none.
 */
export async function filesOfPattern(host: Host, folder: string, pattern: string): Promise<readonly string[]> {
	if (!pattern.endsWith("/*.toml")) return [pattern];
	const place = pattern.slice(0, -"/*.toml".length);
	const entries = await host.list(host.path.join(folder, ...place.split("/"))).catch(() => undefined);
	const names = (entries ?? []).map(({ name }) => name).filter((name) => /^[^.].*\.toml$/.test(name));
	return names.reverse().map((name) => `${place}/${name}`);
}
