import type { Host } from "../core/host.ts";
import { compareGoVersions, type GoVersion } from "../core/versions/goVersion.ts";

/** The first version that finds its GOROOT after it was moved (Go 1.9 release notes). */
const relocatable = "1.9" as GoVersion;
/** The first version that also finds it from `bin/<os>_<arch>` (go.dev/issue/62119). */
const findsFromCross = "1.22" as GoVersion;

export interface KnownGo {
	readonly version: GoVersion;
	readonly goroot: string;
	readonly program: string;
}

/**
 * Whether a program finds its GOROOT on its own, from the target of its symbolic links (go src cfg.findGOROOT). In a GOROOT
 * that consists of symbolic links, it finds the one that `bin` points to, which has the same files. conda's `<prefix>/bin/go`
 * does so if it is a symbolic link into the GOROOT, but not on Windows. Throws the host's faults.
 */
export async function findsGoroot(host: Host, { version, goroot, program }: KnownGo): Promise<boolean> {
	const { path } = host;
	if (compareGoVersions(version, relocatable) < 0) return false;
	const own = path.join(goroot, "bin");
	const bin = (await host.realPath(own)) ?? own;
	const folder = path.dirname((await host.realPath(program)) ?? program);
	if (folder === bin) return true;
	return path.dirname(folder) === bin && compareGoVersions(version, findsFromCross) >= 0;
}
