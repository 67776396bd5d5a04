import { env, type LogOutputChannel } from "vscode";
import { openTerminal } from "../terminals/openTerminal.ts";
import { targetOf, tellNoFolder } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";
import { type UseContext, useCommands } from "./useCommands.ts";

export interface CommandContext extends UseContext {
	readonly channel: LogOutputChannel;
}

/** Every command of the manifest. */
export function commandTable(context: CommandContext): CommandTable {
	const { host, model, active, channel } = context;
	return {
		...useCommands(context),
		refresh: () => model.refresh(),
		openTerminal(row) {
			const folder = targetOf(row).folder ?? active.current();
			if (folder === undefined) tellNoFolder();
			else openTerminal(host, model, folder);
		},
		async copyPath(row) {
			const { environment } = targetOf(row);
			if (environment !== undefined) await env.clipboard.writeText(environment.location);
		},
		showLog: () => channel.show(),
	};
}
