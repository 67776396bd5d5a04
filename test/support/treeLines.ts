import type { TreeRow } from "../../src/present/sidebar/treeRow.ts";

/** Rows as text, one per line: `mark: label | description`, children indented by two blanks. */
export const treeLines = (rows: readonly TreeRow[], depth = 0): readonly string[] =>
	rows.flatMap(({ label, description, mark, children = [] }) => [
		`${"  ".repeat(depth)}${mark}: ${label}${description === undefined ? "" : ` | ${description}`}`,
		...treeLines(children, depth + 1),
	]);

export const treeIds = (rows: readonly TreeRow[]): readonly string[] =>
	rows.flatMap(({ id, children = [] }) => [id, ...treeIds(children)]);
