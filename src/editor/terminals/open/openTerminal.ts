import { env, type Terminal, type TerminalOptions, version, type WorkspaceFolder, window, workspace } from "vscode";
import type { GoEnvironment } from "../../../core/environment.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host, Variables } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import { iconText } from "../../../present/escaping/iconText.ts";
import { environmentText } from "../../../present/texts/environmentText.ts";
import { exactShell } from "../../../shell/exactShell.ts";
import { hasFolderVariables, type TerminalServices } from "../variables/terminalVariables.ts";
import { type Exact, exactChange, exactVariables } from "./exactVariables.ts";
import { usersShell } from "./usersShell.ts";

/** Why we opened a terminal with an environment. */
export type OpenedFor = "its folder" | "itself";

/**
 * Terminals that we opened with an environment: as that of their folder, or for its own sake. Their options do not tell: in a
 * remote window the CLI starts the shell of some.
 */
export const openedFor = new WeakMap<Terminal, OpenedFor>();

/** Throws not-allowed in Restricted Mode, where nothing is activated or started. */
export function requireTrust(): void {
	if (workspace.isTrusted) return;
	throw new FaultError({
		kind: "not-allowed",
		message: t("In Restricted Mode no environment is activated."),
		remedies: [{ text: t("Trust the workspace to use its environments."), action: { kind: "trust" } }],
	});
}

/**
 * Opens a terminal of the folder that has exactly its environment, also without what the activation takes out, which a
 * collection cannot say; or exactly another one, which the folder does not use for that. A window without a folder has only
 * the latter. `alone`: without what other extensions give terminals, so that nothing of theirs is in front. Throws
 * not-allowed, the fault of a selection that is missing, and what an activation throws: another Go never takes the place of
 * what was asked for.
 */
export async function openTerminal(
	{ host, model, extension, variables }: TerminalServices,
	folder: WorkspaceFolder | undefined,
	other?: GoEnvironment,
	company: "alone" | "shared" = "shared",
): Promise<void> {
	requireTrust();
	const path = folder?.uri.fsPath;
	const state = path === undefined ? undefined : model.folder(path);
	if (other === undefined && state?.selection.kind === "missing") throw new FaultError(state.selection.fault);
	const chosen = state?.selection.kind === "chosen" ? state.selection.environment : undefined;
	const environment = other ?? chosen;
	// a Uri: a text is not matched with its folder in remote windows
	const place: TerminalOptions = folder === undefined ? {} : { cwd: folder.uri };
	if (environment === undefined) return window.createTerminal(place).show();
	const isOwn = environment.id === chosen?.id;
	const { activation } =
		isOwn && state !== undefined && "activated" in state.activation
			? state.activation.activated
			: await model.activated(environment, path);
	const exact = { id: environment.id, activation, launcher: variables.launcher(folder) };
	const shared = isOwn && company === "shared" && hasFolderVariables();
	const options = shared
		? { env: exactChange(host, exact) }
		: await aloneWith(host, exact, extension.asAbsolutePath("media/shell"));
	const terminal = window.createTerminal({ ...place, name: iconText(environmentText(environment)), ...options });
	openedFor.set(terminal, isOwn ? "its folder" : "itself");
	terminal.show();
}

/**
 * Without what the editor gives all terminals of the folder. A remote window forgets `strictEnv` on its way (seen in VS Code
 * 1.139: the message that starts a terminal has no such field), so there the CLI starts the shell: it takes our own variables
 * out, and puts the environment in front of everybody else's, and of what the user's start-up files do.
 */
async function aloneWith(host: Host, exact: Exact, files: string): Promise<TerminalOptions> {
	const { id, launcher } = exact;
	const shell = await usersShell();
	if (env.remoteName === undefined || launcher === undefined || shell === "") {
		return { env: exactVariables(host, exact, ofTheEditor()), strictEnv: true };
	}
	const { path, platform } = host;
	const program = path.join(launcher, platform === "win32" ? "go-environments.cmd" : "go-environments");
	const { args, variables } = exactShell(shell, { program, id, files, path, zdotdir: host.variables["ZDOTDIR"] });
	return {
		shellPath: program,
		shellArgs: ["exec", "--environment", id, "--", shell, ...args],
		env: { ...variables },
	};
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
