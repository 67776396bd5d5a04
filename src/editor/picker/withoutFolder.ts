import { commands, env, ThemeIcon, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { environmentText } from "../../present/texts/environmentText.ts";

/** Offers the actions for an environment that need no folder. */
export async function offerWithoutFolder(environment: GoEnvironment): Promise<void> {
	// icons are not in the labels, where screen readers read them by their names
	const offers = [
		{
			label: t("Open Terminal"),
			iconPath: new ThemeIcon("terminal"),
			run: () => commands.executeCommand("goEnvironments.openTerminal", { environment }),
		},
		{
			label: t("Copy Path"),
			iconPath: new ThemeIcon("copy"),
			description: richText(environment.location),
			run: () => env.clipboard.writeText(environment.location),
		},
		{
			label: t("Open Folder…"),
			iconPath: new ThemeIcon("folder-opened"),
			description: t("an environment is selected for a folder"),
			run: () => commands.executeCommand("vscode.openFolder"),
		},
	];
	const placeHolder = t("Open a folder to use it");
	const chosen = await window.showQuickPick(offers, { title: labelText(environmentText(environment)), placeHolder });
	await chosen?.run();
}
