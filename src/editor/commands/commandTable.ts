import type { LogOutputChannel } from "vscode";
import type { CommandTable } from "./registerCommands.ts";
import { type SidebarContext, sidebarCommands } from "./sidebarCommands.ts";
import { type TerminalCommandContext, terminalCommands } from "./terminalCommands.ts";
import { type UseContext, useCommands } from "./useCommands.ts";

export interface CommandContext extends UseContext, Omit<SidebarContext, "terminals">, TerminalCommandContext {
	readonly channel: LogOutputChannel;
}

/** Every command of the manifest. */
export function commandTable(context: CommandContext): CommandTable {
	const { model, channel } = context;
	return {
		...useCommands(context),
		...terminalCommands(context),
		...sidebarCommands(context),
		refresh: () => model.refresh(),
		showLog: () => channel.show(),
	};
}
