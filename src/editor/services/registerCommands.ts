import { commands, Disposable } from "vscode";
import type { Boundary } from "./boundary.ts";

/** Keyed by the name after `goEnvironments.`; a view passes its row as the first argument. */
type CommandTable = Readonly<Record<string, (row?: unknown) => unknown>>;

/** Registers the commands of a feature, each inside the error boundary. */
export function registerCommands({ command }: Boundary, table: CommandTable): Disposable {
	const registered = Object.entries(table).map(([name, act]) => {
		const id = `goEnvironments.${name}`;
		return commands.registerCommand(id, (row?: unknown) => command(id, () => act(row)));
	});
	return Disposable.from(...registered);
}
