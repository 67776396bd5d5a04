import type { WorkspaceFolder } from "vscode";
import { choiceRefusal } from "../../core/activation/activatable.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import type { Model } from "../../core/model/model.ts";
import { ofFolder } from "../services/boundary.ts";

/**
 * Stores what was chosen for a folder (undefined clears it) and waits until it is applied. Throws the fault of a row that
 * cannot be used, of the store, and of an activation that failed.
 */
export async function applyChoice(
	model: Model,
	folder: WorkspaceFolder,
	choice: GoEnvironment | "inherited" | undefined,
): Promise<void> {
	await ofFolder(folder, () => applied(model, folder.uri.fsPath, choice));
}

async function applied(model: Model, path: string, choice: GoEnvironment | "inherited" | undefined): Promise<void> {
	const refusal = typeof choice === "object" ? choiceRefusal(choice) : undefined;
	if (refusal !== undefined) throw new FaultError(refusal);
	await model.pick(path, choice);
	const activation = model.folder(path)?.activation;
	if (activation?.kind === "failed") throw new FaultError(activation.fault);
}
