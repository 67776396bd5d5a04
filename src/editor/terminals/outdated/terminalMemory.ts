import type { Memento } from "vscode";
import type { OpenedFor } from "../open/openTerminal.ts";
import type { Given } from "./openedTerminals.ts";

/** What is known of an open terminal of people. */
export interface RememberedTerminal {
	/** The path of its folder, and what it was started with. */
	readonly folder: string;
	readonly given: Given;
	/** Where we opened it with an environment. */
	readonly openedFor?: OpenedFor | undefined;
}

/** By the process of the shell: a window that is loaded again has the same terminals, and nothing but that to tell them by. */
export interface TerminalMemory {
	/** As an earlier life of the window kept it. */
	of(process: number): RememberedTerminal | undefined;
	/** Takes the place of what was kept. */
	keep(terminals: ReadonlyMap<number, RememberedTerminal>): void;
}

/** The key of the workspace's state. */
const openTerminals = "terminals.open";

export function terminalMemory(workspaceState: Pick<Memento, "get" | "update">): TerminalMemory {
	const before = new Map(entriesOf(workspaceState.get<unknown>(openTerminals)));
	let kept = JSON.stringify([...before]);
	return {
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
	if (typeof process !== "number" || typeof terminal !== "object" || terminal === null) return false;
	const { folder, given } = terminal as Partial<RememberedTerminal>;
	return typeof folder === "string" && typeof given?.key === "string";
}
