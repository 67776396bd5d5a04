import type { Disposable } from "vscode";
import { t } from "../../core/l10n.ts";
import { askEnvironment, isUsable } from "../services/askEnvironment.ts";
import { targetOf } from "../services/commandTarget.ts";
import { offerActions } from "../services/environmentActions.ts";
import { folderAsked, pickFolder } from "../services/pickFolder.ts";
import { registerCommands } from "../services/registerCommands.ts";
import type { Services } from "../services/services.ts";
import { localFolders } from "../services/workspaceFolders.ts";
import { activateIn, letBuild } from "./activateIn.ts";
import { applyChoice } from "./applyChoice.ts";
import { focusEditor, useByPath, useFrom } from "./useFrom.ts";

/** The commands that select an environment for a folder. */
export function register(services: Services): Disposable {
	const { bounds } = services;
	return registerCommands(bounds, {
		/** Without a folder the picker shows the environments of the machine. */
		async use(row) {
			const { reference, folder, returnsFocus = false } = targetOf(row);
			if (reference === undefined && folder === undefined && localFolders().length === 0) {
				return await useFrom(services, undefined, returnsFocus);
			}
			const place = await folderAsked(services, row, t("Select the folder to change"));
			if (place === undefined) {
				if (returnsFocus) await focusEditor();
				return;
			}
			if (reference === undefined) return await useFrom(services, place, returnsFocus);
			await applyChoice(services, place, { reference });
		},
		async useInFolder(row) {
			const { folder, environment: given } = targetOf(row);
			const environment = given ?? (await askEnvironment(services, t("Select an environment to use"), isUsable));
			if (environment === undefined) return;
			if (localFolders().length === 0) return await offerActions(services, environment);
			const place = folder ?? (await pickFolder(services, t("Select the folder to use {0} in", environment.name)));
			if (place !== undefined) await applyChoice(services, place, { environment });
		},
		async addByPath(row) {
			const isNowhere = localFolders().length === 0;
			const folder = isNowhere ? undefined : await folderAsked(services, row, t("Select the folder to change"));
			if (isNowhere || folder !== undefined) await useByPath(services, folder);
		},
		async activate(row) {
			const folder = await folderAsked(services, row, t("Select the folder whose environment to activate"));
			if (folder !== undefined) await activateIn(services, folder);
		},
		async allowBuilds(row) {
			const { reference } = targetOf(row);
			const folder = await folderAsked(services, row, t("Select the folder whose environment may build"));
			if (folder !== undefined && reference !== undefined) await letBuild(services, folder, reference);
		},
		async clear(row) {
			const folder = await folderAsked(services, row, t("Select the folder whose selection to clear"));
			if (folder !== undefined) await applyChoice(services, folder, undefined);
		},
	});
}
