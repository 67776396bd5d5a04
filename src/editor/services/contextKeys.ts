import { commands } from "vscode";
import type { EnvironmentsView } from "../../present/sidebar/environmentsView.ts";
import type { WorkspaceView } from "../../present/sidebar/workspaceRows.ts";

/** Every key for `when` clauses of the manifest, by the name after `goEnvironments.`. */
interface ContextKeys {
	readonly workspace: WorkspaceView["state"];
	readonly environments: EnvironmentsView["state"];
	readonly compatibleOnly: boolean;
	/** Steps of the walkthrough. */
	readonly hasSelected: boolean;
	readonly hasOpenedTerminal: boolean;
	readonly meetsRequirement: boolean;
}

export type SetContextKey = <Name extends keyof ContextKeys>(name: Name, value: ContextKeys[Name]) => void;

/** Sets a context key; does not send an unchanged value. */
export function contextKeys(): SetContextKey {
	const values = new Map<keyof ContextKeys, unknown>();
	return (name, value) => {
		if (values.get(name) === value) return;
		values.set(name, value);
		void commands.executeCommand("setContext", `goEnvironments.${name}`, value);
	};
}
