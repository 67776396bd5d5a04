import { expect, it } from "vitest";
import type { Fault } from "../../../src/core/fault.ts";
import type { FolderState } from "../../../src/core/state.ts";
import { folderText } from "../../../src/present/cli/folderText.ts";
import { plainStyle } from "../../../src/present/cli/style.ts";
import { folderState, inherits, linuxPlaces } from "../../support/states.ts";

it("a folder's page tells notes apart from problems", () => {
	const page = (faults: readonly Fault[]): readonly string[] =>
		folderText({
			host: linuxPlaces,
			state: folderState(inherits(), { faults }),
			style: plainStyle,
			widthOf: (text) => text.length,
		}).filter((line) => /^(?:Problems|Notes| {2}[✗·])/.test(line));
	const note: Fault = { kind: "note", message: "More may be there." };
	const fault: Fault = { kind: "malformed", message: "This is wrong." };
	expect(page([note])).toEqual(["Notes", "  · More may be there."]);
	expect(page([note, fault])).toEqual(["Problems", "  ✗ This is wrong.", "Notes", "  · More may be there."]);
	expect(page([])).toEqual([]);
});

it("a folder's page does not take a store or file that cannot be read for an environment that is gone", () => {
	const fault: Fault = { kind: "not-readable", message: "/s belongs to another user.", file: "/s" };
	const missing = { kind: "missing", reference: "the stored selection", reason: { kind: "pick" }, fault } as const;
	const usesOf = (selection: FolderState["selection"]) =>
		folderText({
			host: linuxPlaces,
			state: folderState(selection),
			style: plainStyle,
			widthOf: (text) => text.length,
		}).find((line) => line.startsWith("  uses"));
	expect(usesOf({ ...missing, isUnread: true })).toBe("  uses        a stored selection that cannot be read");
	expect(usesOf({ ...missing, reference: "/w/.go-version" })).toBe(
		"  uses        “/w/.go-version”, which cannot be read",
	);
	const unknown: Fault = { kind: "reference-unknown", message: "There is no “ci”." };
	expect(usesOf({ ...missing, reference: "ci", fault: unknown })).toBe("  uses        “ci”, which does not exist");
});

it("a folder's page names an inherited Go that no provider lists", () => {
	const shim = { kind: "shim", manager: "asdf", program: "/home/u/.asdf/shims/go" } as const;
	const page = folderText({
		host: linuxPlaces,
		state: folderState(inherits(undefined, { inherited: shim })),
		style: plainStyle,
		widthOf: (text) => text.length,
	}).join("\n");
	expect(page).toContain("Go (asdf) · inherited");
	expect(page).toContain("~/.asdf/shims/go");
	expect(page).not.toContain("no Go");
});
