import type { Host } from "../core/host.ts";
import { isSameFile } from "../core/isSameFile.ts";
import { goOfProgram } from "./goOfProgram.ts";

/**
 * Whether two go programs run one Go: they are one file, or have one GOROOT. A launcher of golang.org/dl (`go1.24.13`) is another
 * file than the `go` that it runs.
 */
export async function isSameGo(host: Host, one: string, other: string): Promise<boolean> {
	if (await isSameFile(host, one, other)) return true;
	const [{ goroot }, { goroot: otherGoroot }] = [await goOfProgram(host, one), await goOfProgram(host, other)];
	return goroot !== undefined && otherGoroot !== undefined && (await isSameFile(host, goroot, otherGoroot));
}
