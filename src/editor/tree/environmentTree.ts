import {
	Disposable,
	EventEmitter,
	MarkdownString,
	Position,
	ThemeColor,
	ThemeIcon,
	TreeItem,
	TreeItemCollapsibleState,
	Uri,
	window,
} from "vscode";
import type { ProviderName } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model.ts";
import { t } from "../../core/words.ts";
import { environmentFacts, environmentRemarks } from "../../present/environmentFacts.ts";
import { treeRows } from "../../present/tree.ts";
import type { RowMark, TreeRow } from "../../present/treeRow.ts";
import { localFolders } from "../folders/workspaceFolders.ts";

const icons: Readonly<Record<RowMark, readonly [icon: string, color?: string]>> = {
	folder: ["folder"],
	provider: ["library"],
	environment: ["circle-outline"],
	"in-use": ["pass-filled", "testing.iconPassed"],
	recommended: ["lightbulb"],
	unknown: ["question"],
	none: ["circle-slash"],
	met: ["check"],
	information: ["info"],
	busy: ["loading~spin"],
	warning: ["warning", "list.warningForeground"],
	error: ["error", "list.errorForeground"],
};

/** Milliseconds: a listing that streams must not redraw the tree for every row. */
const gather = 50;

/** The sidebar's tree, a function of the model's state. */
export function registerTree(host: Host, model: Model, titles: ReadonlyMap<ProviderName, string>): Disposable {
	const changed = new EventEmitter<undefined>();
	let timer: NodeJS.Timeout | undefined;
	const change = model.onDidChange(() => {
		timer ??= setTimeout(() => {
			timer = undefined;
			changed.fire(undefined);
		}, gather);
	});
	const roots = (): readonly TreeRow[] =>
		treeRows({
			host,
			machine: model.machine,
			environments: model.environments,
			folders: localFolders().map(({ uri, name }) => ({
				folder: uri.fsPath,
				name,
				state: model.folder(uri.fsPath),
			})),
			titles,
		});
	const view = window.createTreeView<TreeRow>("goEnvironments.environments", {
		treeDataProvider: {
			onDidChangeTreeData: changed.event,
			getChildren: (row) => [...(row === undefined ? roots() : (row.children ?? []))],
			getTreeItem: itemOf,
			resolveTreeItem: (item, row) => {
				item.tooltip = tooltipOf(row);
				return item;
			},
		},
		showCollapseAll: true,
	});
	return Disposable.from(view, changed, change, { dispose: () => clearTimeout(timer) });
}

function itemOf(row: TreeRow): TreeItem {
	const { id, label, description, mark, context, children, isOpen, opens } = row;
	const state = isOpen === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
	const item = new TreeItem(label, children === undefined ? TreeItemCollapsibleState.None : state);
	const [icon, color] = icons[mark];
	item.id = id;
	item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
	if (description !== undefined) item.description = description;
	if (context !== undefined) item.contextValue = context;
	if (opens !== undefined) {
		const at = new Position((opens.line ?? 1) - 1, 0);
		const selection = { start: at, end: at };
		item.command = { command: "vscode.open", title: t("Open"), arguments: [Uri.file(opens.file), { selection }] };
	}
	return item;
}

function tooltipOf({ environment, tooltip, label }: TreeRow): MarkdownString {
	const text = new MarkdownString();
	if (environment === undefined) {
		for (const line of tooltip ?? [label]) text.appendText(line).appendMarkdown("\n\n");
		return text;
	}
	text.appendMarkdown("**").appendText(environment.name).appendMarkdown("**\n\n");
	for (const [name, value] of environmentFacts(environment)) {
		text.appendText(`${name}: ${value}`).appendMarkdown("  \n");
	}
	for (const remark of environmentRemarks(environment)) text.appendMarkdown("\n\n").appendText(remark);
	return text;
}
