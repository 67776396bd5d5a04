import { expect, it } from "vitest";
import type { FolderState, Selection } from "../../../src/core/state.ts";
import { clearedText } from "../../../src/present/texts/clearedText.ts";
import type { TerminalGo } from "../../../src/present/texts/terminalGo.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces } from "../../support/states.ts";

const ci = row({ provider: "conda", name: "ci", version: "1.22.5" });
const reason = { kind: "specification", file: "/w/api/.go-version", line: 1 } as const;
const byFile: Selection = { kind: "chosen", environment: ci, reason };

it("what decides is told after a selection was cleared, and where there was none", () => {
	const text = (state: FolderState, had: boolean): string | undefined => clearedText(linuxPlaces, "api", state, had);
	expect(text(folderState(byFile), true)).toBe(
		"Your selection is cleared. api uses Go 1.22.5 (ci) because of .go-version:1.",
	);
	expect(text(folderState(byFile), false)).toBe(
		"You have not selected an environment for api. It uses Go 1.22.5 (ci) because of .go-version:1.",
	);
	expect(text(folderState(inherits(ci)), true)).toBeUndefined();
	expect(text(folderState(inherits(ci)), false)).toBe(
		"You have not selected an environment for api. It uses Go 1.22.5 (ci).",
	);
	// by the setting
	const shim = { kind: "shim", manager: "asdf", program: "/shims/go" } as const;
	const inherited = inherits(undefined, { inherited: shim, reason: { kind: "setting" } });
	expect(text(folderState(inherited), true)).toContain("api uses Go (asdf) because of the setting");
});

it("what terminals run is told instead of the inherited Go, where that is another", () => {
	const runs: TerminalGo = {
		program: "/sdk/go1.26.8/bin/go",
		version: goVersion("1.26.8"),
		origin: { kind: "go-extension" },
		requirements: [],
	};
	const text = (had: boolean) => clearedText(linuxPlaces, "api", folderState(inherits(ci)), had, runs);
	expect(text(true)).toBe("Your selection is cleared. api uses Go 1.26.8 because of the Go extension.");
	expect(text(false)).toBe(
		"You have not selected an environment for api. It uses Go 1.26.8 because of the Go extension.",
	);
});
