import { extensions, type TextDocument, type WorkspaceFolder, workspace } from "vscode";
import { expectedInherited, expectedOf } from "../../../present/terminals/terminalVerdict.ts";
import { startUpPrint } from "../../../shell/startUpPrint.ts";
import { activatesTerminals } from "../../services/editorSettings.ts";
import { isGoDocument } from "../../services/goDocument.ts";
import { goExtensionId, goExtensionState } from "../../services/goExtension.ts";
import { hasShellIntegration, usersShell } from "../open/usersShell.ts";
import type { TerminalServices } from "../variables/terminalVariables.ts";
import type { Expected } from "./finding.ts";

/** Extensions that change PATH when they are activated. */
const pathChangingExtensions = [goExtensionId, "ms-python.python", "ms-python.vscode-python-envs"];

/** What new terminals of folders should find, and what a check of that is about. */
export interface ExpectedGos {
	expectedIn(folder: WorkspaceFolder): Promise<Expected | undefined>;
	/** Whether the folder has an environment of ours in its terminals, or inherits its Go, and its terminals are ours to change. */
	isAnswerable(folder: WorkspaceFolder): boolean;
	/** Whether it is worth a check of its own accord: the folder, or an open document in it, concerns Go. */
	concernsGo(folder: WorkspaceFolder): boolean;
	keyOf(folder: WorkspaceFolder, expected: Expected): Promise<string>;
}

export function expectedGos({ host, variables, model, knowledge }: TerminalServices): ExpectedGos {
	/**
	 * The Go that new terminals of the folder should find, and whether the folder asks for it: what is inherited without being
	 * selected may give way. Undefined if it is not known.
	 */
	async function expectedIn(folder: WorkspaceFolder): Promise<Expected | undefined> {
		const environment = variables.of(folder);
		const expected = environment && expectedOf(environment.activated);
		if (expected !== undefined) return { ...expected, isWanted: true };
		if (environment !== undefined && environment.id !== "inherited") return undefined;
		if (!usesInherited(folder)) return undefined;
		// a shim has no GOROOT, but it can be found in a terminal all the same
		return { ...expectedInherited(await knowledge.inheritedGo(host)), isWanted: environment !== undefined };
	}

	const usesInherited = ({ uri }: WorkspaceFolder): boolean =>
		model.folder(uri.fsPath)?.selection.kind === "inherited" && activatesTerminals(uri);

	const isAnswerable = (folder: WorkspaceFolder): boolean =>
		variables.of(folder) !== undefined || usesInherited(folder);

	function concernsGo(folder: WorkspaceFolder): boolean {
		const state = model.folder(folder.uri.fsPath);
		if (variables.of(folder) !== undefined) return true;
		if (state !== undefined && state.requirements.length + state.specifications.length > 0) return true;
		const isOfFolder = ({ uri }: TextDocument): boolean =>
			workspace.getWorkspaceFolder(uri)?.uri.fsPath === folder.uri.fsPath;
		return workspace.textDocuments.some((document) => isGoDocument(document) && isOfFolder(document));
	}

	/** What a result is about: another folder, Go, shell, start-up file, or set of extensions needs another check. */
	async function keyOf(folder: WorkspaceFolder, { program, isWanted }: Expected): Promise<string> {
		const shell = [await usersShell(), hasShellIntegration(), await startUpPrint(host)];
		const theirs = [others(), await goExtensionState(host, folder.uri)];
		const parts = [folder.uri.fsPath, program, isWanted, variables.arrangement(), shell, theirs];
		return host.sha256(JSON.stringify(parts));
	}

	return { expectedIn, isAnswerable, concernsGo, keyOf };
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
