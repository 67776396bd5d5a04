import { orUndefined } from "../core/attempt.ts";
import type { InheritedGo } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import { gorootFault } from "./namedGoroot.ts";
import { programsOnPath } from "./programsOnPath.ts";
import { gorootVersion } from "./toolchainAt.ts";

/**
 * The Go that a program uses without an environment of ours: the first `go` on PATH, with its own GOROOT and version. A GOROOT
 * that the user set does not change the output of `go version`, it only breaks builds (tried with 1.26): that is a fault.
 * Throws only for programming errors.
 */
export async function firstGo(host: Host): Promise<InheritedGo> {
	for await (const found of programsOnPath(host)) {
		if (found.kind === "shim") return found;
		if (found.kind !== "go") continue;
		const { goroot, program: located } = found;
		const version = await orUndefined(() => host.look((looks) => gorootVersion(looks, goroot)));
		const fault = await gorootFault(host, { goroot, program: found.found }, version);
		return {
			kind: "program",
			program: found.found,
			...(located === found.found ? {} : { located }),
			goroot,
			...(version === undefined ? {} : { version }),
			...(fault === undefined ? {} : { fault }),
		};
	}
	return { kind: "none" };
}
