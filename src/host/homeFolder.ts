import { userInfo } from "node:os";
import { isAbsolute } from "node:path";
import type { Platform, Variables } from "../core/host.ts";

/** The account's home folder according to the system; undefined for an account without an entry, as in some containers. */
export function accountsHome(): string | undefined {
	try {
		return userInfo().homedir;
	} catch {
		return undefined;
	}
}

/**
 * HOME, on Windows first USERPROFILE, else the system's value. An empty or relative value is ignored: every path below it would
 * be in the working directory and be treated as the user's own. For an account without an entry, as for sh: the root folder.
 */
export function homeFolder(platform: Platform, { HOME, USERPROFILE }: Variables): string {
	const named = platform === "win32" ? [USERPROFILE, HOME] : [HOME];
	return named.find((path) => path !== undefined && isAbsolute(path)) ?? accountsHome() ?? "/";
}
