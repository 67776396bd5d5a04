import { commands, type QuickPick, ThemeIcon, type WorkspaceFolder, window } from "vscode";
import { t } from "../../core/l10n.ts";
import { verdictsByVersion } from "../../core/requirements/verdicts.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { foundRows } from "../../present/picker/foundRows.ts";
import { type PickerChoice, pickerRows, startOf } from "../../present/picker/pickerRows.ts";
import { editorSettings } from "../services/editorSettings.ts";
import { areSame, type PickerItem, pickerItem } from "../services/pickerItems.ts";
import type { Services } from "../services/services.ts";

type PickerContext = Pick<Services, "host" | "model" | "titles" | "knowledge" | "bounds" | "refresh">;

/** What is left to be done once the picker is closed: some rows act while it stays open. */
export type PickedChoice = Exclude<PickerChoice, { readonly kind: "refresh" | "absent" }>;

/**
 * Lets the user choose the folder's environment, or look at those of the machine where no folder is open. The rows follow the
 * model, the active row stays; undefined where nothing was chosen.
 */
export async function pickEnvironment(
	context: PickerContext,
	folder: WorkspaceFolder | undefined,
): Promise<PickedChoice | undefined> {
	const { model, bounds } = context;
	const picker = folder === undefined ? machinePicker() : folderPicker(folder);
	const rows = followedRows(context, folder?.uri.fsPath, picker);
	const change = model.onDidChange(rows.update);
	rows.update();
	try {
		return await new Promise((done) => {
			picker.onDidChangeValue(rows.search);
			picker.onDidAccept(() => {
				const [chosen] = picker.selectedItems;
				// keys may come faster than the rows for them: what is chosen then may not be what was typed for
				if (chosen !== undefined && !rows.stillHas(chosen)) return;
				const choice = chosen?.choice;
				if (choice?.kind === "absent") picker.activeItems = picker.items.filter((item) => item.choice?.kind === "path");
				else if (choice?.kind === "refresh") void bounds.command("goEnvironments.refresh", context.refresh);
				else done(choice);
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
	picker.title = labelText(title);
	picker.placeholder = labelText(placeholder);
	// never on the detail: it says what is required, and a version in that is not one that is there
	picker.matchOnDescription = true;
	picker.keepScrollPosition = true;
	return picker;
}

const folderPicker = ({ name }: WorkspaceFolder): QuickPick<PickerItem> =>
	newPicker(t("Go for {0}", name), t("Select a Go environment for this folder"));

function machinePicker(): QuickPick<PickerItem> {
	const picker = newPicker(
		t("Go on this machine"),
		t("Open a folder to select one. Rows offer actions that need no folder"),
	);
	picker.buttons = [{ iconPath: new ThemeIcon("folder-opened"), tooltip: t("Open Folder…") }];
	picker.onDidTriggerButton(() => commands.executeCommand("vscode.openFolder"));
	return picker;
}

interface FollowedRows {
	/** The model changed. */
	update(): void;
	/** Something was typed. */
	search(): void;
	/** Whether a row is one of those for what is typed now. */
	stillHas(item: PickerItem): boolean;
}

/** The rows of a picker as functions of the model and of what is typed; set only where they differ. */
function followedRows(
	{ host, model, titles, knowledge }: PickerContext,
	folder: string | undefined,
	picker: QuickPick<PickerItem>,
): FollowedRows {
	let verdicts: ReadonlyMap<GoVersion, boolean | null> = new Map();
	const stateNow = () => (folder === undefined ? undefined : model.folder(folder));
	let shownFor = "";
	/** Whether other rows stand there than before. */
	function fill(): boolean {
		const state = stateNow();
		const isRead = folder === undefined || state !== undefined;
		const isListing = [...model.machine.providers.values()].some(({ kind }) => kind === "listing");
		picker.busy = !isRead || isListing;
		if (!isRead) return false;
		const { environments } = model;
		const of = state === undefined ? {} : { state };
		const all = pickerRows({ host, environments, titles, verdicts, ...of });
		const items = foundRows({ host, isListing, ...of }, all, picker.value).map(pickerItem);
		const isSameSearch = shownFor === picker.value;
		shownFor = picker.value;
		if (areSame(picker.items, items)) return false;
		const [before] = picker.activeItems;
		const kept = before && items.find(({ key }) => key === before.key);
		const first = items.find(isAbsent) ?? (isSearchedByEditor(picker, items) ? undefined : startOf(items));
		const wanted = isSameSearch && before !== undefined ? kept : first;
		picker.items = items;
		if (wanted !== undefined) picker.activeItems = [wanted];
		return true;
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
		search: () => void fill(),
		stillHas(item) {
			const isNew = fill();
			if (isNew && picker.items.some(isAbsent)) return false;
			return picker.items.some(({ key }) => key === item.key);
		},
		update() {
			fill();
			judge().catch((cause: unknown) => host.log.error("judging the rows of the picker failed", cause));
		},
	};
}

const isAbsent = ({ mark }: PickerItem): boolean => mark === "absent";

/** Then the editor itself begins at the first row that it finds. */
const isSearchedByEditor = ({ value }: QuickPick<PickerItem>, items: readonly PickerItem[]): boolean =>
	value.trim() !== "" && !items.some(({ alwaysShow }) => alwaysShow === true);
