import { userInfo } from "node:os";
import { isAbsolute } from "node:path";
import type { Platform, Variables } from "../core/host.ts";

/** The home folder that the system has for this account; undefined for an account without an entry, as in some containers. */
export function accountsHome(): string | undefined {
	try {
		return userInfo().homedir;
	} catch {
		return undefined;
	}
}

/**
 * HOME, on Windows USERPROFILE first, else what the system says. A home that is empty or relative counts as none: every
 * place below it would lie in the working directory, and so would pass for the user's own.
 */
export function homeFolder(platform: Platform, { HOME, USERPROFILE }: Variables): string {
	const named = platform === "win32" ? [USERPROFILE, HOME] : [HOME];
	return named.find((path) => path !== undefined && isAbsolute(path)) ?? userInfo().homedir;
}
