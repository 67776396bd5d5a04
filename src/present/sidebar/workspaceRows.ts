import { isWrong } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { folderProblem, folderRow } from "./folderRow.ts";
import type { TreeFolder, TreeRow } from "./treeRow.ts";

export interface WorkspaceRequest {
	readonly host: Homed;
	readonly folders: readonly TreeFolder[];
	readonly isTrusted: boolean;
}

export interface WorkspaceView {
	/** Empty if no folder concerns Go. */
	readonly rows: readonly TreeRow[];
	/** `reading`: nothing is known yet, so nothing is shown. */
	readonly state: "reading" | "without-go" | "shown";
	/** The number of folders that require attention. */
	readonly badge?: { readonly value: number; readonly tooltip: string };
}

/** The view Workspace: all folders, in Restricted Mode after a row that says so. */
export function workspaceView({ host, folders, isTrusted }: WorkspaceRequest): WorkspaceView {
	const states = folders.flatMap(({ state }) => state ?? []);
	const isRead = states.length === folders.length;
	if (!states.some(concernsGo)) return { rows: [], state: isRead ? "without-go" : "reading" };
	const problems = folders.filter(({ state, runs }) => state && folderProblem(state, runs) !== undefined).length;
	const rows = folders.map((folder) =>
		folderRow(host, folder, folder.state !== undefined && concernsGo(folder.state), isTrusted),
	);
	return {
		rows: [...(isTrusted ? [] : [restrictedRow()]), ...rows],
		state: "shown",
		...(problems === 0 ? {} : { badge: { value: problems, tooltip: badgeText(problems) } }),
	};
}

/** Whether there are modules, a file that asks for a Go, a selection, or a problem. */
function concernsGo({ requirements, specifications, selection, faults }: FolderState): boolean {
	if (requirements.length > 0 || selection.reason.kind !== "none" || faults.some(isWrong)) return true;
	return specifications.some(({ demand, unreadable, above }) => !above && (demand ?? unreadable) !== undefined);
}

function badgeText(count: number): string {
	return count === 1 ? t("1 folder requires attention") : t("{0} folders require attention", count);
}

function restrictedRow(): TreeRow {
	return {
		id: "restricted",
		label: t("Restricted Mode"),
		description: t("nothing is started or activated"),
		mark: "restricted",
		action: { kind: "trust" },
		tooltip: [
			t(
				"Environments and files are listed only. Once you trust this workspace, terminals and tasks get the Go of their folder.",
			),
		],
	};
}
