import { Disposable, workspace } from "vscode";
import { labelText } from "../../present/escaping/labelText.ts";
import { workspaceView } from "../../present/sidebar/workspaceRows.ts";
import type { Services } from "../services/services.ts";
import { foldersWithState } from "../services/workspaceFolders.ts";
import { rowView } from "./rowView.ts";

/** The view Workspace: the selection, requirements and files of each folder. */
export function registerWorkspaceView(services: Services): Disposable {
	const { host, model, setContextKey, terminalGos } = services;
	const rows = rowView(services, "goEnvironments.workspace", async () => {
		const shown = workspaceView({ host, folders: foldersWithState(services), isTrusted: workspace.isTrusted });
		const { badge } = shown;
		rows.view.badge = badge && { value: badge.value, tooltip: labelText(badge.tooltip) };
		setContextKey("workspace", shown.state);
		return shown.rows;
	});
	const { update } = rows;
	return Disposable.from(
		rows,
		model.onDidChange((change) => {
			if (change.kind === "folder") update();
		}),
		terminalGos.onDidChange(update),
		workspace.onDidChangeWorkspaceFolders(update),
		workspace.onDidGrantWorkspaceTrust(update),
	);
}
