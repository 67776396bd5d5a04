import { commands, Disposable, type QuickPick, ThemeIcon, type WorkspaceFolder, window, workspace } from "vscode";
import { t } from "../../core/l10n.ts";
import { verdictsByVersion } from "../../core/requirements/verdicts.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { compatibleRows } from "../../present/picker/compatibleRows.ts";
import { foundRows } from "../../present/picker/foundRows.ts";
import type { PickerChoice } from "../../present/picker/pickerRow.ts";
import { pickerRows, startOf } from "../../present/picker/pickerRows.ts";
import { areSame, type PickerItem, pickerItem } from "../services/pickerItems.ts";
import type { Services } from "../services/services.ts";
import { rowButtonsOf } from "./rowButtons.ts";

type PickerContext = Pick<
	Services,
	"host" | "model" | "settings" | "titles" | "knowledge" | "bounds" | "refresh" | "terminalGos" | "filter"
>;

/** What is left to be done once the picker is closed: some rows act while it stays open. */
export type PickedChoice = Exclude<PickerChoice, { readonly kind: "refresh" | "absent" | "all" }>;

/**
 * Lets the user select the folder's environment, or view those of the machine if no folder is open. The rows follow the model
 * and the active row is kept; undefined if nothing was selected.
 */
export async function pickEnvironment(
	context: PickerContext,
	folder: WorkspaceFolder | undefined,
): Promise<PickedChoice | undefined> {
	const { model, bounds, filter } = context;
	const picker = folder === undefined ? machinePicker() : folderPicker(folder);
	const buttons = rowButtonsOf(folder?.uri.fsPath);
	const rows = followedRows(context, folder?.uri.fsPath, picker, buttons.add);
	const change = Disposable.from(
		model.onDidChange(rows.update),
		context.terminalGos.onDidChange(rows.update),
		filter.onDidChange(rows.update),
	);
	rows.update();
	try {
		return await new Promise((done) => {
			picker.onDidChangeValue(rows.search);
			picker.onDidAccept(() => {
				const [chosen] = picker.selectedItems;
				// the user may type faster than rows are updated: ignore a row that was replaced, or no longer matches the text
				if (chosen === undefined || !rows.stillHas(chosen)) return;
				const { choice } = chosen;
				if (choice?.kind === "absent") {
					const ways = (["create", "path"] as const).flatMap(
						(kind) => picker.items.find((item) => item.choice?.kind === kind) ?? [],
					);
					picker.activeItems = ways.slice(0, 1);
				} else if (choice?.kind === "refresh") void bounds.command("goEnvironments.refresh", context.refresh);
				else if (choice?.kind === "all") void bounds.command("goEnvironments.showAll", () => filter.set(false));
				else done(choice);
			});
			picker.onDidTriggerItemButton(({ item, button }) => void buttons.run(item, button));
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
	// never match the detail: it contains the required version, which may not be installed
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
	/** Call when the model changed. */
	update(): void;
	/** Call when the text changed. */
	search(): void;
	/** Whether the row matches the current text. */
	stillHas(item: PickerItem): boolean;
}

/** The rows of a picker as functions of the model and of the text; set only if they differ. */
function followedRows(
	{ host, model, settings, titles, knowledge, terminalGos, filter }: PickerContext,
	folder: string | undefined,
	picker: QuickPick<PickerItem>,
	added: (item: PickerItem) => PickerItem,
): FollowedRows {
	let verdicts: ReadonlyMap<GoVersion, boolean | null> = new Map();
	const stateNow = () => (folder === undefined ? undefined : model.folder(folder));
	let shownFor = "";
	/** Returns whether the rows changed. */
	function fill(): boolean {
		const state = stateNow();
		const isRead = folder === undefined || state !== undefined;
		const { isListing } = model;
		picker.busy = !isRead || isListing;
		if (!isRead) return false;
		const { environments } = model;
		const of = state === undefined ? {} : { state };
		const runs = folder === undefined ? undefined : terminalGos.of(folder);
		const request = { host, environments, titles, verdicts, runs, isTrusted: workspace.isTrusted, ...of };
		// a search is for something certain, which the filter must not hide
		const isFiltered = filter.compatibleOnly && picker.value.trim() === "";
		const all = isFiltered ? compatibleRows(request) : pickerRows(request);
		const items = foundRows({ host, isListing, ...of }, all, picker.value).map((row) => added(pickerItem(row)));
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
		const { goToolchain } = settings(state.folder);
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

/** Whether the editor filters the rows; it then activates the first match. */
const isSearchedByEditor = ({ value }: QuickPick<PickerItem>, items: readonly PickerItem[]): boolean =>
	value.trim() !== "" && !items.some(({ alwaysShow }) => alwaysShow === true);
