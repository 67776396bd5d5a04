import { commands, env, Uri } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import { askEnvironment, type IsFit, isUsable } from "../picker/askEnvironment.ts";
import type { PickerContext } from "../picker/picker.ts";
import { type OpenTerminalContext, openTerminal } from "../terminals/openTerminal.ts";
import { requireTrust } from "../terminals/requireTrust.ts";
import type { EnvironmentFilter } from "../tree/environmentFilter.ts";
import { targetOf } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface SidebarContext extends PickerContext, OpenTerminalContext {
	readonly active: Pick<ActiveFolder, "current">;
	readonly filter: Pick<EnvironmentFilter, "set">;
}

/** Commands of the views' rows and titles; from the palette they ask which environment is meant. */
export function sidebarCommands(context: SidebarContext): CommandTable {
	const { filter, active } = context;

	const meant = async (row: unknown, ...asked: [question: string, isFit?: IsFit]): Promise<GoEnvironment | undefined> =>
		targetOf(row).environment ?? (await askEnvironment(context, ...asked));

	return {
		/** In the folder of the row or of the active editor; nothing is chosen for it. */
		async openTerminalWith(row) {
			requireTrust(); // before it asks
			const environment = await meant(row, t("Which environment should the terminal have?"), isUsable);
			if (environment !== undefined) await openTerminal(context, targetOf(row).folder ?? active.current(), environment);
		},
		async copyPath(row) {
			const environment = await meant(row, t("Whose path should be copied?"));
			if (environment !== undefined) await env.clipboard.writeText(environment.location);
		},
		async reveal(row) {
			const environment = await meant(row, t("Which environment should be revealed?"));
			if (environment !== undefined) await commands.executeCommand("revealFileInOS", Uri.file(environment.location));
		},
		showMeeting: () => filter.set(true),
		showAll: () => filter.set(false),
	};
}
