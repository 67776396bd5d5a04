import { Disposable, EventEmitter, env, type TreeView, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { type RowTooltip, rowTooltip } from "../../present/sidebar/rowTooltip.ts";
import { sameRow } from "../../present/sidebar/sameRow.ts";
import type { TreeRow } from "../../present/sidebar/treeRow.ts";
import type { Services } from "../services/services.ts";
import { foldersWithState } from "../services/workspaceFolders.ts";
import { rowItem, tooltipMarkdown } from "./rowItem.ts";

/** A streaming listing must not redraw the tree for every row. */
const redrawDelayMs = 50;

/** The tree's element for a row, kept while the row represents the same thing; commands receive it. */
interface Node {
	row: TreeRow;
	readonly folder: string | undefined;
	readonly environment: GoEnvironment | undefined;
	readonly file: string | undefined;
	readonly name: string | undefined;
	readonly version: string | undefined;
}

function nodeOf(first: TreeRow): Node {
	return {
		row: first,
		get folder() {
			return this.row.folder;
		},
		get environment() {
			return this.row.environment;
		},
		get file() {
			return this.row.creates?.file;
		},
		get version() {
			return this.row.creates?.version;
		},
		get name() {
			return this.row.creates?.environment;
		},
	};
}

export interface RowView extends Disposable {
	readonly view: TreeView<unknown>;
	/** Requests the rows again after a short delay, once for several calls. */
	update(): void;
}

/**
 * A tree view of rows; redraws only changed rows. `rows` returns the current rows, and updates message, badge and context keys
 * itself.
 */
export function rowView(
	services: Pick<Services, "host" | "model" | "terminalGos">,
	id: string,
	rows: () => Promise<readonly TreeRow[]>,
): RowView {
	const { host } = services;
	const changed = new EventEmitter<Node | undefined>();
	const nodes = new Map<string, Node>();
	let roots: readonly TreeRow[] = [];
	let timer: NodeJS.Timeout | undefined;
	let latest = 0;

	const node = (row: TreeRow): Node => {
		const known = nodes.get(row.id) ?? nodeOf(row);
		known.row = row;
		nodes.set(row.id, known);
		return known;
	};

	async function draw(): Promise<void> {
		latest += 1;
		const own = latest;
		const next = await rows();
		if (own !== latest) return;
		const before = roots;
		roots = next;
		forget();
		const isSameList = before.length === roots.length && roots.every((row, at) => row.id === before[at]?.id);
		if (!isSameList) changed.fire(undefined);
		for (const [at, row] of isSameList ? roots.entries() : []) {
			const old = before[at];
			if (old !== undefined && !sameRow(old, row)) changed.fire(node(row));
		}
	}

	/** Removes nodes of rows that no longer exist. */
	function forget(): void {
		const ids = new Set<string>();
		const add = (row: TreeRow): void => {
			ids.add(row.id);
			for (const child of row.children ?? []) add(child);
		};
		for (const row of roots) add(row);
		for (const known of nodes.keys()) if (!ids.has(known)) nodes.delete(known);
	}

	/** Called on hover. */
	function tooltip(row: TreeRow): RowTooltip {
		const { remoteName } = env;
		const remote = remoteName === undefined ? {} : { remoteName };
		return rowTooltip({ host, folders: foldersWithState(services), ...remote }, row);
	}

	const view = window.createTreeView<Node>(id, {
		treeDataProvider: {
			onDidChangeTreeData: changed.event,
			getChildren: (parent) => (parent === undefined ? roots : (parent.row.children ?? [])).map(node),
			getTreeItem: ({ row }) => rowItem(row),
			resolveTreeItem(item, { row }) {
				item.tooltip = tooltipMarkdown(tooltip(row));
				return item;
			},
		},
		showCollapseAll: true,
	});
	const update = (): void => {
		timer ??= setTimeout(() => {
			timer = undefined;
			draw().catch((cause: unknown) => host.log.error(`the view ${id} could not be drawn`, cause));
		}, redrawDelayMs);
	};
	update();
	return Object.assign(Disposable.from(view, changed, { dispose: () => clearTimeout(timer) }), { view, update });
}
