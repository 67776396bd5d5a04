import { commands, type WorkspaceFolder, window } from "vscode";
import { t } from "../../core/l10n.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";
import type { PickerChoice } from "../../present/picker/pickerRows.ts";
import { environmentText } from "../../present/texts/environmentText.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { ofFolder } from "../folders/ofFolder.ts";
import { localFolders } from "../folders/workspaceFolders.ts";
import { applyChoice } from "../picker/applyChoice.ts";
import { askEnvironment, isUsable } from "../picker/askEnvironment.ts";
import { askForPath } from "../picker/askForPath.ts";
import { type PickerContext, pickEnvironment, pickFolder } from "../picker/picker.ts";
import { offerWithoutFolder } from "../picker/withoutFolder.ts";
import { addSearchPath } from "../settings/settingWrites.ts";
import type { Boundary } from "./boundary.ts";
import { type FolderContext, folderAsked, targetOf } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface UseContext extends PickerContext, FolderContext {
	readonly bounds: Pick<Boundary, "command">;
}

/** The commands that choose an environment for a folder. */
export function useCommands(context: UseContext): CommandTable {
	const { host, model } = context;

	/** Without any folder the picker shows what the machine has. */
	async function use(row: unknown): Promise<void> {
		const { reference, folder } = targetOf(row);
		if (reference === undefined && folder === undefined && localFolders().length === 0) {
			return await useFrom(context, undefined);
		}
		const place = await folderAsked(context, row, t("Which folder should get another Go?"));
		if (place === undefined) return;
		if (reference === undefined) return await useFrom(context, place);
		const chosen = await ofFolder(place, () => model.resolved(reference, place.uri.fsPath));
		await applyChoice(model, place, chosen);
	}

	async function useHere(row: unknown): Promise<void> {
		const { folder, environment: given } = targetOf(row);
		const environment = given ?? (await askEnvironment(context, t("Which environment should be used?"), isUsable));
		if (environment === undefined) return;
		if (localFolders().length === 0) return await offerWithoutFolder(environment);
		const place = folder ?? (await pickFolder(host, model, t("Which folder should use {0}?", environment.name)));
		if (place !== undefined) await applyChoice(model, place, environment);
	}

	return {
		use,
		useHere,
		async addByPath(row) {
			const isNowhere = localFolders().length === 0;
			const folder = isNowhere ? undefined : await folderAsked(context, row, t("Which folder should get another Go?"));
			if (isNowhere || folder !== undefined) await useByPath(context, folder);
		},
		async clear(row) {
			const folder = await folderAsked(context, row, t("The choice of which folder should be cleared?"));
			if (folder !== undefined) await applyChoice(model, folder, undefined);
		},
	};
}

/** Shows the picker and does what was chosen there. */
async function useFrom(context: UseContext, folder: WorkspaceFolder | undefined): Promise<void> {
	const choice = await pickEnvironment(context, folder);
	if (choice !== undefined) await useChoice(context, folder, choice);
}

async function useChoice(
	context: UseContext,
	folder: WorkspaceFolder | undefined,
	choice: PickerChoice,
): Promise<void> {
	const { model } = context;
	switch (choice.kind) {
		case "path":
			return await useByPath(context, folder);
		case "settings":
			await commands.executeCommand("workbench.action.openSettings", "@ext:go-environments.go-environments");
			return;
		case "refresh":
			return await model.refresh();
		case "save":
			await commands.executeCommand("goEnvironments.saveToSettings", { folder: folder?.uri.fsPath });
			return;
		case "environment":
			if (folder === undefined) return await offerWithoutFolder(choice.environment);
			return await applyChoice(model, folder, choice.environment);
		default:
			if (folder !== undefined) await applyChoice(model, folder, choice.kind === "clear" ? undefined : "inherited");
	}
}

/** A place that is named by hand: used in the folder, and offered to be listed from now on; without a folder it is listed. */
async function useByPath(context: UseContext, folder: WorkspaceFolder | undefined): Promise<void> {
	const { host, model, bounds } = context;
	const environment = await askForPath(host, model, folder?.uri.fsPath ?? host.home);
	if (environment === undefined) return;
	if (environment === "back") return await useFrom(context, folder);
	const path = shortPath(host, environment.location);
	if (folder === undefined) return await listPath(path);
	await applyChoice(model, folder, environment);
	const isListed = [...model.environments, ...(model.folder(folder.uri.fsPath)?.environments ?? [])].some(
		({ id }) => id === environment.id,
	);
	if (isListed) return;
	const add = t("Add to Search Paths");
	const message = t("{0} uses {1}, which only its path leads to.", folder.name, environmentText(environment));
	// not awaited: the message stays until somebody answers it
	void bounds.command("goEnvironments.addByPath", async () => {
		if ((await window.showInformationMessage(notificationText(message), add)) === add) await listPath(path);
	});
}

/** Says what it came to: a list of the workspace hides the user's own. */
async function listPath(path: string): Promise<void> {
	const { isHidden } = await addSearchPath(path);
	if (!isHidden) {
		const listed = t("{0} is in your search paths now, so it is listed in every window.", path);
		void window.showInformationMessage(notificationText(listed));
		return;
	}
	const message = t(
		"{0} is in your search paths now, but this workspace has goEnvironments.searchPaths of its own, which hide yours.",
		path,
	);
	const open = t("Open Settings");
	if ((await window.showWarningMessage(notificationText(message), open)) === open) {
		await commands.executeCommand("workbench.action.openWorkspaceSettings", { query: "goEnvironments.searchPaths" });
	}
}
