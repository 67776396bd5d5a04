import type { Uri } from "vscode";
import { orUndefined } from "../../../core/attempt.ts";
import { gorootOfProgram } from "../../../goroot/gorootOfProgram.ts";
import { gorootVersion } from "../../../goroot/toolchainAt.ts";
import { isSameFile } from "../../../present/terminals/terminalVerdict.ts";
import type { TerminalGo, TerminalGoOrigin } from "../../../present/texts/terminalGo.ts";
import type { FileLine } from "../../../shell/startUpLine.ts";
import { goExtensionProgram } from "../../services/goExtension.ts";
import type { Services } from "../../services/services.ts";

/** What is known of a Go that new terminals of a folder run, though the folder does not use it. Throws cancelled. */
export async function terminalGoOf(
	{ host, knowledge }: Pick<Services, "host" | "knowledge">,
	folder: Uri,
	program: string,
	line: FileLine | undefined,
): Promise<TerminalGo> {
	const located = await orUndefined(() => gorootOfProgram(host, program));
	const goroot = located?.goroot;
	const version =
		goroot === undefined ? undefined : await orUndefined(() => host.look((looks) => gorootVersion(looks, goroot)));
	const { signal } = new AbortController();
	const requirements = await knowledge.requirementsOf(host, folder.fsPath, signal);
	const go = version === undefined || goroot === undefined ? undefined : { version, goroot };
	// a terminal without an environment of ours keeps the user's own GOTOOLCHAIN
	const judged = await knowledge.judged(host, requirements, go, { value: "inherit", isDefault: false });
	return { program, version, requirements: judged, origin: await originOf(host, folder, program, line) };
}

async function originOf(
	host: Services["host"],
	folder: Uri,
	program: string,
	line: FileLine | undefined,
): Promise<TerminalGoOrigin> {
	if (line !== undefined) return { kind: "line", ...line };
	const theirs = goExtensionProgram(folder);
	const isTheirs = theirs !== undefined && (await isSameFile(host, theirs, program));
	return { kind: isTheirs ? "go-extension" : "unknown" };
}
