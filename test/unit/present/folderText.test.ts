import { expect, it } from "vitest";
import type { Fault } from "../../../src/core/fault.ts";
import { folderText } from "../../../src/present/cli/folderText.ts";
import { plainStyle } from "../../../src/present/cli/style.ts";
import { folderState, linuxPlaces } from "../../support/states.ts";

it("a folder's page tells notes apart from problems", () => {
	const page = (faults: readonly Fault[]): readonly string[] =>
		folderText({
			host: linuxPlaces,
			state: folderState({ kind: "inherited", reason: { kind: "none" } }, { faults }),
			style: plainStyle,
			widthOf: (text) => text.length,
		}).filter((line) => /^(?:Problems|Notes| {2}[✗·])/.test(line));
	const note: Fault = { kind: "note", message: "More may be there." };
	const fault: Fault = { kind: "malformed", message: "This is wrong." };
	expect(page([note])).toEqual(["Notes", "  · More may be there."]);
	expect(page([note, fault])).toEqual(["Problems", "  ✗ This is wrong.", "Notes", "  · More may be there."]);
	expect(page([])).toEqual([]);
});
