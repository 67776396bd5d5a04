import { expect, it } from "vitest";
import { opening } from "../../../src/core/action.ts";
import { sameRow } from "../../../src/present/sidebar/sameRow.ts";
import type { TreeRow } from "../../../src/present/sidebar/treeRow.ts";
import { row } from "../../support/rows.ts";

const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });
const made = (more: Partial<TreeRow> = {}): TreeRow => ({
	id: "a",
	label: "api",
	mark: "folder",
	tooltip: ["/w/api"],
	children: [{ id: "b", label: "Uses ci", mark: "in-use", environment: ci, action: opening("/w/api/.go-version", 1) }],
	...more,
});

it("finds rows equal that were made anew from the same state", () => {
	expect(sameRow(made(), made())).toBe(true);
	expect(sameRow(made({ action: { kind: "trust" } }), made({ action: { kind: "trust" } }))).toBe(true);
});

it("sees every difference, in the row and below it", () => {
	const [child] = made().children ?? [];
	if (child === undefined) throw new Error("a child is expected");
	const different: readonly Partial<TreeRow>[] = [
		{ label: "batch" },
		{ mark: "error" },
		{ description: "Go 1.22" },
		{ tooltip: ["/w/batch"] },
		{ children: [] },
		{ action: { kind: "trust" } },
		{ children: [{ ...child, action: opening("/w/api/.go-version", 2) }] },
		{ children: [{ ...child, environment: { ...ci, otherPaths: ["/opt/ci"] } }] },
	];
	for (const more of different) expect(sameRow(made(), made(more)), JSON.stringify(more)).toBe(false);
});
