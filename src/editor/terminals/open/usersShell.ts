import { Disposable, env, workspace } from "vscode";

/** The editor may need this long to know the shell. */
const shellTimeoutMs = 5000;

/** The program of the user's default shell. A window that has just opened does not know it yet; empty if it stays unknown. */
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

/** Whether VS Code enables its shell integration, according to the user's settings. */
export const hasShellIntegration = (): boolean =>
	workspace.getConfiguration("terminal.integrated").get("shellIntegration.enabled", true);
