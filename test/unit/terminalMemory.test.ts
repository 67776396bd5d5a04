import { expect, it } from "vitest";
import { type RememberedTerminal, terminalMemory } from "../../src/editor/terminals/outdated/terminalMemory.ts";

/** A workspace's state as stored by VS Code, with the number of writes. */
function state(stored?: unknown) {
	const kept = { value: stored, writes: 0 };
	return {
		kept,
		get: <T>(_key: string, otherwise?: T) => (kept.value ?? otherwise) as T,
		update: async (_key: string, value: unknown) => {
			kept.value = structuredClone(value);
			kept.writes += 1;
		},
	};
}

const terminal: RememberedTerminal = { folder: "/w/api", given: { key: "a", version: "1.22.5" }, openedFor: "itself" };

it("what was kept is known in the next life of the window, by the process of the shell", () => {
	const workspace = state();
	const memory = terminalMemory(workspace);
	memory.keep(new Map([[17, terminal]]));
	expect(memory.of(17)).toBeUndefined();
	const next = terminalMemory(workspace);
	expect([next.of(17), next.of(18)]).toEqual([terminal, undefined]);
	next.keep(new Map());
	// restored terminals may appear one after the other
	expect(next.of(17)).toEqual(terminal);
	expect(terminalMemory(workspace).of(17)).toBeUndefined();
});

it("the first life of a window is known, also where no terminal is opened in it", () => {
	const workspace = state();
	expect(terminalMemory(workspace).isFirst).toBe(true);
	expect(terminalMemory(workspace).isFirst).toBe(false);
});

it("it is written only where it differs", () => {
	const workspace = state([[17, terminal]]);
	const memory = terminalMemory(workspace);
	memory.keep(new Map([[17, terminal]]));
	expect(workspace.kept.writes).toBe(0);
	memory.keep(new Map([[18, terminal]]));
	memory.keep(new Map([[18, terminal]]));
	expect(workspace.kept.writes).toBe(1);
});

it.each([
	undefined,
	"x",
	{ 17: terminal },
	[17],
	[[17]],
	[[17, null]],
	[["17", terminal]],
	[[17, { folder: 1, given: { key: "a" } }]],
	[[17, { folder: "/w", given: 5 }]],
])("what has another shape is nothing: %j", (stored) => {
	expect(terminalMemory(state(stored)).of(17)).toBeUndefined();
});
