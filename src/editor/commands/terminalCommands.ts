import type { WorkspaceFolder } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import { type OpenTerminalContext, openTerminal } from "../terminals/openTerminal.ts";
import type { Terminals } from "../terminals/registerTerminals.ts";
import { targetOf, tellNoFolder } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface TerminalCommandContext extends OpenTerminalContext {
	readonly active: Pick<ActiveFolder, "current">;
	readonly terminals: Pick<Terminals, "launcher" | "relaunchAll" | "checkNow">;
}

/** Commands about terminals. */
export function terminalCommands(context: TerminalCommandContext): CommandTable {
	const { active, model, terminals } = context;

	/** Throws reference-unknown, reference-ambiguous. */
	async function meant(reference: string, { uri }: WorkspaceFolder): Promise<GoEnvironment | undefined> {
		const found = await model.resolved(reference, uri.fsPath);
		return found === "inherited" ? undefined : found;
	}

	return {
		async openTerminal(row) {
			const { folder = active.current(), environment, reference } = targetOf(row);
			if (folder === undefined && environment === undefined) return tellNoFolder();
			const asked = folder === undefined || reference === undefined ? environment : await meant(reference, folder);
			await openTerminal(context, folder, asked);
		},
		async checkTerminal(row) {
			const { folder = active.current() } = targetOf(row);
			if (folder === undefined) tellNoFolder();
			else await terminals.checkNow(folder);
		},
		relaunchTerminals: () => terminals.relaunchAll(),
	};
}
