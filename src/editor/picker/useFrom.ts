import { commands, type WorkspaceFolder, window } from "vscode";
import { t } from "../../core/l10n.ts";
import { environmentText } from "../../present/texts/environmentText.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { offerActions } from "../services/environmentActions.ts";
import { offer, tell } from "../services/messages.ts";
import type { Services } from "../services/services.ts";
import { addSearchPath } from "../services/settingWrites.ts";
import { applyChoice } from "./applyChoice.ts";
import { askForPath } from "./askForPath.ts";
import { type PickedChoice, pickEnvironment } from "./picker.ts";

/**
 * Shows the picker and applies the user's selection. `returnsFocus`: to the editor, unless a terminal was opened from the picker.
 */
export async function useFrom(
	services: Services,
	folder: WorkspaceFolder | undefined,
	returnsFocus = false,
): Promise<void> {
	const before = window.activeTerminal;
	const choice = await pickEnvironment(services, folder);
	// not after it is applied, which may take long: by then the user types elsewhere
	if (returnsFocus && window.activeTerminal === before) await focusEditor();
	if (choice !== undefined) await useChoice(services, folder, choice);
}

export const focusEditor = (): Thenable<unknown> => commands.executeCommand("workbench.action.focusActiveEditorGroup");

async function useChoice(services: Services, folder: WorkspaceFolder | undefined, choice: PickedChoice): Promise<void> {
	switch (choice.kind) {
		case "path":
			return await useByPath(services, folder);
		case "settings":
			await commands.executeCommand("workbench.action.openSettings", "@ext:go-environments.go-environments");
			return;
		case "save":
			await commands.executeCommand("goEnvironments.saveToSettings", { folder: folder?.uri.fsPath });
			return;
		case "create": {
			const { version } = choice;
			const row = { folder: folder?.uri.fsPath, ...(version === undefined ? {} : { version }) };
			await commands.executeCommand("goEnvironments.create", row);
			return;
		}
		case "switch":
			await commands.executeCommand("goEnvironments.letGoSwitch", { folder: folder?.uri.fsPath });
			return;
		case "check":
			await commands.executeCommand("goEnvironments.checkTerminal", { folder: folder?.uri.fsPath });
			return;
		case "environment":
			if (folder === undefined) return await offerActions(services, choice.environment);
			return await applyChoice(services, folder, { environment: choice.environment });
		default:
			if (folder !== undefined)
				await applyChoice(services, folder, choice.kind === "clear" ? undefined : { environment: "inherited" });
	}
}

/**
 * Uses a path that the user entered in the folder, and offers to add it to the search paths; without a folder, adds it there.
 */
export async function useByPath(services: Services, folder: WorkspaceFolder | undefined): Promise<void> {
	const { host, model, bounds } = services;
	const environment = await askForPath(host, model, folder?.uri.fsPath ?? host.home);
	if (environment === undefined) return;
	if (environment === "back") return await useFrom(services, folder);
	const path = shortPath(host, environment.location);
	if (folder === undefined) return await listPath(path);
	await applyChoice(services, folder, { environment });
	const isListed = [...model.environments, ...(model.folder(folder.uri.fsPath)?.environments ?? [])].some(
		({ id }) => id === environment.id,
	);
	if (isListed) return;
	const message = t("{0} uses {1}, which is found by its path only.", folder.name, environmentText(environment));
	const add = { title: t("Add to Search Paths"), run: () => listPath(path) };
	// not awaited: the message stays until the user closes it
	void bounds.command("goEnvironments.addByPath", () => offer("information", message, [add]));
}

/** Reports the result: a list in the workspace settings overrides the user's. */
async function listPath(path: string): Promise<void> {
	const { isHidden } = await addSearchPath(path);
	if (!isHidden) return tell(t("{0} was added to your search paths and is listed in every window.", path));
	const message = t(
		"{0} was added to your search paths, but goEnvironments.searchPaths of this workspace overrides them.",
		path,
	);
	const query = { query: "goEnvironments.searchPaths" };
	const open = () => commands.executeCommand("workbench.action.openWorkspaceSettings", query);
	await offer("warning", message, [{ title: t("Open Settings"), run: open }]);
}
