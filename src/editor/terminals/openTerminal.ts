import { type WorkspaceFolder, window } from "vscode";
import { activeMark, activeTimes, activeVariables } from "../../core/activeMark.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
import { variable } from "../../core/variables.ts";
import { environmentText } from "../../present/environmentText.ts";

/**
 * Opens a terminal of the folder that has exactly its environment: also without what the activation takes out, which a
 * collection cannot say.
 */
export function openTerminal(host: Host, model: Model, { uri }: WorkspaceFolder): void {
	const state = model.folder(uri.fsPath);
	if (state?.selection.kind !== "chosen" || state.activation.kind !== "active") {
		window.createTerminal({ cwd: uri }).show();
		return;
	}
	const { environment } = state.selection;
	const { lists, variables, terminal } = state.activation.activated.activation;
	const activation = { lists, variables: { ...variables, ...terminal }, terminal: {} };
	const whole = activeVariables(host, environment.id, host.variables, activation);
	const changed = [...Object.keys(activation.lists), ...Object.keys(activation.variables), activeMark];
	const env = Object.fromEntries(changed.map((name) => [name, variable(host, whole, name) ?? null]));
	window
		.createTerminal({
			name: environmentText(environment),
			// a Uri: a text is not matched with its folder in remote windows
			cwd: uri,
			env: { ...env, [activeTimes]: "1" },
		})
		.show();
}
