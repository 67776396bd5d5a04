import { type Disposable, Uri, type WorkspaceFolder, window } from "vscode";
import { t } from "../../core/l10n.ts";
import type { Model } from "../../core/model/model.ts";
import { planLetGoSwitch } from "../../operations/letGoSwitch.ts";
import { planSaveSelection, type SavedSelection } from "../../operations/saveSelection.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { ofFolder } from "../services/boundary.ts";
import { isConfirmed, offer } from "../services/messages.ts";
import { folderAsked } from "../services/pickFolder.ts";
import { registerCommands } from "../services/registerCommands.ts";
import type { Services } from "../services/services.ts";
import { folderSetting } from "../services/settingWrites.ts";

/** Commands that write settings. */
export function register(services: Services): Disposable {
	return registerCommands(services.bounds, {
		async saveToSettings(row) {
			const folder = await folderAsked(services, row, t("Select the folder whose selection to save"));
			if (folder !== undefined) await saveToSettings(services, folder);
		},
		async letGoSwitch(row) {
			const folder = await folderAsked(services, row, t("Select the folder in which go may switch"));
			if (folder !== undefined) await letGoSwitch(services, folder);
		},
	});
}

async function saveToSettings(services: Services, folder: WorkspaceFolder): Promise<void> {
	const saved = await ofFolder(folder, () => savedInSettings(services, folder));
	if (saved === undefined) return;
	const { reference, file } = saved;
	const message = t("“{0}” was written into {1}.", reference, shortPath(services.host, file));
	tellWritten(services, "goEnvironments.saveToSettings", message, saved);
}

/** With a way back, and to the file that was written. */
function tellWritten(
	{ bounds }: Services,
	command: string,
	message: string,
	{ file, undo }: { readonly file: string; undo(): Promise<void> },
): void {
	const buttons = [
		{ title: t("Undo"), run: undo },
		{ title: t("Open File"), run: () => window.showTextDocument(Uri.file(file)) },
	];
	// not awaited: the message stays until the user closes it
	void bounds.command(command, () => offer("information", message, buttons));
}

async function letGoSwitch(services: Services, folder: WorkspaceFolder): Promise<void> {
	const { host, run, model } = services;
	const path = folder.uri.fsPath;
	const { wouldSwitchTo, selection } = model.folder(path) ?? {};
	const isInherited = selection?.kind === "inherited";
	const written = await ofFolder(folder, async () => {
		const setting = folderSetting(host, path, { name: "goToolchain" });
		return await run(planLetGoSwitch({ host, folder: path, name: folder.name, isInherited, setting }).operation);
	});
	const message =
		wouldSwitchTo === undefined
			? t("go may now switch to other versions in {0}.", folder.name)
			: t("go will now try to download {0} in {1} when it is first needed.", wouldSwitchTo, folder.name);
	tellWritten(services, "goEnvironments.letGoSwitch", message, written);
}

/** Undefined if the user declined to save a path of this machine. */
async function savedInSettings(
	{ host, model, run }: Services,
	{ uri, name }: WorkspaceFolder,
): Promise<SavedSelection | undefined> {
	const folder = uri.fsPath;
	const { reference, isPortable, operation } = await planSaveSelection({
		host,
		folder,
		name,
		setting: folderSetting(host, folder, { name: "environment", kept: t("Your selection is kept.") }),
		state: () => model.folder(folder),
		resolved: (text) => model.resolved(text, folder),
		pick: (choice, signal) => model.pick(folder, choice, signal),
		waitUntil: (check, signal) => waitUntil(model, check, signal),
	});
	if (!isPortable && !(await isPathWanted(reference))) return undefined;
	return await run(operation);
}

async function isPathWanted(reference: string): Promise<boolean> {
	const write = t("Write the Path");
	const detail = t(
		"No name or version identifies this environment, so the setting would be {0}. That path is valid on this machine only.",
		reference,
	);
	const message = t("Write a path of this machine into the folder's settings?");
	return await isConfirmed(message, write, detail);
}

/** A written setting has an effect within this time. */
const settingEffectMs = 3000;

/**
 * Waits until `check` is true: the editor reports the changed setting at any time, and a newer reading of the folder may
 * replace ours. False after {@link settingEffectMs}, or when the signal is aborted.
 */
async function waitUntil(
	model: Pick<Model, "onDidChange">,
	check: () => boolean,
	signal: AbortSignal,
): Promise<boolean> {
	if (check()) return true;
	return await new Promise((done) => {
		const end = (is: boolean): void => {
			change.dispose();
			clearTimeout(timer);
			signal.removeEventListener("abort", abort);
			done(is);
		};
		const abort = (): void => end(false);
		signal.addEventListener("abort", abort);
		const timer = setTimeout(() => end(false), settingEffectMs);
		const change = model.onDidChange(() => {
			if (check()) end(true);
		});
	});
}
