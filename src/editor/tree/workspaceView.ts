import { Disposable, workspace } from "vscode";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model/model.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { type WorkspaceView, workspaceView } from "../../present/sidebar/workspaceRows.ts";
import { contextKey } from "../contextKey.ts";
import { rowView } from "./rowView.ts";
import { tooltipOf, treeFolders } from "./treeFolders.ts";

/** The view Workspace: what each folder uses, needs and asks for. */
export function registerWorkspaceView(host: Host, model: Model): Disposable {
	const show = contextKey<WorkspaceView["state"]>("workspace");
	const rows = rowView("goEnvironments.workspace", {
		log: host.log,
		async rows() {
			const {
				rows: all,
				state,
				badge,
			} = workspaceView({
				host,
				folders: treeFolders(model),
				isTrusted: workspace.isTrusted,
			});
			rows.view.badge = badge && { value: badge.value, tooltip: labelText(badge.tooltip) };
			show(state);
			return all;
		},
		tooltip: tooltipOf(host, model),
	});
	const { update } = rows;
	return Disposable.from(
		rows,
		model.onDidChange((change) => {
			if (change.kind === "folder") update();
		}),
		workspace.onDidChangeWorkspaceFolders(update),
		workspace.onDidGrantWorkspaceTrust(update),
	);
}
