import { Disposable, type Event, EventEmitter, type ExtensionContext, type WorkspaceFolder, workspace } from "vscode";
import type { Activated } from "../../core/activation.ts";
import type { EnvironmentId } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { lastActivation } from "../../core/lastActivation.ts";
import type { Model } from "../../core/model.ts";
import type { FolderState } from "../../core/state.ts";
import { t } from "../../core/words.ts";
import { folderAt, localFolders } from "../folders/workspaceFolders.ts";
import { activatesTerminals, section } from "../settings/editorSettings.ts";
import { type Contribution, collectionsOf } from "./collections.ts";
import { launcherIn } from "./launcher.ts";
import { mutationsOf, windowMutations } from "./mutations.ts";

/** What new terminals of a folder get. */
export interface TerminalEnvironment {
	readonly id: EnvironmentId;
	readonly name: string;
	readonly activated: Activated;
}

export interface TerminalVariables extends Disposable {
	/** What new terminals of the folder get; undefined where that is nothing of ours. */
	of(folder: WorkspaceFolder): TerminalEnvironment | undefined;
	/** New terminals of the folder get something else than before. */
	readonly onDidChange: Event<WorkspaceFolder>;
	/** The folder by which new terminals of the folder find `go-environments`; undefined where nothing of ours is wanted. */
	launcher(folder: WorkspaceFolder | undefined): string | undefined;
	/** Puts our variables in front of those that other extensions gave meanwhile. */
	renew(): void;
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
export function registerTerminalVariables(host: Host, model: Model, context: ExtensionContext): TerminalVariables {
	const launcher = launcherIn(host, context);
	const collections = collectionsOf(context);
	const environments = new Map<string, TerminalEnvironment>();
	const changed = new EventEmitter<WorkspaceFolder>();
	const isAllowed = (folder?: WorkspaceFolder): boolean => workspace.isTrusted && activatesTerminals(folder?.uri);

	function set(folder: WorkspaceFolder, environment: TerminalEnvironment | "nothing"): void {
		const path = folder.uri.fsPath;
		const before = environments.get(path);
		const next = environment === "nothing" || !isAllowed(folder) ? undefined : environment;
		if (next === undefined) environments.delete(path);
		else environments.set(path, next);
		collections.setFolder(folder, next && contributionOf(folder, next));
		if (!isSame(before, next)) changed.fire(folder);
	}

	const contributionOf = (folder: WorkspaceFolder, { id, name, activated }: TerminalEnvironment): Contribution => ({
		mutations: mutationsOf(host, id, activated.activation, launcher.folder),
		description: t("Go of {0}: {1}", folder.name, name),
	});

	function setWindow(): void {
		const folders = localFolders();
		const allowed = folders.filter((folder) => isAllowed(folder));
		const isEverywhere = folders.length === 0 ? isAllowed() : allowed.length === folders.length;
		if (isEverywhere) launcher.ensure();
		const description = t("Terminals find the command {0}.", "go-environments");
		const mutations = windowMutations(host, isEverywhere ? launcher.folder : undefined);
		collections.setWindow(isEverywhere || allowed.length > 0 ? { mutations, description } : undefined);
	}

	function update(folder: WorkspaceFolder): void {
		const state = model.folder(folder.uri.fsPath);
		if (state === undefined) return;
		const environment = wanted(state);
		if (environment !== "unchanged") set(folder, environment);
	}

	function updateAll(): void {
		setWindow();
		for (const folder of localFolders()) update(folder);
	}

	setWindow();
	for (const folder of localFolders()) {
		const last = lastActivation(host, folder.uri.fsPath);
		// what VS Code kept itself stays where nobody can say better yet
		if (last !== undefined || host.store.isAtHand) set(folder, last ?? "nothing");
	}
	const subscriptions = Disposable.from(
		changed,
		model.onDidChange((change) => {
			const folder = change.kind === "folder" ? folderAt(change.folder) : undefined;
			if (folder !== undefined) update(folder);
		}),
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(`${section}.terminal`)) updateAll();
		}),
		workspace.onDidGrantWorkspaceTrust(setWindow),
		workspace.onDidChangeWorkspaceFolders(({ removed }) => {
			for (const { uri } of removed) environments.delete(uri.fsPath);
			setWindow();
			collections.renew();
		}),
	);
	return {
		of: ({ uri }) => environments.get(uri.fsPath),
		launcher: (folder) => (isAllowed(folder) ? launcher.folder : undefined),
		onDidChange: changed.event,
		renew: () => collections.renew(),
		dispose: () => subscriptions.dispose(),
	};
}

const isSame = (one: TerminalEnvironment | undefined, other: TerminalEnvironment | undefined): boolean =>
	one?.id === other?.id && JSON.stringify(one?.activated.activation) === JSON.stringify(other?.activated.activation);
