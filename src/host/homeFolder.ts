import { userInfo } from "node:os";
import { isAbsolute } from "node:path";
import type { Platform, Variables } from "../core/host.ts";

/**
 * HOME, on Windows USERPROFILE first, else what the system says. A home that is empty or relative counts as none: every
 * place below it would lie in the working directory, and so would pass for the user's own.
 */
export function homeFolder(platform: Platform, { HOME, USERPROFILE }: Variables): string {
	const named = platform === "win32" ? [USERPROFILE, HOME] : [HOME];
	return named.find((path) => path !== undefined && isAbsolute(path)) ?? userInfo().homedir;
}
