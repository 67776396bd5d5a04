import { commands, env, Uri } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/words.ts";
import { askEnvironment } from "../picker/askEnvironment.ts";
import type { PickerContext } from "../picker/picker.ts";
import type { EnvironmentFilter } from "../tree/environmentFilter.ts";
import { targetOf } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface SidebarContext extends PickerContext {
	readonly filter: Pick<EnvironmentFilter, "set">;
}

/** Commands of the views' rows and titles; from the palette they ask which environment is meant. */
export function sidebarCommands(context: SidebarContext): CommandTable {
	const { filter } = context;

	const meant = async (row: unknown, question: string): Promise<GoEnvironment | undefined> =>
		targetOf(row).environment ?? (await askEnvironment(context, question));

	return {
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
