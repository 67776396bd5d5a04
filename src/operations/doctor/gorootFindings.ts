import type { Fault } from "../../core/fault.ts";
import { firstGo } from "../../goroot/firstGo.ts";
import { namedGoroot, wrongGoroot } from "../../goroot/namedGoroot.ts";
import { hasEnvironment, outsideOnly, type SetUp } from "./setUp.ts";

/**
 * A GOROOT that is set and invalid, or of another version than the `go` that comes first on PATH. An activation of ours removes
 * it, so that with one it breaks only what runs outside.
 */
export async function gorootFindings(setUp: SetUp): Promise<readonly Fault[]> {
	const fault = await gorootProblem(setUp);
	if (fault === undefined) return [];
	return [hasEnvironment(setUp) ? { ...fault, message: outsideOnly(fault.message) } : fault];
}

async function gorootProblem({ host }: SetUp): Promise<Fault | undefined> {
	const first = await firstGo(host);
	if (first.kind === "program") return first.fault;
	const named = await namedGoroot(host);
	return named === undefined ? undefined : (await wrongGoroot(host, named))?.fault;
}
