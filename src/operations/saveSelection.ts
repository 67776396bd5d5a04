import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError, faultOrThrow, type Remedy, selectAnother } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { checkCancelled, type Plan } from "../core/operation.ts";
import { type PortableReference, portableReference } from "../core/selection/portableReference.ts";
import type { FolderState } from "../core/state.ts";
import { type FolderSetting, writeSetting } from "./folderSetting.ts";

export interface SaveRequest {
	readonly host: Host;
	readonly folder: string;
	/** The display name of the folder. */
	readonly name: string;
	/** `goEnvironments.environment` in the folder's own settings file. */
	readonly setting: FolderSetting;
	state(): FolderState | undefined;
	/** Resolves a reference in the folder. Throws reference-unknown, reference-ambiguous. */
	resolved(reference: string): Promise<GoEnvironment | "inherited">;
	/** Throws not-writable, cancelled; the selection is then as it was. */
	pick(choice: GoEnvironment | "inherited" | undefined, signal?: AbortSignal): Promise<void>;
	/**
	 * Waits for a limited time until `check` is true, or until the signal is aborted: settings take effect when their reader
	 * notices the change.
	 */
	waitUntil(check: () => boolean, signal: AbortSignal): Promise<boolean>;
}

/** The saved selection, and how to undo it. */
export interface SavedSelection {
	readonly reference: string;
	readonly file: string;
	/** Restores the earlier setting and selection. Throws as the operation. */
	undo(): Promise<void>;
}

export interface SavePlan extends Plan<SavedSelection> {
	readonly reference: string;
	/** Whether other machines understand the reference; the user must confirm a path of this machine. */
	readonly isPortable: boolean;
}

/**
 * Plans saving the user's selection of a folder as its setting, by a reference that other machines understand. The operation
 * writes the setting and clears the selection; if it fails, both are restored. Throws not-allowed, selection-missing; the
 * operation malformed, not-writable, conflict, reference-unknown, cancelled.
 */
export async function planSaveSelection(request: SaveRequest): Promise<SavePlan> {
	const { host, folder, name, setting } = request;
	if (!host.trust.allows({ kind: "folder", folder })) throw new FaultError(restrictedFault());
	const choice = pickedIn(request.state(), name);
	const { reference, isPortable } = await referenceOf(request, choice);
	const { file } = setting;
	return {
		reference,
		isPortable,
		changes: [{ file, setting: "goEnvironments.environment", before: setting.value(), after: reference }],
		operation: {
			id: "save",
			title: t("Save the Selection of {0}", name),
			origin: { kind: "machine" },
			exclusive: `selection ${folder}`,
			run: (_, signal) => save(request, choice, reference, signal),
		},
	};
}

async function save(
	{ host, setting, state, pick, waitUntil }: SaveRequest,
	choice: GoEnvironment | "inherited",
	reference: string,
	signal: AbortSignal,
): Promise<SavedSelection> {
	const { file } = setting;
	const undoSetting = await writeSetting(host, setting, reference);
	const undo = async (): Promise<void> => {
		await undoSetting();
		await pick(choice);
	};
	try {
		checkCancelled(signal);
		await pick(undefined, signal);
	} catch (cause) {
		await undoSetting();
		throw cause;
	}
	if (!(await waitUntil(() => isInUse(state(), choice), signal))) {
		await undo();
		checkCancelled(signal);
		throw new FaultError(unresolvedFault(reference));
	}
	return { reference, file, undo };
}

function pickedIn(state: FolderState | undefined, name: string): GoEnvironment | "inherited" {
	if (state?.selection.reason.kind !== "pick") {
		const message = t("There is no selection to save: you have not selected an environment for {0}.", name);
		const remedies: readonly Remedy[] = [{ text: t("Select an environment first."), action: { kind: "select" } }];
		throw new FaultError({ kind: "selection-missing", message, remedies });
	}
	const { selection } = state;
	if (selection.kind === "missing") throw new FaultError(selection.fault);
	return selection.kind === "inherited" ? "inherited" : selection.environment;
}

async function referenceOf(
	{ host, folder, resolved }: SaveRequest,
	choice: GoEnvironment | "inherited",
): Promise<PortableReference> {
	if (choice === "inherited") return { reference: choice, isPortable: true };
	return await portableReference(host, choice, folder, async (reference) => {
		try {
			return await resolved(reference);
		} catch (cause) {
			faultOrThrow(cause);
			return undefined; // unknown, or ambiguous
		}
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
	message: t("In Restricted Mode the folder's settings have no effect, so the selection was not saved."),
});

const unresolvedFault = (reference: string): Fault => ({
	kind: "reference-unknown",
	remedies: [selectAnother()],
	message: t("“{0}” resolves to another environment in the folder's settings. Nothing was changed.", reference),
});
