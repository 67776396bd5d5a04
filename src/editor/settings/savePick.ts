import { type WorkspaceFolder, workspace } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { type Fault, FaultError, faultOrThrow, type Remedy, selectAnother } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Model } from "../../core/model/model.ts";
import { type PortableReference, portableReference } from "../../core/selection/portableReference.ts";
import type { FolderState } from "../../core/state.ts";
import { isConfirmed } from "../services/messages.ts";
import { folderReference, removeEmptySettings, settingsFile, writeFolderReference } from "../services/settingWrites.ts";

/** Milliseconds until a setting that was written has an effect. */
const patience = 3000;

/** What was saved, and how to take it back. */
export interface SavedPick {
	readonly reference: string;
	readonly file: string;
	/** The setting and the choice as they were. Throws as {@link savePick}. */
	undo(): Promise<void>;
}

/**
 * Makes the pick of a folder its setting, by a reference that other machines understand, and clears the pick. Undefined where
 * the user did not want a path of this machine in it. Throws not-allowed, selection-missing, malformed, not-writable, conflict; the pick
 * is then as it was.
 */
export async function savePick(host: Host, model: Model, folder: WorkspaceFolder): Promise<SavedPick | undefined> {
	if (!workspace.isTrusted) throw new FaultError(restrictedFault());
	const path = folder.uri.fsPath;
	const choice = pickedIn(model.folder(path), folder.name);
	const { reference, isPortable } = await referenceOf(host, model, path, choice);
	if (!isPortable && !(await isPathWanted(reference))) return undefined;
	const before = folderReference(path);
	const file = settingsFile(host, path);
	const isNew = (await host.stat(file)) === undefined;
	const undoSetting = async (): Promise<void> => {
		// what somebody else wrote meanwhile stays
		if (folderReference(path) === reference) await writeFolderReference(host, path, before);
		if (isNew) await removeEmptySettings(host, path);
	};
	const undo = async (): Promise<void> => {
		await undoSetting();
		await model.pick(path, choice);
	};
	try {
		await writeFolderReference(host, path, reference);
	} catch (cause) {
		if (isNew) await removeEmptySettings(host, path);
		throw cause;
	}
	try {
		await model.pick(path, undefined);
	} catch (cause) {
		await undoSetting();
		throw cause;
	}
	if (!(await comesTrue(model, () => isInUse(model.folder(path), choice)))) {
		await undo();
		throw new FaultError(unresolvedFault(reference));
	}
	return { reference, file, undo };
}

function pickedIn(state: FolderState | undefined, name: string): GoEnvironment | "inherited" {
	if (state?.selection.reason.kind !== "pick") {
		const message = t("Nothing was chosen by hand for {0}: there is no choice to save.", name);
		const remedies: readonly Remedy[] = [{ text: t("Select an environment first."), action: { kind: "select" } }];
		throw new FaultError({ kind: "selection-missing", message, remedies });
	}
	const { selection } = state;
	if (selection.kind === "missing") throw new FaultError(selection.fault);
	return selection.kind === "inherited" ? "inherited" : selection.environment;
}

async function referenceOf(
	host: Host,
	model: Model,
	folder: string,
	choice: GoEnvironment | "inherited",
): Promise<PortableReference> {
	if (choice === "inherited") return { reference: choice, isPortable: true };
	return await portableReference(host, choice, folder, async (reference) => {
		try {
			return await model.resolved(reference, folder);
		} catch (cause) {
			faultOrThrow(cause);
			return undefined; // unknown, or ambiguous
		}
	});
}

async function isPathWanted(reference: string): Promise<boolean> {
	const write = t("Write the Path");
	const detail = t(
		"No name and no version leads to this environment alone, so the setting would hold {0}. On another machine that path leads nowhere, or to something else.",
		reference,
	);
	const message = t("Write a path of this machine into the settings of the folder?");
	return await isConfirmed(message, write, detail);
}

/** The editor tells of the setting when it likes, and a newer reading of the folder takes the place of ours. */
async function comesTrue(model: Pick<Model, "onDidChange">, check: () => boolean): Promise<boolean> {
	if (check()) return true;
	return await new Promise((done) => {
		const end = (is: boolean): void => {
			change.dispose();
			clearTimeout(timer);
			done(is);
		};
		const timer = setTimeout(() => end(false), patience);
		const change = model.onDidChange(() => {
			if (check()) end(true);
		});
	});
}

function isInUse(state: FolderState | undefined, choice: GoEnvironment | "inherited"): boolean {
	const selection = state?.selection;
	if (selection?.reason.kind !== "setting") return false;
	if (choice === "inherited") return selection.kind === "inherited";
	return selection.kind === "chosen" && selection.environment.id === choice.id;
}

const restrictedFault = (): Fault => ({
	kind: "not-allowed",
	remedies: [{ text: t("Trust the workspace to use its environments."), action: { kind: "trust" } }],
	message: t("In Restricted Mode the settings of the folder have no effect, so the choice is not saved into them."),
});

const unresolvedFault = (reference: string): Fault => ({
	kind: "reference-unknown",
	remedies: [selectAnother()],
	message: t(
		"“{0}” did not lead to the same environment from the settings of the folder. The choice is as it was.",
		reference,
	),
});
