import { type TerminalOptions, version, type WorkspaceFolder, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import type { Host, Variables } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
import { environmentText } from "../../present/environmentText.ts";
import { exactChange, exactVariables } from "./exactVariables.ts";
import type { TerminalVariables } from "./terminalVariables.ts";

export interface OpenTerminalContext {
	readonly host: Host;
	readonly model: Model;
	readonly terminals: Pick<TerminalVariables, "launcher">;
}

/**
 * Opens a terminal of the folder that has exactly its environment, also without what the activation takes out, which a
 * collection cannot say; or exactly another one, which the folder does not use for that. A window without a folder has only
 * the latter. `alone`: without what other extensions give terminals, so that nothing of theirs is in front. Throws what an
 * activation throws.
 */
export async function openTerminal(
	{ host, model, terminals }: OpenTerminalContext,
	folder: WorkspaceFolder | undefined,
	other?: GoEnvironment,
	company: "alone" | "shared" = "shared",
): Promise<void> {
	// a Uri: a text is not matched with its folder in remote windows
	const options: TerminalOptions = folder === undefined ? {} : { cwd: folder.uri };
	const state = folder && model.folder(folder.uri.fsPath);
	const launcher = terminals.launcher(folder);
	const chosen = state?.selection.kind === "chosen" ? state.selection.environment : undefined;
	if (other !== undefined && other.id !== chosen?.id) {
		const { activation } = await model.activated(other, folder?.uri.fsPath);
		const env = exactVariables(host, { id: other.id, activation, launcher }, ofTheEditor());
		window.createTerminal({ ...options, name: environmentText(other), env, strictEnv: true }).show();
		return;
	}
	if (chosen === undefined || state?.activation.kind !== "active") {
		window.createTerminal(options).show();
		return;
	}
	const { activation } = state.activation.activated;
	const exact = { id: chosen.id, activation, launcher };
	const variables =
		company === "alone"
			? { env: exactVariables(host, exact, ofTheEditor()), strictEnv: true }
			: { env: exactChange(host, exact) };
	window.createTerminal({ ...options, name: environmentText(chosen), ...variables }).show();
}

/** What VS Code adds to the variables of any terminal, and what `code` needs in a remote window. */
function ofTheEditor(): Variables {
	const { VSCODE_IPC_HOOK_CLI: remote } = process.env;
	return {
		TERM_PROGRAM: "vscode",
		TERM_PROGRAM_VERSION: version,
		COLORTERM: "truecolor",
		...(remote === undefined ? {} : { VSCODE_IPC_HOOK_CLI: remote }),
	};
}
