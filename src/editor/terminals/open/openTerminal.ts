import { env, type Terminal, type TerminalOptions, version, type WorkspaceFolder, window } from "vscode";
import type { Activated } from "../../../core/activation.ts";
import type { EnvironmentId, GoEnvironment } from "../../../core/environment.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host, Variables } from "../../../core/host.ts";
import { goneFault } from "../../../core/model/goneFolder.ts";
import type { Report } from "../../../core/operation.ts";
import { activateForTerminal } from "../../../operations/activateForTerminal.ts";
import { iconText } from "../../../present/escaping/iconText.ts";
import { environmentText } from "../../../present/texts/environmentText.ts";
import { exactShell } from "../../../shell/exactShell.ts";
import { requireTrust } from "../../services/requireTrust.ts";
import { hasFolderVariables, type TerminalServices } from "../variables/terminalVariables.ts";
import { type Exact, exactChange, exactVariables } from "./exactVariables.ts";
import { usersShell } from "./usersShell.ts";

/** Why we opened a terminal with an environment. */
export type OpenedFor = "its folder" | "itself";

/**
 * Terminals that we opened with an environment: with that of their folder, or with one that the user named. Their options do
 * not tell: in a remote window the CLI starts some of the shells.
 */
export const openedFor = new WeakMap<Terminal, OpenedFor>();

/**
 * Opens a terminal of the folder with exactly its environment, without the variables that the activation removes, which a
 * collection cannot express; or with exactly another environment, which the folder does not select. A window without a folder
 * only has the latter. `alone`: without changes by other extensions, so that nothing of theirs comes first on PATH. Throws
 * not-allowed, not-readable (the folder is gone), the fault of a missing selection, and the activation's faults; never uses another Go instead.
 */
export async function openTerminal(
	{ host, model, extension, variables, run }: TerminalServices,
	folder: WorkspaceFolder | undefined,
	other?: GoEnvironment,
	company: "alone" | "shared" = "shared",
): Promise<void> {
	requireTrust();
	const path = folder?.uri.fsPath;
	// VS Code would only say that the terminal's process failed to launch
	if (path !== undefined && (await host.stat(path)) === undefined) throw new FaultError(goneFault(path));
	const state = path === undefined ? undefined : model.folder(path);
	const activated = (environment: GoEnvironment, signal: AbortSignal, report: Report): Promise<Activated> =>
		model.activated(environment, path, signal, report);
	const opened = await run(activateForTerminal(host, { state, other, activated }));
	// a Uri: a text is not matched with its folder in remote windows
	const place: TerminalOptions = folder === undefined ? {} : { cwd: folder.uri };
	const isShared = company === "shared" && hasFolderVariables();
	// where the inherited Go was selected, each terminal of the folder has it first
	if (opened === undefined || (opened.isInherited === true && isShared)) return window.createTerminal(place).show();
	const { environment, activation, isOwn, isInherited } = opened;
	const exact: Exact = {
		id: isInherited === true ? "inherited" : environment.id,
		activation,
		launcher: variables.launcher(folder),
	};
	const options =
		isOwn && isShared
			? { env: exactChange(host, exact) }
			: await optionsAlone(host, exact, environment.id, extension.asAbsolutePath("media/shell"));
	const terminal = window.createTerminal({ ...place, name: iconText(environmentText(environment)), ...options });
	openedFor.set(terminal, isOwn ? "its folder" : "itself");
	terminal.show();
}

/**
 * Options for a terminal without the editor's variables for the folder. A remote window drops `strictEnv` (seen in VS Code
 * 1.139: the message that starts a terminal has no such field), so there the CLI starts the shell: it removes our variables and
 * puts the environment before those of other extensions and of the user's start-up files. `id`: of the row that it activates.
 */
async function optionsAlone(host: Host, exact: Exact, id: EnvironmentId, files: string): Promise<TerminalOptions> {
	const { launcher } = exact;
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

/** The variables that VS Code adds to every terminal, and those that `code` needs in a remote window. */
function ofTheEditor(): Variables {
	const { VSCODE_IPC_HOOK_CLI: remote } = process.env;
	return {
		TERM_PROGRAM: "vscode",
		TERM_PROGRAM_VERSION: version,
		COLORTERM: "truecolor",
		...(remote === undefined ? {} : { VSCODE_IPC_HOOK_CLI: remote }),
	};
}
