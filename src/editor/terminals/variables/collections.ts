import {
	type EnvironmentVariableCollection,
	EnvironmentVariableMutatorType,
	type ExtensionContext,
	type WorkspaceFolder,
	workspace,
} from "vscode";
import { richText } from "../../../present/escaping/richText.ts";
import { type Mutation, untouched } from "./mutations.ts";

/** The variables of the window or of one folder, with their description in the editor. */
export interface Contribution {
	readonly mutations: readonly Mutation[];
	readonly description: string;
	/**
	 * For a folder: applied after every other contribution to PATH, for all folders or for this one, so that only ours takes
	 * effect.
	 */
	readonly isLast?: boolean;
}

/** Our variable collections in VS Code: one for the window and one per folder. Writes only changes. */
export interface Collections {
	setWindow(contribution: Contribution | undefined): void;
	setFolder(folder: WorkspaceFolder, contribution: Contribution | undefined): void;
	/** Removes all variables and sets them again: those that no other extension has set get a new position in VS Code's order. */
	renew(): void;
}

/** The key in the workspace state: the folders for which the collections were last written. */
const foldersKey = "terminals.folders";

const types: Readonly<Record<Mutation["kind"], EnvironmentVariableMutatorType>> = {
	replace: EnvironmentVariableMutatorType.Replace,
	append: EnvironmentVariableMutatorType.Append,
	prepend: EnvironmentVariableMutatorType.Prepend,
};

// with the first alone, a PATH line in the user's start-up file would win; the second alone needs shell integration
const always = { applyAtProcessCreation: true, applyAtShellIntegration: true };
const atStart = { applyAtProcessCreation: true, applyAtShellIntegration: false };

/**
 * VS Code persists the collections and identifies folders by their index in the workspace, not by their address (`filterScope`
 * and `clear` in environmentVariableCollection.ts). So all are rewritten if folders were added or removed, also while we did
 * not run; otherwise the next folder would get the removed folder's variables. The window's variables must be written first
 * (see windowMutations).
 */
export function collectionsOf({
	environmentVariableCollection: ofWindow,
	workspaceState,
}: Pick<ExtensionContext, "environmentVariableCollection" | "workspaceState">): Collections {
	const contributions = new Map<string, Contribution>();
	/** The folders that have variables of this session only. */
	const takenOver = new Set<string>();
	let window: Contribution | undefined;
	let isOfTheseFolders = workspaceState.get<unknown>(foldersKey) === addresses();

	/**
	 * VS Code orders by a key of the variable and the folder's address, but matches terminals by the folder's index alone. An
	 * address of our own therefore has a position in that order that no other extension shares or can follow: PATH of the window
	 * and of the folder, from any extension, come before it, because we have just written both.
	 */
	function putFolder(workspaceFolder: WorkspaceFolder, contribution: Contribution | undefined): void {
		const { uri, index } = workspaceFolder;
		const ours = { ...workspaceFolder, index, uri: uri.with({ fragment: `go-environments-${index}` }) };
		const isLast = contribution?.isLast === true;
		const isFirst = !takenOver.has(uri.toString());
		if (isFirst) clearEarlier(workspaceFolder);
		put(ofWindow.getScoped({ workspaceFolder }), isLast ? { ...contribution, mutations: [untouched] } : contribution);
		put(ofWindow.getScoped({ workspaceFolder: ours }), isLast ? contribution : undefined);
		if (isFirst) put(ofWindow, window);
	}

	/**
	 * What an earlier session set for a folder is in effect, but VS Code does not list it (it compares the address with one that
	 * was not revived), so that only clearing removes it. The window keeps a variable until the folder has its own again, because
	 * an extension without any loses its position in VS Code's order.
	 */
	function clearEarlier(workspaceFolder: WorkspaceFolder): void {
		takenOver.add(workspaceFolder.uri.toString());
		if (window === undefined) ofWindow[untouched.kind](untouched.variable, untouched.value, always);
		ofWindow.getScoped({ workspaceFolder }).clear();
	}

	function renew(): void {
		const present = new Set((workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()));
		for (const key of contributions.keys()) if (!present.has(key)) contributions.delete(key);
		ofWindow.clear(); // also clears those of the folders
		put(ofWindow, window);
		for (const workspaceFolder of workspace.workspaceFolders ?? []) {
			putFolder(workspaceFolder, contributions.get(workspaceFolder.uri.toString()));
		}
		isOfTheseFolders = true;
		void workspaceState.update(foldersKey, addresses());
	}

	return {
		setWindow(contribution) {
			window = contribution;
			if (!isOfTheseFolders || differs(ofWindow, contribution)) renew();
		},
		setFolder(workspaceFolder, contribution) {
			const key = workspaceFolder.uri.toString();
			if (contribution === undefined) contributions.delete(key);
			else contributions.set(key, contribution);
			putFolder(workspaceFolder, contribution);
		},
		renew,
	};
}

const addresses = (): string => (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()).join("\n");

const entry = (variable: string, type: EnvironmentVariableMutatorType, value: string): string =>
	`${variable}\0${type}\0${value}`;

function differs(collection: EnvironmentVariableCollection, contribution: Contribution | undefined): boolean {
	const present = [...collection].map(([variable, { type, value }]) => entry(variable, type, value));
	const wanted = (contribution?.mutations ?? []).map(({ variable, kind, value }) =>
		entry(variable, types[kind], value),
	);
	return present.length !== wanted.length || wanted.some((text) => !present.includes(text));
}

/** Sets unchanged variables again too: VS Code then updates the folder's index and writes nothing else. */
function put(collection: EnvironmentVariableCollection, contribution: Contribution | undefined): void {
	const { mutations, description } = contribution ?? { mutations: [], description: undefined };
	const wanted = new Set(mutations.map(({ variable }) => variable));
	for (const [variable] of [...collection]) if (!wanted.has(variable)) collection.delete(variable);
	for (const { variable, kind, value, isOnlyAtStart } of mutations) {
		collection[kind](variable, value, isOnlyAtStart === true ? atStart : always);
	}
	// the editor inserts it into the Markdown of a terminal's tooltip
	const shown = description === undefined ? undefined : richText(description);
	if (collection.description !== shown) collection.description = shown;
}
