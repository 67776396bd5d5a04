import {
	Disposable,
	type EnvironmentVariableCollection,
	EnvironmentVariableMutatorType,
	type ExtensionContext,
	type WorkspaceFolder,
	workspace,
} from "vscode";
import type { Activated } from "../../core/activation.ts";
import type { EnvironmentId } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { lastActivation } from "../../core/lastActivation.ts";
import type { Model } from "../../core/model.ts";
import type { FolderState } from "../../core/state.ts";
import { t } from "../../core/words.ts";
import { folderAt, localFolders } from "../folders/workspaceFolders.ts";
import { activatesTerminals, section } from "../settings/editorSettings.ts";
import { type Mutation, mutationsOf } from "./mutations.ts";

interface TerminalEnvironment {
	readonly id: EnvironmentId;
	readonly name: string;
	readonly activated: Activated;
}

/** What new terminals of a folder should have; "unchanged" while that is being found out. */
function wanted(state: FolderState): TerminalEnvironment | "nothing" | "unchanged" {
	const { selection, activation } = state;
	if (selection.kind !== "chosen") return "nothing";
	const { id, name } = selection.environment;
	switch (activation.kind) {
		case "active":
			return { id, name, activated: activation.activated };
		case "running":
			return "unchanged";
		case "failed":
			return activation.previous === undefined ? "nothing" : { id, name, activated: activation.previous };
		default:
			return "nothing";
	}
}

/**
 * New terminals and tasks of each folder have its environment, by a collection of the folder's own. The collections persist,
 * so that terminals which VS Code restores before we run have it too; the last activation of our store replaces a stale one.
 */
export function registerTerminalVariables(
	host: Host,
	model: Model,
	{ environmentVariableCollection }: ExtensionContext,
): Disposable {
	const collectionOf = (workspaceFolder: WorkspaceFolder): EnvironmentVariableCollection =>
		environmentVariableCollection.getScoped({ workspaceFolder });

	function set(folder: WorkspaceFolder, environment: TerminalEnvironment | "nothing"): void {
		const allowed = workspace.isTrusted && activatesTerminals(folder.uri);
		const collection = collectionOf(folder);
		if (environment === "nothing" || !allowed) {
			collection.clear();
			return;
		}
		const { id, name, activated } = environment;
		apply(collection, mutationsOf(host, id, activated.activation));
		collection.description = t("Go of {0}: {1}", folder.name, name);
	}

	function update(folder: WorkspaceFolder): void {
		const state = model.folder(folder.uri.fsPath);
		if (state === undefined) return;
		const environment = wanted(state);
		if (environment !== "unchanged") set(folder, environment);
	}

	for (const folder of localFolders()) {
		const last = lastActivation(host, folder.uri.fsPath);
		// what VS Code kept itself stays where nobody can say better yet
		if (last !== undefined || host.store.isAtHand) set(folder, last ?? "nothing");
	}
	return Disposable.from(
		model.onDidChange((change) => {
			const folder = change.kind === "folder" ? folderAt(change.folder) : undefined;
			if (folder !== undefined) update(folder);
		}),
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`${section}.terminal`)) for (const folder of localFolders()) update(folder);
		}),
		workspace.onDidChangeWorkspaceFolders(({ removed }) => {
			for (const folder of removed) collectionOf(folder).clear();
		}),
	);
}

/** Writes only what differs: each write marks the terminals that are open as out of date. */
function apply(collection: EnvironmentVariableCollection, mutations: readonly Mutation[]): void {
	const present = [...collection].map(([variable, { type, value }]) => `${variable}\0${type}\0${value}`);
	const types = { prepend: EnvironmentVariableMutatorType.Prepend, replace: EnvironmentVariableMutatorType.Replace };
	const next = mutations.map(({ variable, kind, value }) => `${variable}\0${types[kind]}\0${value}`);
	if (present.length === next.length && next.every((entry) => present.includes(entry))) return;
	collection.clear();
	// with the first alone a PATH line in the user's start-up file would win; the second alone needs shell integration
	const options = { applyAtProcessCreation: true, applyAtShellIntegration: true };
	for (const { variable, kind, value } of mutations) collection[kind](variable, value, options);
}
