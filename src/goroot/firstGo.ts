import { faultOf } from "../core/fault.ts";
import type { InheritedGo } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import { gorootVariable } from "./gorootOfProgram.ts";
import { programsOnPath } from "./programsOnPath.ts";
import { gorootVersion } from "./toolchainAt.ts";

/**
 * The Go that a program started without any environment of ours gets: the first `go` on PATH, with the GOROOT that it works
 * with. As for go itself, GOROOT in the variables wins over the program's own place. Never throws but for programming errors.
 */
export async function firstGo(host: Host): Promise<InheritedGo> {
	for await (const found of programsOnPath(host)) {
		if (found.kind === "shim") return found;
		if (found.kind !== "go") continue;
		const goroot = gorootVariable(host) ?? found.goroot;
		const version = await gorootVersion(host, goroot).catch(nothing);
		return { kind: "program", program: found.found, goroot, ...(version === undefined ? {} : { version }) };
	}
	return { kind: "none" };
}

function nothing(cause: unknown): undefined {
	if (faultOf(cause) === undefined) throw cause;
}
