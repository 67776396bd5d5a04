import { commands } from "vscode";

/** A key for `when` clauses of the manifest; written only where it differs. */
export function contextKey<T extends string | boolean>(name: string): (value: T) => void {
	let before: T | undefined;
	return (value) => {
		if (value === before) return;
		before = value;
		void commands.executeCommand("setContext", `goEnvironments.${name}`, value);
	};
}
