import { Disposable, env, workspace } from "vscode";

/** Milliseconds that the editor may take to tell it. */
const shellTimeoutMs = 5000;

/** The program of the user's default shell. A window that has just opened does not know it yet; empty where that stays so. */
export async function usersShell(): Promise<string> {
	if (env.shell !== "") return env.shell;
	return await new Promise((done) => {
		const end = (): void => {
			waiting.dispose();
			done(env.shell);
		};
		const timer = setTimeout(end, shellTimeoutMs);
		const waiting = Disposable.from(env.onDidChangeShell(end), { dispose: () => clearTimeout(timer) });
	});
}

/** Whether VS Code puts its shell integration into shells, as far as the user's settings say. */
export const hasShellIntegration = (): boolean =>
	workspace.getConfiguration("terminal.integrated").get("shellIntegration.enabled", true);
