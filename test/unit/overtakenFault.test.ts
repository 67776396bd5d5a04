import { expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Selection } from "../../src/core/state.ts";
import { overtakenFault } from "../../src/operations/overtakenFault.ts";
import { row } from "../support/rows.ts";
import { inherits } from "../support/states.ts";

const one = row({ provider: "sdk", name: "go1.22.5" });
const other = row({ provider: "sdk", name: "go1.24.2" });
const pick = { kind: "pick" } as const;
const chosen = (environment: GoEnvironment): Selection => ({
	kind: "chosen",
	environment,
	reference: environment.id,
	reason: pick,
});
const inherited: Selection = inherits(undefined, { reason: pick });
const none: Selection = inherits();
const missing: Selection = {
	kind: "missing",
	reference: "x",
	reason: pick,
	fault: { kind: "selection-missing", message: "gone" },
};

it.each<[string, GoEnvironment | "inherited" | undefined, Selection, boolean]>([
	["its own environment", one, chosen(one), false],
	[
		"its own environment, found by its path under another id",
		one,
		{ ...chosen(other), reference: one.id } as Selection,
		false,
	],
	["its own environment, which has just gone", one, missing, false],
	["another environment", one, chosen(other), true],
	["the inherited Go for an environment", one, inherited, true],
	["no selection for an environment: it was cleared", one, none, true],
	["the inherited Go", "inherited", inherited, false],
	["an environment for the inherited Go", "inherited", chosen(one), true],
	["no selection after clearing it", undefined, none, false],
	["an environment after clearing it", undefined, chosen(one), true],
])("a choice is overtaken or not by %s", (_, choice, selection, isOvertaken) => {
	const fault = overtakenFault({ folder: "/work", selection }, choice);
	expect(fault?.kind).toBe(isOvertaken ? "conflict" : undefined);
});
