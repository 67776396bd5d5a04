import { commands, type Terminal, type TerminalOptions, window } from "vscode";
import { activeMark } from "../../../core/activation/activeMark.ts";
import { openedFor } from "../open/openTerminal.ts";

/** Limit for a terminal to become the active one. */
const activeTerminalTimeoutMs = 2000;

/** A terminal that we opened with its own variables: a relaunch would give it the same ones. */
export const hasOwnVariables = (terminal: Terminal): boolean =>
	openedFor.has(terminal) || activeMark in (optionsOf(terminal).env ?? {});

/** Opened with an environment that the user named instead of the folder's. */
export const hasNamedEnvironment = (terminal: Terminal): boolean => {
	const reason = openedFor.get(terminal);
	return reason === undefined ? "VSCODE_ENV_PREPEND" in (optionsOf(terminal).env ?? {}) : reason === "itself";
};

/** Excludes terminals of extensions, which are not shells, and hidden ones. */
export const isUsersShell = (terminal: Terminal): boolean =>
	!("pty" in terminal.creationOptions) && optionsOf(terminal).hideFromUser !== true;

export const optionsOf = (terminal: Terminal): Readonly<TerminalOptions> => terminal.creationOptions;

/**
 * Restarts a terminal's shell in place, with its profile and name, in its original folder. VS Code only has a command for the
 * active terminal. False if the terminal did not become active.
 */
export async function relaunch(terminal: Terminal): Promise<boolean> {
	terminal.show();
	if (!(await becomesActive(terminal))) return false;
	await commands.executeCommand("workbench.action.terminal.relaunch");
	return true;
}

async function becomesActive(terminal: Terminal): Promise<boolean> {
	if (window.activeTerminal === terminal) return true;
	return await new Promise((done) => {
		const end = (): void => {
			clearTimeout(timer);
			subscription.dispose();
			done(window.activeTerminal === terminal);
		};
		const timer = setTimeout(end, activeTerminalTimeoutMs);
		const subscription = window.onDidChangeActiveTerminal((active) => {
			if (active === terminal) end();
		});
	});
}
