import type { GoEnvironment } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { gorootOfProgram, holdsGo, type LocatedGo } from "../../goroot/gorootOfProgram.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import { goProgramOf } from "../../goroot/toolchainAt.ts";
import { rowOf } from "./row.ts";

/**
 * The SDK for a path: a GOROOT, its `bin`, its program, or the folder around it (asdf's `<v>`, Homebrew's keg, a Nix profile).
 * Not a conda prefix, although it contains a GOROOT.
 */
export async function classifySdk(host: Host, path: string): Promise<GoEnvironment | undefined> {
	const located = await locatedBy(host, plainPath(host, path));
	if (located === undefined) return undefined;
	const { goroot, program } = located;
	if ((await host.stat(host.path.join(host.path.dirname(goroot), "conda-meta")))?.kind === "directory")
		return undefined;
	return await host.look((looks) => {
		const real = looks.realPath(goroot);
		return rowOf(host, looks, {
			candidates: [{ kind: "candidate", goroot, program }],
			origin: host.path.dirname(goroot),
			...(real === undefined ? {} : { real }),
		});
	});
}

async function locatedBy(host: Host, path: string): Promise<LocatedGo | undefined> {
	const found = await host.stat(path);
	if (found?.kind === "file") return await gorootOfProgram(host, path);
	if (found?.kind !== "directory") return undefined;
	const { join, dirname, basename } = host.path;
	const folders = [path, join(path, "go"), join(path, "libexec"), join(path, "share", "go")];
	if (basename(path) === "bin") folders.push(dirname(path));
	for (const goroot of folders) {
		if (await holdsGo(host, goroot)) return { goroot, program: goProgramOf(host, goroot) };
	}
	return undefined;
}
