import { MarkdownString, Position, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import type { Action } from "../../core/action.ts";
import { t } from "../../core/l10n.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import type { RowTooltip } from "../../present/sidebar/rowTooltip.ts";
import type { RowMark, TreeRow } from "../../present/sidebar/treeRow.ts";

/** Runs the action of a row: a tree item can only name a command. Internal, so not in the manifest. */
export const rowCommand = "goEnvironments.row.act";

/** Offers what can be done with the environment of a row. Internal, so not in the manifest. */
export const environmentCommand = "goEnvironments.row.environment";

const icons: Readonly<Record<RowMark, readonly [icon: string, color?: string]>> = {
	folder: ["folder"],
	provider: ["library"],
	file: ["file"],
	environment: ["circle-outline"],
	meets: ["check"],
	unmet: ["close"],
	"in-use": ["pass-filled", "testing.iconPassed"],
	"in-use-unmet": ["pass-filled", "list.warningForeground"],
	selected: ["pass"],
	"selected-unmet": ["pass", "list.warningForeground"],
	recommended: ["lightbulb"],
	unknown: ["question"],
	none: ["circle-slash"],
	met: ["check"],
	information: ["info"],
	busy: ["loading~spin"],
	restricted: ["shield"],
	warning: ["warning", "list.warningForeground"],
	error: ["error", "list.errorForeground"],
};

/** A tree item for a row; its tooltip is resolved on hover. */
export function rowItem({
	id,
	label,
	description,
	spoken,
	mark,
	context,
	children,
	isOpen,
	...row
}: TreeRow): TreeItem {
	const state = isOpen === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
	const item = new TreeItem(labelText(label), children === undefined ? TreeItemCollapsibleState.None : state);
	const [icon, color] = icons[mark];
	item.id = id;
	item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
	if (description !== undefined) item.description = labelText(description);
	if (spoken !== undefined) {
		const told = [label, description, spoken].filter(Boolean).join(", ");
		item.accessibilityInformation = { label: labelText(told) };
	}
	if (context !== undefined) item.contextValue = context;
	const command = commandOf(row);
	if (command !== undefined) item.command = command;
	return item;
}

function commandOf(row: Pick<TreeRow, "action" | "folder" | "environment">): TreeItem["command"] {
	const { folder, environment } = row;
	if (row.action === undefined && folder === undefined && environment !== undefined) {
		return { command: environmentCommand, title: t("Show Actions"), arguments: [environment] };
	}
	// what a folder uses leads to another selection
	const action: Action | undefined = row.action ?? (environment === undefined ? undefined : { kind: "select" });
	if (action === undefined) return undefined;
	// a file that the editor opens itself leaves the focus in the tree
	if (action.kind !== "open") return { command: rowCommand, title: t("Open"), arguments: [action, folder] };
	const at = new Position((action.line ?? 1) - 1, 0);
	const selection = { start: at, end: at };
	return { command: "vscode.open", title: t("Open"), arguments: [Uri.file(action.file), { selection }] };
}

/** Everything is plain text: names from a disk must not be parsed as Markdown. */
export function tooltipMarkdown({ title, sentences, facts, variables }: RowTooltip): MarkdownString {
	const text = new MarkdownString();
	if (title !== undefined) text.appendMarkdown("**").appendText(labelText(title)).appendMarkdown("**\n\n");
	for (const [label, value] of facts) text.appendText(labelText(`${label}: ${value}`)).appendMarkdown("  \n");
	for (const sentence of sentences) text.appendMarkdown("\n\n").appendText(labelText(sentence));
	if (variables.length > 0) text.appendMarkdown("\n\n---\n\n").appendText(t("Variables")).appendMarkdown("\n\n");
	for (const [name, value] of variables) text.appendText(labelText(`${name}: ${value}`)).appendMarkdown("  \n");
	return text;
}
