import type { Uri } from "vscode";
import type { Host } from "../../../core/host.ts";
import { goOfProgram } from "../../../goroot/goOfProgram.ts";
import { isSameGo } from "../../../goroot/isSameGo.ts";
import type { FoundGo, TerminalGoOrigin } from "../../../present/texts/terminalGo.ts";
import type { FileLine } from "../../../shell/startUpLine.ts";
import { goExtensionProgram } from "../../services/goExtension.ts";

/** What is known of a Go that new terminals of a folder run, though the folder does not use it. */
export async function terminalGoOf(
	host: Host,
	folder: Uri,
	program: string,
	line: FileLine | undefined,
): Promise<FoundGo> {
	return { ...(await goOfProgram(host, program)), origin: await originOf(host, folder, program, line) };
}

async function originOf(
	host: Host,
	folder: Uri,
	program: string,
	line: FileLine | undefined,
): Promise<TerminalGoOrigin> {
	if (line !== undefined) return { kind: "line", ...line };
	const theirs = await goExtensionProgram(host, folder);
	const isTheirs = theirs !== undefined && (await isSameGo(host, theirs, program));
	return { kind: isTheirs ? "go-extension" : "unknown" };
}
