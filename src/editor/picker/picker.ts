import { commands, type QuickPick, ThemeIcon, type WorkspaceFolder, window } from "vscode";
import type { ProviderName } from "../../core/environment.ts";
import type { FolderKnowledge } from "../../core/folderKnowledge.ts";
import type { GoVersion } from "../../core/goVersion.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
import { verdictsByVersion } from "../../core/verdicts.ts";
import { t } from "../../core/words.ts";
import { type PickerChoice, pickerRows, startOf } from "../../present/pickerRows.ts";
import { statusOf } from "../../present/status.ts";
import { localFolders } from "../folders/workspaceFolders.ts";
import { editorSettings } from "../settings/editorSettings.ts";
import { areSame, type PickerItem, pickerItem } from "./pickerItems.ts";

export interface PickerContext {
	readonly host: Host;
	readonly model: Model;
	readonly titles: ReadonlyMap<ProviderName, string>;
	readonly knowledge: Pick<FolderKnowledge, "judged">;
}

/**
 * Lets the user choose the folder's environment, or look at those of the machine where no folder is open. The rows follow the
 * model, the active row stays; undefined where nothing was chosen.
 */
export async function pickEnvironment(
	context: PickerContext,
	folder: WorkspaceFolder | undefined,
): Promise<PickerChoice | undefined> {
	const { host, model } = context;
	const picker = folder === undefined ? machinePicker() : folderPicker(folder);
	const rows = followedRows(context, folder?.uri.fsPath, picker);
	const change = model.onDidChange(rows.update);
	rows.update();
	try {
		return await new Promise((done) => {
			picker.onDidAccept(() => {
				const choice = picker.selectedItems[0]?.choice;
				if (choice?.kind !== "refresh") done(choice);
				else model.refresh().catch((cause: unknown) => host.log.error("refresh failed", cause));
			});
			picker.onDidHide(() => done(undefined));
			picker.show();
		});
	} finally {
		change.dispose();
		picker.dispose();
	}
}

function newPicker(title: string, placeholder: string): QuickPick<PickerItem> {
	const picker = window.createQuickPick<PickerItem>();
	Object.assign(picker, { title, placeholder, matchOnDescription: true, matchOnDetail: true });
	picker.keepScrollPosition = true;
	return picker;
}

const folderPicker = ({ name }: WorkspaceFolder): QuickPick<PickerItem> =>
	newPicker(t("Go for {0}", name), t("Choose the Go environment of this folder"));

function machinePicker(): QuickPick<PickerItem> {
	const picker = newPicker(t("Go of this machine"), t("Choosing one needs a folder; a row offers what goes without"));
	picker.buttons = [{ iconPath: new ThemeIcon("folder-opened"), tooltip: t("Open Folder…") }];
	picker.onDidTriggerButton(() => commands.executeCommand("vscode.openFolder"));
	return picker;
}

/** The rows of a picker as functions of the model; set only where they differ. */
function followedRows(
	{ host, model, titles, knowledge }: PickerContext,
	folder: string | undefined,
	picker: QuickPick<PickerItem>,
): { update(): void } {
	let verdicts: ReadonlyMap<GoVersion, boolean | null> = new Map();
	const stateNow = () => (folder === undefined ? undefined : model.folder(folder));
	function fill(): void {
		const state = stateNow();
		const isRead = folder === undefined || state !== undefined;
		picker.busy = !isRead || [...model.machine.providers.values()].some(({ kind }) => kind === "listing");
		if (!isRead) return;
		const { environments } = model;
		const of = state === undefined ? {} : { state };
		const items = pickerRows({ host, environments, titles, verdicts, ...of }).map(pickerItem);
		if (areSame(picker.items, items)) return;
		const [before] = picker.activeItems;
		const wanted = before === undefined ? startOf(items) : items.find(({ key }) => key === before.key);
		picker.items = items;
		if (wanted !== undefined) picker.activeItems = [wanted];
	}
	async function judge(): Promise<void> {
		const state = stateNow();
		if (state === undefined) return;
		const { goToolchain } = editorSettings(host, state.folder);
		const rows = [...model.environments, ...state.environments];
		verdicts = await verdictsByVersion({ host, knowledge, goToolchain, requirements: state.requirements }, rows);
		fill();
	}
	return {
		update() {
			fill();
			judge().catch((cause: unknown) => host.log.error("judging the rows of the picker failed", cause));
		},
	};
}

/** Which folder is meant, where the command does not say and there are several. */
export async function pickFolder(host: Host, model: Model, placeHolder: string): Promise<WorkspaceFolder | undefined> {
	const folders = localFolders();
	if (folders.length < 2) return folders[0];
	const items = folders.map((folder) => ({
		label: folder.name,
		description: statusOf(host, folder.name, model.folder(folder.uri.fsPath)).text,
		folder,
	}));
	return (await window.showQuickPick(items, { placeHolder }))?.folder;
}
