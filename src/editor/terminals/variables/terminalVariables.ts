import {
	Disposable,
	type Event,
	EventEmitter,
	env,
	extensions,
	version,
	type WorkspaceFolder,
	workspace,
} from "vscode";
import { activatedInUse } from "../../../core/activation/activatedInUse.ts";
import { inheritedFirst } from "../../../core/activation/inheritedFirst.ts";
import { lastActivation } from "../../../core/activation/lastActivation.ts";
import type { Activated } from "../../../core/activation.ts";
import type { EnvironmentId } from "../../../core/environment.ts";
import type { Host } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import { section } from "../../../core/settings/settingNames.ts";
import type { FolderState } from "../../../core/state.ts";
import { activatesTerminals } from "../../services/editorSettings.ts";
import type { Services } from "../../services/services.ts";
import { folderAt, localFolders } from "../../services/workspaceFolders.ts";
import { type Contribution, collectionsOf } from "./collections.ts";
import { launcherIn } from "./launcher.ts";
import { knowsFolders, mutationsOf, windowMutations } from "./mutations.ts";

/** The environment of new terminals of a folder. */
export interface TerminalEnvironment {
	/** `inherited`: the Go of the shell or the editor, which was selected. Its program comes first on PATH, and nothing else changes. */
	readonly id: EnvironmentId | "inherited";
	readonly name: string;
	readonly activated: Activated;
}

export interface TerminalVariables extends Disposable {
	/** The environment of new terminals of the folder; undefined if none of ours is active. */
	of(folder: WorkspaceFolder): TerminalEnvironment | undefined;
	/** The variables of the folder's new terminals changed. */
	readonly onDidChange: Event<WorkspaceFolder>;
	/** The folder in which new terminals find `go-environments`; undefined if our variables are not wanted. */
	launcher(folder: WorkspaceFolder | undefined): string | undefined;
	/** How our variables are written, in all folders of the window. */
	arrangement(): string;
	/** Writes our variables in the other arrangement, because another extension may override one of them. */
	rearrange(): void;
}

/** Services for the other terminal modules. */
export interface TerminalServices extends Services {
	readonly variables: TerminalVariables;
}

/** The environment that new terminals of a folder should have; "unchanged" while it is being determined. */
function wanted(host: Host, state: FolderState): TerminalEnvironment | "nothing" | "unchanged" {
	const { selection, activation } = state;
	if (selection.kind === "inherited") return inheritedFirst(host, selection) ?? "nothing";
	if (selection.kind !== "chosen") return "nothing";
	if (activation.kind === "running") return "unchanged";
	const activated = activatedInUse(activation);
	if (activated === undefined) return "nothing";
	const { id, name } = selection.environment;
	return { id, name, activated };
}

/**
 * VS Code applies only one list of mutators per variable to a terminal: the last that matches the folder, ordered by when any
 * extension first set the variable, for all folders or for one. So an extension that changes PATH for all folders overrides
 * changes for one folder, unless it came first. `window-first`: ours are always last, and hide what other extensions set for
 * the folder. `folders-alone`: ours join what another extension set for the folder, unless an extension sets PATH for all
 * folders later.
 */
type Arrangement = "window-first" | "folders-alone";

/** The key in the workspace state: the arrangement that worked. */
const arrangementKey = "terminals.arrangement";

/** These change PATH per folder (getScoped), before or after us. */
const scoped = ["ms-python.python", "ms-python.vscode-python-envs"];

function arrangementOf(found: unknown): Arrangement {
	if (found === "window-first" || found === "folders-alone") return found;
	return scoped.some((id) => extensions.getExtension(id) !== undefined) ? "folders-alone" : "window-first";
}

/**
 * Gives new terminals and tasks of each folder its environment, through a collection of the folder. Collections persist, so
 * that terminals which VS Code restores before we run have it too; the last activation in our store replaces a stale one.
 */
export function registerTerminalVariables({ host, model, extension }: Services): TerminalVariables {
	const launcher = launcherIn(host, extension);
	const collections = collectionsOf(extension);
	const environments = new Map<string, TerminalEnvironment>();
	const changed = new EventEmitter<WorkspaceFolder>();
	let arrangement = arrangementOf(extension.workspaceState.get<unknown>(arrangementKey));
	const isAllowed = (folder?: WorkspaceFolder): boolean => workspace.isTrusted && activatesTerminals(folder?.uri);

	function set(folder: WorkspaceFolder, environment: TerminalEnvironment | "nothing"): void {
		const path = folder.uri.fsPath;
		const before = environments.get(path);
		const next = environment === "nothing" || !isAllowed(folder) ? undefined : environment;
		if (next === undefined) environments.delete(path);
		else environments.set(path, next);
		collections.setFolder(
			folder,
			next === undefined ? contributionWithoutEnvironment(folder) : contributionOf(folder, next),
		);
		if (!isSame(before, next)) changed.fire(folder);
	}

	const contributionOf = (folder: WorkspaceFolder, { id, name, activated }: TerminalEnvironment): Contribution => ({
		mutations: mutationsOf(host, id, activated.activation, launcher.folder),
		description: t("Go of {0}: {1}", folder.name, name),
		isLast: arrangement === "window-first",
	});
	const description = t("Terminals have the command {0}.", "go-environments");
	const launcherAlone = (): Contribution => ({ mutations: windowMutations(host, launcher.folder), description });

	function setWindow(): void {
		const folders = localFolders();
		const allowed = folders.filter((folder) => isAllowed(folder));
		const isEverywhere = folders.length === 0 ? isAllowed() : allowed.length === folders.length;
		const isAnywhere = isEverywhere || allowed.length > 0;
		if (isAnywhere) launcher.ensure();
		const isWanted = isAnywhere && (arrangement === "window-first" || folders.length === 0);
		const mutations = windowMutations(host, isEverywhere ? launcher.folder : undefined);
		collections.setWindow(isWanted ? { mutations, description } : undefined);
	}

	/**
	 * The contribution of a folder without an active environment of ours: none, so that the window's applies, or the same for the
	 * folder.
	 */
	const contributionWithoutEnvironment = (folder: WorkspaceFolder): Contribution | undefined =>
		arrangement === "folders-alone" && isAllowed(folder) ? launcherAlone() : undefined;

	function rearrange(): void {
		arrangement = arrangement === "folders-alone" ? "window-first" : "folders-alone";
		void extension.workspaceState.update(arrangementKey, arrangement);
		for (const folder of localFolders()) {
			const environment = environments.get(folder.uri.fsPath);
			collections.setFolder(
				folder,
				environment === undefined ? contributionWithoutEnvironment(folder) : contributionOf(folder, environment),
			);
		}
		setWindow();
		collections.renew();
	}

	function update(folder: WorkspaceFolder): void {
		const state = model.folder(folder.uri.fsPath);
		if (state === undefined) return;
		const environment = wanted(host, state);
		if (environment !== "unchanged") set(folder, environment);
	}

	function updateAll(): void {
		setWindow();
		for (const folder of localFolders()) update(folder);
	}

	setWindow();
	for (const folder of localFolders()) {
		const last = lastActivation(host, folder.uri.fsPath);
		// keep what VS Code persisted if nothing better is known yet
		if (last !== undefined || host.store.isAtHand || !isAllowed(folder)) set(folder, last ?? "nothing");
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
		arrangement: () => arrangement,
		rearrange,
		dispose: () => subscriptions.dispose(),
	};
}

const isSame = (one: TerminalEnvironment | undefined, other: TerminalEnvironment | undefined): boolean =>
	one?.id === other?.id && JSON.stringify(one?.activated.activation) === JSON.stringify(other?.activated.activation);

/** Whether this window gives each terminal the variables of its own folder. */
export const hasFolderVariables = (): boolean =>
	knowsFolders(version, env.remoteName !== undefined, localFolders().length);
