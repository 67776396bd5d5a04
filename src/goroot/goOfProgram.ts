import { orUndefined } from "../core/attempt.ts";
import type { Host } from "../core/host.ts";
import type { GoVersion } from "../core/versions/goVersion.ts";
import { gorootOfProgram } from "./gorootOfProgram.ts";
import { managerOfShim, managerOfShimFolder } from "./shim.ts";
import { gorootVersion } from "./toolchainAt.ts";

/** A go program that somebody named, with what is known of it. */
export interface NamedGo {
	readonly program: string;
	readonly goroot?: string | undefined;
	readonly version?: GoVersion | undefined;
	/** It is a shim of this manager, which decides what runs. */
	readonly manager?: string | undefined;
}

/** The GOROOT and version of a go program, as far as they can be told without running it. */
export async function goOfProgram(host: Host, program: string): Promise<NamedGo> {
	const manager = managerOfShimFolder(host, program);
	if (manager !== undefined) return { program, manager };
	const goroot = (await orUndefined(() => gorootOfProgram(host, program)))?.goroot;
	if (goroot === undefined) return { program, manager: await orUndefined(() => managerOfShim(host, program)) };
	return { program, goroot, version: await orUndefined(() => host.look((looks) => gorootVersion(looks, goroot))) };
}
