import {
	type EnvironmentVariableCollection,
	EnvironmentVariableMutatorType,
	type ExtensionContext,
	type WorkspaceFolder,
	workspace,
} from "vscode";
import { richText } from "../../../present/escaping/richText.ts";
import { type Mutation, untouched } from "./mutations.ts";

/** The variables of the window or of one folder, and what the editor says about them. */
export interface Contribution {
	readonly mutations: readonly Mutation[];
	readonly description: string;
	/** Of a folder: behind whatever anybody gives PATH for all folders or for this one, so that it alone holds. */
	readonly isLast?: boolean;
}

/** Our collections of variables in VS Code: one of the window and one of each folder. Writes only what differs. */
export interface Collections {
	setWindow(contribution: Contribution | undefined): void;
	setFolder(folder: WorkspaceFolder, contribution: Contribution | undefined): void;
	/** Takes everything away and puts it back: in a new order of the variables that nobody else has touched. */
	renew(): void;
}

/** The key of the workspace's state that says for which folders the collections were written last. */
const writtenFor = "terminals.folders";

const types: Readonly<Record<Mutation["kind"], EnvironmentVariableMutatorType>> = {
	replace: EnvironmentVariableMutatorType.Replace,
	append: EnvironmentVariableMutatorType.Append,
	prepend: EnvironmentVariableMutatorType.Prepend,
};

// with the first alone a PATH line in the user's start-up file would win; the second alone needs shell integration
const always = { applyAtProcessCreation: true, applyAtShellIntegration: true };
const atStart = { applyAtProcessCreation: true, applyAtShellIntegration: false };

/**
 * VS Code persists the collections and tells folders apart by their place in the workspace, not by their address
 * (`filterScope` and `clear` in environmentVariableCollection.ts). So all are written anew where folders came or went, also
 * while we did not run: the next folder would else have what the removed one had. And what the window gets must have been
 * written first (windowMutations says why).
 */
export function collectionsOf({
	environmentVariableCollection: ofWindow,
	workspaceState,
}: Pick<ExtensionContext, "environmentVariableCollection" | "workspaceState">): Collections {
	const contributions = new Map<string, Contribution>();
	let window: Contribution | undefined;
	let isOfTheseFolders = workspaceState.get<unknown>(writtenFor) === addresses();

	/**
	 * VS Code orders by a text that is made of the variable and the folder's address, and finds the terminals by the folder's
	 * place alone. So an address of our own gives a place in that order which nobody shares or can come behind: PATH of the
	 * window and of the folder, whoever gives them, stand before it, for we have touched both just before.
	 */
	function putFolder(workspaceFolder: WorkspaceFolder, contribution: Contribution | undefined): void {
		const { uri, index } = workspaceFolder;
		const ours = { ...workspaceFolder, index, uri: uri.with({ fragment: `go-environments-${index}` }) };
		const isLast = contribution?.isLast === true;
		put(ofWindow.getScoped({ workspaceFolder }), isLast ? { ...contribution, mutations: [untouched] } : contribution);
		put(ofWindow.getScoped({ workspaceFolder: ours }), isLast ? contribution : undefined);
	}

	function renew(): void {
		const present = new Set((workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()));
		for (const key of contributions.keys()) if (!present.has(key)) contributions.delete(key);
		ofWindow.clear(); // those of the folders too
		put(ofWindow, window);
		for (const workspaceFolder of workspace.workspaceFolders ?? []) {
			putFolder(workspaceFolder, contributions.get(workspaceFolder.uri.toString()));
		}
		isOfTheseFolders = true;
		void workspaceState.update(writtenFor, addresses());
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

/** What is there already is set again: VS Code then knows its folder's place, and writes nothing else. */
function put(collection: EnvironmentVariableCollection, contribution: Contribution | undefined): void {
	const { mutations, description } = contribution ?? { mutations: [], description: undefined };
	const wanted = new Set(mutations.map(({ variable }) => variable));
	for (const [variable] of [...collection]) if (!wanted.has(variable)) collection.delete(variable);
	for (const { variable, kind, value, isOnlyAtStart } of mutations) {
		collection[kind](variable, value, isOnlyAtStart === true ? atStart : always);
	}
	// the editor puts it into the Markdown of a terminal's tooltip
	const shown = description === undefined ? undefined : richText(description);
	if (collection.description !== shown) collection.description = shown;
}
