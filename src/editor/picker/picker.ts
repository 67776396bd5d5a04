import { type QuickPickItem, QuickPickItemKind, type WorkspaceFolder, window } from "vscode";
import type { ProviderName } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
import { refusalOf } from "../../core/selection.ts";
import { t } from "../../core/words.ts";
import { type PickerChoice, type PickerRow, pickerRows } from "../../present/pickerRows.ts";
import { statusOf } from "../../present/status.ts";
import { localFolders } from "../folders/workspaceFolders.ts";

interface Item extends QuickPickItem {
	readonly choice?: PickerChoice;
}

const pictures: Readonly<Record<Extract<PickerRow, { kind: "choice" }>["mark"], string>> = {
	"in-use": "$(pass-filled) ",
	recommended: "$(lightbulb) ",
	warning: "$(warning) ",
	error: "$(error) ",
	action: "",
	plain: "$(circle-outline) ",
};

function itemOf(row: PickerRow): Item {
	if (row.kind === "section") return { label: row.label, kind: QuickPickItemKind.Separator };
	const { choice, label, description, detail, mark } = row;
	const picture = choice.kind === "refresh" ? "$(refresh) " : choice.kind === "clear" ? "$(discard) " : pictures[mark];
	return {
		label: `${picture}${label}`,
		choice,
		...(description === undefined ? {} : { description }),
		...(detail === undefined ? {} : { detail }),
	};
}

/**
 * Lets the user choose the folder's environment. The rows follow the model while it lists; undefined where nothing was
 * chosen.
 */
export async function pickEnvironment(
	host: Host,
	model: Model,
	titles: ReadonlyMap<ProviderName, string>,
	{ uri, name }: WorkspaceFolder,
): Promise<PickerChoice | undefined> {
	const picker = window.createQuickPick<Item>();
	picker.title = t("Go for {0}", name);
	picker.placeholder = t("Choose the Go environment of this folder");
	picker.matchOnDescription = true;
	picker.matchOnDetail = true;
	const fill = (): void => {
		const state = model.folder(uri.fsPath);
		picker.busy = state === undefined || [...model.machine.providers.values()].some(({ kind }) => kind === "listing");
		if (state === undefined) return;
		const [active] = picker.activeItems;
		picker.items = pickerRows({ host, environments: model.environments, titles, state }).map(itemOf);
		const same = picker.items.find(({ choice, label }) => choice !== undefined && label === active?.label);
		if (same !== undefined) picker.activeItems = [same];
	};
	fill();
	const change = model.onDidChange(fill);
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

/**
 * Stores a choice and waits until it is applied. Throws the fault of a row that cannot be used, of the store, and of an
 * activation that failed.
 */
export async function applyChoice(model: Model, folder: WorkspaceFolder, choice: PickerChoice): Promise<void> {
	if (choice.kind === "refresh") return await model.refresh();
	const refusal = choice.kind === "environment" ? refusalOf(choice.environment) : undefined;
	if (refusal !== undefined) throw new FaultError(refusal);
	const path = folder.uri.fsPath;
	await model.pick(
		path,
		choice.kind === "environment" ? choice.environment : choice.kind === "clear" ? undefined : "inherited",
	);
	const activation = model.folder(path)?.activation;
	if (activation?.kind === "failed") throw new FaultError(activation.fault);
}
