import { entriesOf } from "../../core/activation.ts";
import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";

/**
 * Where nix is installed when its shell profile was not read, as in an editor that was started from a menu: the multi-user
 * installation, the user's profile in its old and its XDG place, NixOS.
 */
function usualFolders({ home, path }: Host): readonly string[] {
	return [
		"/nix/var/nix/profiles/default/bin",
		path.join(home, ".nix-profile", "bin"),
		path.join(home, ".local", "state", "nix", "profile", "bin"),
		"/run/current-system/sw/bin",
	];
}

/** The nix program: the first on PATH, else in a usual place. Undefined if there is none, and on Windows. */
export async function nixProgram(host: Host): Promise<string | undefined> {
	if (host.platform === "win32") return undefined;
	const onPath = entriesOf(host, setting(host, "PATH")).filter((entry) => host.path.isAbsolute(entry));
	for (const folder of new Set([...onPath, ...usualFolders(host)])) {
		const program = host.path.join(folder, "nix");
		const found = await host.stat(program).catch(() => undefined);
		if (found?.kind === "file" && found.executable) return program;
	}
	return undefined;
}
