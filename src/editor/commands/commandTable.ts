import { env, type LogOutputChannel, type WorkspaceFolder, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/words.ts";
import { type ActiveFolder, folderAt, localFolders } from "../folders/workspaceFolders.ts";
import { applyChoice, type PickerContext, pickEnvironment, pickFolder } from "../picker/picker.ts";
import { openTerminal } from "../terminals/openTerminal.ts";
import type { CommandTable } from "./registerCommands.ts";

export interface CommandContext extends PickerContext {
	readonly active: Pick<ActiveFolder, "current">;
	readonly channel: LogOutputChannel;
}

/** What a view passes: a row of the tree. From the palette, a key or the status bar nothing comes. */
interface Target {
	readonly folder?: WorkspaceFolder;
	readonly environment?: GoEnvironment;
}

function targetOf(row: unknown): Target {
	if (typeof row !== "object" || row === null) return {};
	const { folder, environment } = row as { folder?: string; environment?: GoEnvironment };
	const found = folder === undefined ? undefined : folderAt(folder);
	return {
		...(found === undefined ? {} : { folder: found }),
		...(environment === undefined ? {} : { environment }),
	};
}

/** Every command of the manifest. */
export function commandTable(context: CommandContext): CommandTable {
	const { host, model, active, channel } = context;

	/** A command of the palette means the active editor's folder. */
	function folderOf(row: unknown): WorkspaceFolder | undefined {
		const folder = targetOf(row).folder ?? active.current();
		if (folder === undefined) {
			// not awaited: it stays until somebody looks at it
			void window.showInformationMessage(t("Open a folder first: an environment is chosen for a folder."));
		}
		return folder;
	}

	async function use(row: unknown): Promise<void> {
		const folder = folderOf(row);
		const choice = folder && (await pickEnvironment(context, folder));
		if (folder !== undefined && choice !== undefined) await applyChoice(model, folder, choice);
	}

	async function useHere(row: unknown): Promise<void> {
		const { environment, folder } = targetOf(row);
		if (environment === undefined) return await use(row);
		if (folder === undefined && localFolders().length === 0) folderOf(row);
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
		refresh: () => model.refresh(),
		openTerminal(row) {
			const folder = folderOf(row);
			if (folder !== undefined) openTerminal(host, model, folder);
		},
		async copyPath(row) {
			const { environment } = targetOf(row);
			if (environment !== undefined) await env.clipboard.writeText(environment.location);
		},
		showLog: () => channel.show(),
	};
}
