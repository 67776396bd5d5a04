import { type WorkspaceFolder, window } from "vscode";
import { activeMark, activeTimes, activeVariables } from "../../core/activeMark.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
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
	const { activation } = state.activation.activated;
	const whole = activeVariables(host, environment.id, host.variables, activation);
	const changed = [...Object.keys(activation.lists), ...Object.keys(activation.variables), activeMark];
	const env = Object.fromEntries(changed.map((name) => [name, whole[name] ?? null]));
	window
		.createTerminal({
			name: environmentText(environment),
			// a Uri: a text is not matched with its folder in remote windows
			cwd: uri,
			env: { ...env, ...activation.terminal, [activeTimes]: "1" },
		})
		.show();
}
