import type { Uri } from "vscode";
import { orUndefined } from "../../../core/attempt.ts";
import type { Host } from "../../../core/host.ts";
import { gorootOfProgram } from "../../../goroot/gorootOfProgram.ts";
import { gorootVersion } from "../../../goroot/toolchainAt.ts";
import { isSameFile } from "../../../present/terminals/terminalVerdict.ts";
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
	const located = await orUndefined(() => gorootOfProgram(host, program));
	const goroot = located?.goroot;
	const version =
		goroot === undefined ? undefined : await orUndefined(() => host.look((looks) => gorootVersion(looks, goroot)));
	return { program, goroot, version, origin: await originOf(host, folder, program, line) };
}

async function originOf(
	host: Host,
	folder: Uri,
	program: string,
	line: FileLine | undefined,
): Promise<TerminalGoOrigin> {
	if (line !== undefined) return { kind: "line", ...line };
	const theirs = goExtensionProgram(folder);
	const isTheirs = theirs !== undefined && (await isSameFile(host, theirs, program));
	return { kind: isTheirs ? "go-extension" : "unknown" };
}
