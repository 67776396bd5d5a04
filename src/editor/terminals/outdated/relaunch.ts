import { commands, type Terminal, type TerminalOptions, window } from "vscode";
import { activeMark } from "../../../core/activation/activeMark.ts";
import { openedFor } from "../open/openTerminal.ts";

/** Milliseconds that a terminal may take to become the active one. */
const activeTerminalTimeoutMs = 2000;

/** A terminal of our own, with variables of its own: started again it would have the same ones. */
export const hasOwnVariables = (terminal: Terminal): boolean =>
	openedFor.has(terminal) || activeMark in (optionsOf(terminal).env ?? {});

/** Started with exactly an environment that its folder does not use: it is what was asked for, whatever the folder uses. */
export const isOfAnother = (terminal: Terminal): boolean => {
	const reason = openedFor.get(terminal);
	return reason === undefined ? "VSCODE_ENV_PREPEND" in (optionsOf(terminal).env ?? {}) : reason === "itself";
};

/** A terminal of an extension is no shell; a hidden one is nobody's. */
export const isOfPeople = (terminal: Terminal): boolean =>
	!("pty" in terminal.creationOptions) && optionsOf(terminal).hideFromUser !== true;

export const optionsOf = (terminal: Terminal): Readonly<TerminalOptions> => terminal.creationOptions;

/**
 * Starts a terminal's shell again where it stands, with its profile and its name, in the folder that it was opened in. VS Code
 * has only a command for the active terminal. False where it did not become that.
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
