import type { WorkspaceFolder } from "vscode";
import { t } from "../../core/words.ts";
import type { PickerChoice } from "../../present/pickerRows.ts";
import { type ActiveFolder, localFolders } from "../folders/workspaceFolders.ts";
import { askEnvironment, isUsable } from "../picker/askEnvironment.ts";
import { applyChoice, type PickerContext, pickEnvironment, pickFolder } from "../picker/picker.ts";
import { targetOf, tellNoFolder } from "./commandTarget.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface UseContext extends PickerContext {
	readonly active: Pick<ActiveFolder, "current">;
}

/** The commands that choose an environment for a folder. */
export function useCommands(context: UseContext): CommandTable {
	const { host, model, active } = context;

	/** A command of the palette means the active editor's folder. */
	function folderOf(row: unknown): WorkspaceFolder | undefined {
		const folder = targetOf(row).folder ?? active.current();
		if (folder === undefined) tellNoFolder();
		return folder;
	}

	async function use(row: unknown): Promise<void> {
		const { reference } = targetOf(row);
		const folder = folderOf(row);
		const asked = folder !== undefined && reference !== undefined ? chosen(folder, reference) : undefined;
		const choice = await (asked ?? (folder && pickEnvironment(context, folder)));
		if (folder !== undefined && choice !== undefined) await applyChoice(model, folder, choice);
	}

	/** Throws reference-unknown, reference-ambiguous. */
	async function chosen({ uri }: WorkspaceFolder, reference: string): Promise<PickerChoice> {
		const meant = await model.resolved(reference, uri.fsPath);
		return meant === "inherited" ? { kind: meant } : { kind: "environment", environment: meant };
	}

	async function useHere(row: unknown): Promise<void> {
		const target = targetOf(row);
		const { folder } = target;
		if (folder === undefined && localFolders().length === 0) return tellNoFolder();
		const environment =
			target.environment ?? (await askEnvironment(context, t("Which environment should be used?"), isUsable));
		if (environment === undefined) return;
		const place = folder ?? (await pickFolder(host, model, t("Which folder should use {0}?", environment.name)));
		if (place !== undefined) await applyChoice(model, place, { kind: "environment", environment });
	}

	return {
		use,
		useHere,
		async clear(row) {
			const folder = folderOf(row);
			if (folder !== undefined) await applyChoice(model, folder, { kind: "clear" });
		},
	};
}
