import { extensions, type WorkspaceFolder } from "vscode";
import { type ExpectedGo, expectedInherited, expectedOf } from "../../../present/terminals/terminalVerdict.ts";
import { activatesTerminals } from "../../services/editorSettings.ts";
import { goExtensionId, goExtensionState } from "../../services/goExtension.ts";
import { hasShellIntegration, usersShell } from "../open/usersShell.ts";
import type { TerminalServices } from "../variables/terminalVariables.ts";

/** Extensions that change PATH when they are activated. */
const pathChangingExtensions = [goExtensionId, "ms-python.python", "ms-python.vscode-python-envs"];

export type Expected = ExpectedGo & {
	/** The folder selects it; else it is only inherited. */
	readonly isWanted: boolean;
};

/** What new terminals of folders should find, and what a check of that is about. */
export interface ExpectedGos {
	expectedIn(folder: WorkspaceFolder): Promise<Expected | undefined>;
	/** Whether the folder inherits its Go, and its terminals are ours to change. */
	usesInherited(folder: WorkspaceFolder): boolean;
	keyOf(folder: WorkspaceFolder, expected: Expected): Promise<string>;
}

export function expectedGos({ host, variables, model, knowledge }: TerminalServices): ExpectedGos {
	/**
	 * The Go that new terminals of the folder should find, and whether the folder asks for it: what is inherited without being
	 * selected may give way. Undefined if it is not known, or nothing in the folder concerns Go.
	 */
	async function expectedIn(folder: WorkspaceFolder): Promise<Expected | undefined> {
		const environment = variables.of(folder);
		if (environment !== undefined) {
			const expected = expectedOf(environment.activated);
			return expected && { ...expected, isWanted: true };
		}
		if (!usesInherited(folder)) return undefined;
		return { ...expectedInherited(await knowledge.inheritedGo(host)), isWanted: false };
	}

	function usesInherited({ uri }: WorkspaceFolder): boolean {
		const state = model.folder(uri.fsPath);
		if (state?.selection.kind !== "inherited" || !activatesTerminals(uri)) return false;
		return state.requirements.length + state.specifications.length > 0;
	}

	/** What a result is about: another folder, Go, shell, or set of extensions needs another check. */
	async function keyOf(folder: WorkspaceFolder, { program, isWanted }: Expected): Promise<string> {
		const theirs = [...others(), ...(await goExtensionState(host, folder.uri))];
		const parts = [folder.uri.fsPath, program, isWanted, await usersShell(), hasShellIntegration(), ...theirs];
		return host.sha256(JSON.stringify(parts));
	}

	return { expectedIn, usesInherited, keyOf };
}

/** Extensions that may change PATH: all installed ones, and which known ones are active. */
function others(): readonly string[] {
	const installed = extensions.all.filter(
		({ packageJSON }) => (packageJSON as { isBuiltin?: boolean }).isBuiltin !== true,
	);
	const active = pathChangingExtensions.filter((id) => extensions.getExtension(id)?.isActive);
	return [...installed.map(({ id }) => id).sort(byText), ...active.map((id) => `${id} is active`)];
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
