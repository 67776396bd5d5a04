import { faultOf } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { goProgramOf, gorootVersion } from "./toolchainAt.ts";

/** A GOROOT as found, and the program that runs it. */
export interface LocatedGo {
	readonly goroot: string;
	readonly program: string;
}

/** The limit of Linux (path_resolution(7)). */
const maxLinks = 40;

/**
 * Whether a directory is a GOROOT: it has a valid VERSION, or other content that only a GOROOT has, so that one with an
 * unreadable VERSION is recognized.
 */
export async function holdsGo(host: Host, folder: string): Promise<boolean> {
	try {
		if ((await host.look((looks) => gorootVersion(looks, folder))) !== undefined) return true;
	} catch (cause) {
		const kind = faultOf(cause)?.kind;
		if (kind === undefined || kind === "disk-silent") throw cause;
	}
	for (const inside of [host.path.join("src", "fmt"), host.path.join("pkg", "tool")]) {
		if ((await host.stat(host.path.join(folder, inside)))?.kind === "directory") return true;
	}
	return false;
}

/**
 * The GOROOT of a `go` program. Follows its symbolic links one by one, as go itself does (go src cfg.findGOROOT), so that a
 * stable path is kept: `/usr/bin/go` gives `/usr/lib/go` and not `/usr/lib/go-1.19`. Also supports conda's `<prefix>/bin/go`
 * with `<prefix>/go`, Nix' `share/go`, Homebrew's `opt` for its Cellar, the wrappers of golang.org/dl, snap and scoop.
 * Undefined if unknown (a shim, another program called go). Throws the host's faults.
 */
export async function gorootOfProgram(host: Host, program: string): Promise<LocatedGo | undefined> {
	const { path } = host;
	let at = program;
	for (let links = 0; links < maxLinks; links++) {
		const located = await beside(host, at, program);
		if (located !== undefined) return await stable(host, located);
		const target = (await host.readLink(at)) ?? (await scoopTarget(host, at));
		if (target === undefined) break;
		// a relative target is relative to the real folder of the link
		at = path.resolve((await host.realPath(path.dirname(at))) ?? path.dirname(at), target);
	}
	const real = await host.realPath(program);
	const located = real === undefined || real === at ? undefined : await beside(host, real, program);
	return located ?? (await unlinkedConda(host, program)) ?? (await namedLauncher(host, program, at));
}

/** The GOROOT around `<goroot>/bin/go`, `<goroot>/bin/<os>_<arch>/go`, `<prefix>/bin/go`. */
async function beside(host: Host, at: string, program: string): Promise<LocatedGo | undefined> {
	const { path } = host;
	const folder = path.dirname(at);
	const above = path.dirname(folder);
	if (path.basename(folder) !== "bin") {
		const isCross = path.basename(above) === "bin" && (await holdsGo(host, path.dirname(above)));
		return isCross ? { goroot: path.dirname(above), program: at } : undefined;
	}
	if (await isCondaPrefix(host, above)) return { goroot: path.join(above, "go"), program: at };
	if (await holdsGo(host, above)) {
		const usual = goProgramOf(host, above);
		return { goroot: above, program: path.basename(at) === path.basename(usual) ? at : usual };
	}
	const nix = path.join(above, "share", "go");
	const nixProgram = goProgramOf(host, nix);
	const isNix = (await host.stat(nixProgram))?.kind === "file" && (await same(host, nixProgram, program));
	return isNix ? { goroot: nix, program: nixProgram } : undefined;
}

/** A conda prefix with Go: `<prefix>/bin/go` is run, never `<prefix>/go/bin/go` (which may be for another processor). */
async function isCondaPrefix(host: Host, prefix: string): Promise<boolean> {
	const isPrefix = (await host.stat(host.path.join(prefix, "conda-meta")))?.kind === "directory";
	return isPrefix && (await holdsGo(host, host.path.join(prefix, "go")));
}

/** The same layout without conda's records (packed by conda-pack without them, or an image that removed them). */
async function unlinkedConda(host: Host, program: string): Promise<LocatedGo | undefined> {
	const { path } = host;
	const goroot = path.join(path.dirname(path.dirname(program)), "go");
	const hasOwn = (await host.stat(goProgramOf(host, goroot))) !== undefined;
	return !hasOwn && (await holdsGo(host, goroot)) ? { goroot, program } : undefined;
}

const same = async (host: Host, a: string, b: string): Promise<boolean> => {
	const real = await host.realPath(a);
	return real !== undefined && real === (await host.realPath(b));
};

/** The next upgrade removes `…/Cellar/go/1.22.6/libexec`, but keeps `…/opt/go/libexec`. */
async function stable(host: Host, located: LocatedGo): Promise<LocatedGo> {
	const keg = /^(.*)[\\/]Cellar[\\/]([^\\/]+)[\\/][^\\/]+[\\/]libexec$/.exec(located.goroot);
	if (keg === null) return located;
	const goroot = host.path.join(keg[1] ?? "", "opt", keg[2] ?? "", "libexec");
	return (await same(host, goroot, located.goroot)) ? { goroot, program: goProgramOf(host, goroot) } : located;
}

/** scoop's `shims\go.exe` reads the file beside it: `path = "C:\…\apps\go\current\bin\go.exe"` (ScoopInstaller/Shim). */
async function scoopTarget(host: Host, at: string): Promise<string | undefined> {
	if (host.platform !== "win32" || !/\.exe$/i.test(at)) return undefined;
	const text = await host.read(at.replace(/\.exe$/i, ".shim"), 4096);
	return /^\s*path\s*=\s*"?([^"\r\n]+?)"?\s*$/im.exec(text ?? "")?.[1];
}

/** Symbolic links to programs that find their Go other than by their own location. */
async function namedLauncher(host: Host, program: string, real: string): Promise<LocatedGo | undefined> {
	const { path } = host;
	// another file may have such a name, such as gvm's environment files
	const found = await host.stat(real);
	const starts = host.platform === "win32" ? /\.exe$/i.test(real) : found?.executable === true;
	if (found?.kind !== "file" || !starts) return undefined;
	const name = path.basename(real).replace(/\.exe$/i, "");
	// golang.org/dl: `go1.22.6` runs ~/sdk/go1.22.6, wherever the program is
	const wrapped = /^go(?:tip|\d.*)$/.test(name) ? path.join(host.home, "sdk", name) : undefined;
	// /snap/bin/go points to the snap program, which runs the files in /snap/go/current
	const snap = name === "snap" ? path.join(path.dirname(path.dirname(program)), "go", "current") : undefined;
	const goroot = wrapped ?? snap;
	if (goroot === undefined || !(await holdsGo(host, goroot))) return undefined;
	return { goroot, program: goProgramOf(host, goroot) };
}
