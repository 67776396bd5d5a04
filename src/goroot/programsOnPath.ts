import { entriesOf } from "../core/activation.ts";
import { type Fault, faultOrThrow } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { setting } from "../core/variables.ts";
import { isForeignProgram, isOnWindowsDrive, isWsl } from "./foreignPlatform.ts";
import { gorootOfProgram, type LocatedGo } from "./gorootOfProgram.ts";
import { plainPath } from "./plainPath.ts";
import { managerOfShim, managerOfShimFolder } from "./shim.ts";

/** A `go` in a folder of PATH; `program` is the path found through PATH. */
export type ProgramOnPath =
	| ({ readonly kind: "go"; readonly found: string } & LocatedGo)
	/** `manager` is its name, or the real path of an unknown program. */
	| { readonly kind: "shim"; readonly manager: string; readonly program: string }
	| { readonly kind: "dangling"; readonly program: string; readonly target: string }
	/** The folder could not be read. */
	| { readonly kind: "fault"; readonly fault: Fault };

/**
 * Every `go` on PATH, in order. Skips empty and relative entries (go refuses to run programs of the working directory),
 * programs that a shell would skip, and programs for another platform.
 */
export async function* programsOnPath(host: Host): AsyncGenerator<ProgramOnPath> {
	const wsl = await host.look((looks) => isWsl(host, looks));
	for (const folder of pathFolders(host)) {
		if (wsl && isOnWindowsDrive(folder)) continue;
		for (const name of programNames(host)) {
			const found = await programAt(host, host.path.join(folder, name), wsl).catch(folderFault);
			if (found === undefined) continue;
			yield found;
			break;
		}
	}
}

/** The folders of PATH without duplicates. Windows also accepts quoted entries. */
function pathFolders(host: Host): ReadonlySet<string> {
	const entries = entriesOf(host, setting(host, "PATH")).map((entry) =>
		host.platform === "win32" ? entry.replace(/^"(.*)"$/, "$1") : entry,
	);
	return new Set(entries.filter((entry) => host.path.isAbsolute(entry)).map((entry) => plainPath(host, entry)));
}

/** In the order of the default PATHEXT. */
const programNames = ({ platform }: Host): readonly string[] =>
	platform === "win32" ? ["go.exe", "go.bat", "go.cmd"] : ["go"];

async function programAt(host: Host, program: string, wsl: boolean): Promise<ProgramOnPath | undefined> {
	const entry = await host.stat(program);
	if (entry === undefined) {
		const target = await host.readLink(program);
		if (target === undefined) return undefined;
		const folder = host.path.dirname(program);
		return { kind: "dangling", program, target: host.path.resolve((await host.realPath(folder)) ?? folder, target) };
	}
	if (entry.kind !== "file" || (!entry.executable && host.platform !== "win32")) return undefined;
	const own = managerOfShimFolder(host, program);
	if (own !== undefined) return { kind: "shim", manager: own, program };
	const real = (await host.realPath(program)) ?? program;
	if ((wsl && isOnWindowsDrive(real)) || (await host.look((looks) => isForeignProgram(host, looks, real))))
		return undefined;
	const located = await gorootOfProgram(host, program);
	if (located !== undefined) return { kind: "go", found: program, ...located };
	return { kind: "shim", manager: (await managerOfShim(host, program)) ?? real, program };
}

/** Every shell skips a folder without read permission, so it is not reported; a disk that does not respond is. */
function folderFault(cause: unknown): ProgramOnPath | undefined {
	const fault = faultOrThrow(cause);
	return fault.kind === "disk-silent" ? { kind: "fault", fault } : undefined;
}
