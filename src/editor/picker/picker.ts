import { type QuickPickItem, QuickPickItemKind, type WorkspaceFolder, window } from "vscode";
import type { ProviderName } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import type { FolderKnowledge } from "../../core/folderKnowledge.ts";
import type { GoVersion } from "../../core/goVersion.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
import { refusalOf } from "../../core/selectionOf.ts";
import { verdictsByVersion } from "../../core/verdicts.ts";
import { t } from "../../core/words.ts";
import { type PickerChoice, type PickerRow, pickerRows } from "../../present/pickerRows.ts";
import { statusOf } from "../../present/status.ts";
import { localFolders } from "../folders/workspaceFolders.ts";
import { editorSettings } from "../settings/editorSettings.ts";

interface Item extends QuickPickItem {
	readonly choice?: PickerChoice;
	readonly mark?: Mark;
	/** The same as long as the row means the same. */
	readonly key?: string;
}

type Mark = Extract<PickerRow, { kind: "choice" }>["mark"];

/** Where the picker begins: at what is recommended, else at what is in use. */
const isFirst = ({ mark }: Item): boolean => mark === "recommended" || mark === "in-use";

const pictures: Readonly<Record<Mark, string>> = {
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
		mark,
		key: `${mark === "recommended" ? mark : choice.kind}:${choice.kind === "environment" ? choice.environment.id : ""}`,
		...(description === undefined ? {} : { description }),
		...(detail === undefined ? {} : { detail }),
	};
}

export interface PickerContext {
	readonly host: Host;
	readonly model: Model;
	readonly titles: ReadonlyMap<ProviderName, string>;
	readonly knowledge: Pick<FolderKnowledge, "judged">;
}

/**
 * Lets the user choose the folder's environment. The rows follow the model while it lists; undefined where nothing was
 * chosen.
 */
export async function pickEnvironment(
	{ host, model, titles, knowledge }: PickerContext,
	{ uri, name }: WorkspaceFolder,
): Promise<PickerChoice | undefined> {
	const picker = window.createQuickPick<Item>();
	picker.title = t("Go for {0}", name);
	picker.placeholder = t("Choose the Go environment of this folder");
	picker.matchOnDescription = true;
	picker.matchOnDetail = true;
	let verdicts: ReadonlyMap<GoVersion, boolean | null> = new Map();
	const fill = (): void => {
		const state = model.folder(uri.fsPath);
		picker.busy = state === undefined || [...model.machine.providers.values()].some(({ kind }) => kind === "listing");
		if (state === undefined) return;
		const [before] = picker.activeItems;
		const items = pickerRows({ host, environments: model.environments, titles, state, verdicts }).map(itemOf);
		const wanted = before === undefined ? items.find(isFirst) : items.find(({ key }) => key === before.key);
		picker.items = items;
		if (wanted !== undefined) picker.activeItems = [wanted];
	};
	const judge = async (): Promise<void> => {
		const state = model.folder(uri.fsPath);
		if (state === undefined) return;
		const { goToolchain } = editorSettings(host, uri.fsPath);
		const { requirements, environments } = state;
		const rows = [...model.environments, ...environments];
		verdicts = await verdictsByVersion({ host, knowledge, goToolchain, requirements }, rows);
		fill();
	};
	const update = (): void => {
		fill();
		judge().catch((cause: unknown) => host.log.error("judging the rows of the picker failed", cause));
	};
	update();
	const change = model.onDidChange(update);
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
