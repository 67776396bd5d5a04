import type { Host } from "../../../core/host.ts";
import { goOfProgram } from "../../../goroot/goOfProgram.ts";
import { isSameGo } from "../../../goroot/isSameGo.ts";
import type { FoundGo } from "../../../present/texts/terminalGo.ts";
import type { FileLine } from "../../../shell/startUpLine.ts";
import { terminalGoOrigin } from "./terminalGoOrigin.ts";

/** Who may have put a Go first on PATH. */
export interface Suspects {
	/** The line of a start-up file that puts its folder first. */
	readonly line: FileLine | undefined;
	/** The go programs of the official Go extension in this window. */
	readonly ofGoExtension: readonly string[];
	/** The inherited Go, which is on PATH without anybody's doing; empty if there is none. */
	readonly inherited: string;
}

/** What is known of a Go that new terminals of a folder run, though the folder does not use it. */
export async function terminalGoOf(
	host: Host,
	program: string,
	{ line, ofGoExtension, inherited }: Suspects,
): Promise<FoundGo> {
	const isAny = async (programs: readonly string[]): Promise<boolean> => {
		for (const other of programs) if (await isSameGo(host, program, other)) return true;
		return false;
	};
	const origin = terminalGoOrigin({
		line,
		isOfGoExtension: await isAny(ofGoExtension),
		isInherited: inherited !== "" && (await isAny([inherited])),
	});
	return { ...(await goOfProgram(host, program)), origin };
}
