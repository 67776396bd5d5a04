import { commands, Disposable, env, Uri } from "vscode";
import type { Action } from "../../core/action.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { offerOf } from "../services/actions.ts";
import { askEnvironment } from "../services/askEnvironment.ts";
import { targetOf } from "../services/commandTarget.ts";
import { offerActions } from "../services/environmentActions.ts";
import { registerCommands } from "../services/registerCommands.ts";
import type { Services } from "../services/services.ts";
import { registerEnvironmentsView } from "./environmentsView.ts";
import { environmentCommand, rowCommand } from "./rowItem.ts";
import { registerWorkspaceView } from "./workspaceView.ts";

/** The two views, and the commands of their rows and titles. */
export function register(services: Services): Disposable {
	const { bounds, filter } = services;

	/** From the palette a command has no row. */
	const meant = async (row: unknown, question: string): Promise<GoEnvironment | undefined> =>
		targetOf(row).environment ?? (await askEnvironment(services, question));

	return Disposable.from(
		commands.registerCommand(rowCommand, (action: Action, folder?: string) =>
			bounds.command(rowCommand, () => offerOf(action, folder).run()),
		),
		commands.registerCommand(environmentCommand, (environment: GoEnvironment) =>
			bounds.command(environmentCommand, () => offerActions(services, environment)),
		),
		registerWorkspaceView(services),
		registerEnvironmentsView(services),
		registerCommands(bounds, {
			refresh: () => services.refresh(),
			async copyPath(row) {
				const environment = await meant(row, t("Select an environment to copy its path"));
				if (environment !== undefined) await env.clipboard.writeText(environment.location);
			},
			async reveal(row) {
				const environment = await meant(row, t("Select an environment to reveal"));
				if (environment !== undefined) await commands.executeCommand("revealFileInOS", Uri.file(environment.location));
			},
			showCompatibleOnly: () => filter.set(true),
			showAll: () => filter.set(false),
		}),
	);
}
