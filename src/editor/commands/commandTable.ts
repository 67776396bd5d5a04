import { env, type LogOutputChannel } from "vscode";
import { targetOf } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";
import { type TerminalCommandContext, terminalCommands } from "./terminalCommands.ts";
import { type UseContext, useCommands } from "./useCommands.ts";

export interface CommandContext extends UseContext, TerminalCommandContext {
	readonly channel: LogOutputChannel;
}

/** Every command of the manifest. */
export function commandTable(context: CommandContext): CommandTable {
	const { model, channel } = context;
	return {
		...useCommands(context),
		...terminalCommands(context),
		refresh: () => model.refresh(),
		async copyPath(row) {
			const { environment } = targetOf(row);
			if (environment !== undefined) await env.clipboard.writeText(environment.location);
		},
		showLog: () => channel.show(),
	};
}
