import type { LogOutputChannel } from "vscode";
import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import type { CommandTable } from "./registerCommands.ts";
import { type SettingsContext, settingsCommands } from "./settingsCommands.ts";
import { type SidebarContext, sidebarCommands } from "./sidebarCommands.ts";
import { type TerminalCommandContext, terminalCommands } from "./terminalCommands.ts";
import { type UseContext, useCommands } from "./useCommands.ts";

type FeatureContext = UseContext & SettingsContext & Omit<SidebarContext, "terminals"> & TerminalCommandContext;

export interface CommandContext extends FeatureContext {
	readonly active: ActiveFolder;
	readonly channel: LogOutputChannel;
}

/** Every command of the manifest. */
export function commandTable(context: CommandContext): CommandTable {
	const { model, channel } = context;
	return {
		...useCommands(context),
		...terminalCommands(context),
		...sidebarCommands(context),
		...settingsCommands(context),
		refresh: () => model.refresh(),
		showLog: () => channel.show(),
	};
}
