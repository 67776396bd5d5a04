import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
import type { FolderState } from "../../core/state.ts";
import { t } from "../../core/words.ts";
import { type StatusText, statusOf } from "../../present/status.ts";
import type { ActiveFolder } from "../folders/workspaceFolders.ts";

const pictures: Readonly<Record<StatusText["severity"], string>> = {
	ok: "",
	busy: "$(loading~spin) ",
	warning: "$(warning) ",
	error: "$(error) ",
};

export interface StatusItem extends Disposable {
	update(): void;
}

/** The Go of the active editor's folder; a click opens the picker. Hidden where nothing has to do with Go. */
export function registerStatusItem(host: Host, model: Model, active: Pick<ActiveFolder, "current">): StatusItem {
	const item = window.createStatusBarItem("goEnvironments.environment", StatusBarAlignment.Right, 100);
	item.name = t("Go Environment");
	item.command = "goEnvironments.use";

	function update(): void {
		const folder = active.current();
		const state = folder === undefined ? undefined : model.folder(folder.uri.fsPath);
		if (folder === undefined || !concernsGo(state)) {
			item.hide();
			return;
		}
		const { text, severity, lines } = statusOf(host, folder.name, state);
		item.text = `${pictures[severity]}${text}`;
		item.tooltip = tooltipOf(lines);
		item.accessibilityInformation = { label: `${text}. ${lines.join(" ")}` };
		const background = { warning: "statusBarItem.warningBackground", error: "statusBarItem.errorBackground" };
		item.backgroundColor =
			severity === "warning" || severity === "error" ? new ThemeColor(background[severity]) : undefined;
		item.show();
	}

	const subscription = model.onDidChange(update);
	update();
	return Object.assign(Disposable.from(item, subscription), { update });
}

/** Modules, a file that asks for a Go, a choice, or a Go file in front of the user. */
function concernsGo(state: FolderState | undefined): boolean {
	if (state === undefined || state.requirements.length > 0 || state.selection.reason.kind !== "none") return true;
	if (state.specifications.some(({ demand }) => demand !== undefined)) return true;
	return /^go(?:\.|$)/.test(window.activeTextEditor?.document.languageId ?? "");
}

function tooltipOf(lines: readonly string[]): MarkdownString {
	const tooltip = new MarkdownString();
	for (const line of lines) tooltip.appendText(line).appendMarkdown("\n\n");
	return tooltip;
}
