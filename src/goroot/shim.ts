import type { Host } from "../core/host.ts";
import { setting } from "../core/variables.ts";
import { dataFolder } from "./managerFolders.ts";

/** Managers whose `go` on PATH is a shim that selects a Go at each start, and the folders of those shims. */
function shimFolders(host: Host): readonly (readonly [manager: string, folder: string])[] {
	const { path, home } = host;
	return [
		["goenv", path.join(setting(host, "GOENV_ROOT") ?? path.join(home, ".goenv"), "shims")],
		["asdf", path.join(setting(host, "ASDF_DATA_DIR") ?? path.join(home, ".asdf"), "shims")],
		["mise", setting(host, "MISE_SHIMS_DIR") ?? path.join(dataFolder(host, "mise", "MISE_DATA_DIR"), "shims")],
		["mise", "/usr/local/share/mise/shims"],
		["proto", path.join(setting(host, "PROTO_HOME") ?? path.join(home, ".proto"), "shims")],
	];
}

/** The manager whose shim folder contains the program. */
export function managerOfShimFolder(host: Host, program: string): string | undefined {
	const folder = host.path.dirname(program);
	return shimFolders(host).find(([, shims]) => host.path.normalize(shims) === host.path.normalize(folder))?.[0];
}

/**
 * The manager of a `go` that is recognized as a shim by its content: a symbolic link to the manager's program (mise; hermit's
 * `go -> .go-1.26.5.pkg -> hermit`), or a script that calls it (goenv, asdf). Undefined otherwise.
 */
export async function managerOfShim(host: Host, program: string): Promise<string | undefined> {
	const real = (await host.realPath(program)) ?? program;
	const name = host.path.basename(real).replace(/\.exe$/i, "");
	if (["mise", "hermit", "asdf", "proto-shim"].includes(name)) return name.replace("-shim", "");
	const start = await host.readStart(real, 1024);
	const text = start === undefined ? "" : new TextDecoder().decode(start);
	const isScript = text.startsWith("#!") || /\.(?:cmd|bat)$/i.test(program);
	return isScript ? /\b(goenv|asdf|mise|hermit)\b/i.exec(text)?.[1]?.toLowerCase() : undefined;
}
