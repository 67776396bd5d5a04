import type { Host } from "../core/host.ts";
import { setting } from "../core/variables.ts";

/**
 * The file that `go env -w` writes: `$GOENV`, else `go/env` in the user's configuration folder; undefined with GOENV=off
 * (go src cfg.EnvFile, os.UserConfigDir).
 */
export function goEnvFile(host: Host): string | undefined {
	const named = setting(host, "GOENV");
	if (named !== undefined) return named === "off" ? undefined : named;
	const folder = configurationFolder(host);
	return folder === undefined ? undefined : host.path.join(folder, "go", "env");
}

function configurationFolder(host: Host): string | undefined {
	const { path, home } = host;
	if (host.platform === "win32") return setting(host, "AppData") ?? path.join(home, "AppData", "Roaming");
	if (host.platform === "darwin") return path.join(home, "Library", "Application Support");
	const named = setting(host, "XDG_CONFIG_HOME");
	if (named === undefined) return path.join(home, ".config");
	return path.isAbsolute(named) ? named : undefined;
}

/**
 * A variable of go as go finds it without running: the environment (an empty value counts as unset), then the user's file,
 * whose lines are KEY=value, unquoted. Undefined where neither says it. Throws the host's faults about the file.
 */
export async function goSetting(host: Host, name: string): Promise<string | undefined> {
	const value = setting(host, name);
	if (value !== undefined) return value;
	const file = goEnvFile(host);
	const text = file === undefined ? undefined : await host.read(file);
	const line = text?.split("\n").find((candidate) => candidate.startsWith(`${name}=`));
	return line?.slice(name.length + 1).replace(/\r$/, "") || undefined;
}

/** Where go keeps modules and fetched toolchains: GOMODCACHE, else `pkg/mod` of the first GOPATH entry. Absolute. */
export async function moduleCache(host: Host): Promise<string | undefined> {
	const { path } = host;
	const named = await goSetting(host, "GOMODCACHE");
	if (named !== undefined) return path.isAbsolute(named) ? path.normalize(named) : undefined;
	const gopath = (await goSetting(host, "GOPATH")) ?? path.join(host.home, "go");
	const [first = ""] = gopath.split(path.delimiter);
	return path.isAbsolute(first) ? path.join(first, "pkg", "mod") : undefined;
}
