import type { Memento } from "vscode";
import { isObject } from "../../../core/isObject.ts";
import type { OpenedFor } from "../open/openTerminal.ts";
import type { Given } from "./openedTerminals.ts";

/** What is known about an open terminal of the user. */
export interface RememberedTerminal {
	/** The path of its folder, and the environment that it was started with. */
	readonly folder: string;
	readonly given: Given;
	/** Set if we opened it with an environment. */
	readonly openedFor?: OpenedFor | undefined;
}

/** Keyed by the shell's process id: a reloaded window has the same terminals, and nothing else identifies them. */
export interface TerminalMemory {
	/** Nothing was ever stored in this workspace: no terminal can have been started with an environment of ours. */
	readonly isFirst: boolean;
	/** As stored before the window was reloaded. */
	of(process: number): RememberedTerminal | undefined;
	/** Replaces everything stored. */
	keep(terminals: ReadonlyMap<number, RememberedTerminal>): void;
}

/** The key in the workspace state. */
const openTerminals = "terminals.open";

export function terminalMemory(workspaceState: Pick<Memento, "get" | "update">): TerminalMemory {
	const stored = workspaceState.get<unknown>(openTerminals);
	const before = new Map(entriesOf(stored));
	let kept = JSON.stringify([...before]);
	const isFirst = stored === undefined;
	if (isFirst) void workspaceState.update(openTerminals, []);
	return {
		isFirst,
		of: (process) => before.get(process),
		keep(terminals) {
			const text = JSON.stringify([...terminals]);
			if (text === kept) return;
			kept = text;
			void workspaceState.update(openTerminals, [...terminals]);
		},
	};
}

function entriesOf(stored: unknown): [number, RememberedTerminal][] {
	if (!Array.isArray(stored)) return [];
	return stored.filter(isEntry);
}

function isEntry(entry: unknown): entry is [number, RememberedTerminal] {
	const [process, terminal] = Array.isArray(entry) ? (entry as unknown[]) : [];
	if (typeof process !== "number" || !isObject(terminal)) return false;
	const { folder, given } = terminal as Partial<RememberedTerminal>;
	return typeof folder === "string" && typeof given?.key === "string";
}
