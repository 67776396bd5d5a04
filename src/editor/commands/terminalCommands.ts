import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import { type OpenTerminalContext, openTerminal } from "../terminals/openTerminal.ts";
import { targetOf, tellNoFolder } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface TerminalCommandContext extends OpenTerminalContext {
	readonly active: Pick<ActiveFolder, "current">;
}

/** Commands about terminals. */
export function terminalCommands(context: TerminalCommandContext): CommandTable {
	const { active } = context;
	return {
		async openTerminal(row) {
			const { folder = active.current(), environment } = targetOf(row);
			if (folder === undefined && environment === undefined) tellNoFolder();
			else await openTerminal(context, folder, environment);
		},
	};
}
