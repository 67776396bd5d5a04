import type { Host } from "../core/host.ts";
import { setting } from "../core/variables.ts";

/**
 * The data folder of a tool that follows the XDG specification on every system except Windows (mise: also on macOS): its own
 * variable, else below XDG_DATA_HOME, else `~/.local/share`; on Windows below %LOCALAPPDATA%.
 */
export function dataFolder(host: Host, tool: string, variable: string): string {
	const { path, home, platform } = host;
	const own = setting(host, variable);
	if (own !== undefined) return own;
	const shared = setting(host, "XDG_DATA_HOME");
	if (shared !== undefined) return path.join(shared, tool);
	if (platform === "win32")
		return path.join(setting(host, "LOCALAPPDATA") ?? path.join(home, "AppData", "Local"), tool);
	return path.join(home, ".local", "share", tool);
}

/** The user's cache folder, as Go's os.UserCacheDir and mise find it. */
export function cacheFolder(host: Host): string {
	const { path, home, platform } = host;
	if (platform === "win32") return setting(host, "LOCALAPPDATA") ?? path.join(home, "AppData", "Local");
	const shared = setting(host, "XDG_CACHE_HOME");
	if (shared !== undefined && platform === "linux") return shared;
	return platform === "darwin" ? path.join(home, "Library", "Caches") : path.join(home, ".cache");
}
