import type { WorkspaceFolder } from "vscode";
import { isSameGo } from "../../../goroot/isSameGo.ts";
import { type TerminalVerdict, verdictFault, verdictOf } from "../../../present/terminals/terminalVerdict.ts";
import type { FoundGo } from "../../../present/texts/terminalGo.ts";
import { startUpLine } from "../../../shell/startUpLine.ts";
import type { ShellAnswer } from "../../../shell/terminalQuestion.ts";
import { goExtensionPrograms } from "../../services/goExtension.ts";
import { hasShellIntegration } from "../open/usersShell.ts";
import type { TerminalServices } from "../variables/terminalVariables.ts";
import { arrangedLook } from "./arrangedLook.ts";
import type { ExpectedGos } from "./expectedGos.ts";
import type { Expected, Finding, NoFinding } from "./finding.ts";
import { askHiddenTerminal } from "./hiddenTerminal.ts";
import { terminalGoOf } from "./terminalGoOf.ts";

/** Looks what new terminals of a folder run. `found`: see arrangedLook. `signal`: ends the terminal of a look. */
export function terminalLook({ host, variables, knowledge }: TerminalServices, gos: ExpectedGos, signal: AbortSignal) {
	return (folder: WorkspaceFolder, found: (finding: Finding) => Promise<void>): Promise<Finding | NoFinding> =>
		arrangedLook({
			expected: () => gos.expectedIn(folder),
			look: (expected) => findingOf(folder, expected),
			rearrange: variables.rearrange,
			found,
		});

	async function findingOf(folder: WorkspaceFolder, expected: Expected): Promise<Finding | NoFinding> {
		const key = await gos.keyOf(folder, expected);
		const asking = await askHiddenTerminal(host, folder.uri, signal);
		if (asking.kind !== "answered") return asking.kind;
		const verdict = await judged(folder, asking.answer, expected);
		const runs = verdict.kind === "other" ? await named(verdict.program) : undefined;
		// another Go in the place of an inherited one is no problem, an alias is worth telling who asks
		const { isWanted } = expected;
		const isToldOnRequest = !isWanted;
		const place = { folder: folder.name, origin: runs?.origin, hasIntegration: hasShellIntegration(), isWanted };
		const fault = runs !== undefined && isToldOnRequest ? undefined : verdictFault(host, verdict, place);
		return { key, verdict, runs, isToldOnRequest, fault: fault && { ...fault, folder: folder.uri.fsPath } };
	}

	async function judged(folder: WorkspaceFolder, answer: ShellAnswer, expected: Expected): Promise<TerminalVerdict> {
		const verdict = await verdictOf(host, answer, expected, folder.uri.fsPath);
		const { program } = expected;
		if (verdict.kind !== "other" || program === "" || !(await isSameGo(host, verdict.program, program))) return verdict;
		return { kind: "ours", program: verdict.program };
	}

	async function named(program: string): Promise<FoundGo> {
		const inherited = await knowledge.inheritedGo(host);
		return await terminalGoOf(host, program, {
			line: await startUpLine(host, host.path.dirname(program)),
			ofGoExtension: await goExtensionPrograms(host),
			inherited: inherited.kind === "none" ? "" : inherited.program,
		});
	}
}
