import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import { type DiagnosticsContext, diagnosticsCommands } from "./diagnosticsCommands.ts";
import type { CommandTable } from "./registerCommands.ts";
import { type SettingsContext, settingsCommands } from "./settingsCommands.ts";
import { type SidebarContext, sidebarCommands } from "./sidebarCommands.ts";
import { type TerminalCommandContext, terminalCommands } from "./terminalCommands.ts";
import { type UseContext, useCommands } from "./useCommands.ts";

type FeatureContext = UseContext &
	SettingsContext &
	DiagnosticsContext &
	Omit<SidebarContext, "terminals"> &
	TerminalCommandContext;

export interface CommandContext extends FeatureContext {
	readonly active: ActiveFolder;
}

/** Every command of the manifest. */
export function commandTable(context: CommandContext): CommandTable {
	const { model } = context;
	return {
		...useCommands(context),
		...terminalCommands(context),
		...sidebarCommands(context),
		...settingsCommands(context),
		...diagnosticsCommands(context),
		refresh: () => model.refresh(),
	};
}
