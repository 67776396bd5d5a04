import {
	type Command,
	type Disposable,
	MarkdownString,
	StatusBarAlignment,
	type StatusBarItem,
	ThemeColor,
	window,
} from "vscode";
import { t } from "../../core/l10n.ts";
import { iconText } from "../../present/escaping/iconText.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import type { StatusText } from "../../present/status/status.ts";

const pictures: Readonly<Record<StatusText["severity"], string>> = {
	ok: "",
	busy: "$(loading~spin) ",
	warning: "$(warning) ",
	error: "$(error) ",
};

export interface StatusItem extends Disposable {
	show(status: StatusText, command: Command): void;
	hide(): void;
}

export function statusItem(): StatusItem {
	const item = window.createStatusBarItem("goEnvironments.environment", StatusBarAlignment.Right, 100);
	item.name = t("Go Environment");
	return {
		show(status, command) {
			write(item, status, command);
			item.show();
		},
		hide: () => item.hide(),
		dispose: () => item.dispose(),
	};
}

function write(item: StatusBarItem, { text, severity, lines, canActivate }: StatusText, command: Command): void {
	const background = { warning: "statusBarItem.warningBackground", error: "statusBarItem.errorBackground" };
	item.text = `${pictures[severity]}${iconText(text)}`;
	item.tooltip = tooltipOf(lines, canActivate === true);
	item.accessibilityInformation = { label: labelText(`${text}. ${lines.join(" ")}`) };
	item.command = command;
	item.backgroundColor =
		severity === "warning" || severity === "error" ? new ThemeColor(background[severity]) : undefined;
}

/** With a link that activates what waits for that. */
function tooltipOf(lines: readonly string[], canActivate: boolean): MarkdownString {
	const tooltip = new MarkdownString();
	for (const line of lines) tooltip.appendText(labelText(line)).appendMarkdown("\n\n");
	if (!canActivate) return tooltip;
	tooltip.isTrusted = { enabledCommands: ["goEnvironments.activate"] };
	return tooltip.appendMarkdown("[").appendText(t("Activate")).appendMarkdown("](command:goEnvironments.activate)");
}
