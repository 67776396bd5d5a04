import { type Disposable, type Event, EventEmitter } from "vscode";
import type { TerminalGo } from "../../present/texts/terminalGo.ts";

/** What new terminals of folders really run, as far as it was looked at and is not what the folder uses. */
export interface TerminalGos extends Disposable {
	of(folder: string): TerminalGo | undefined;
	/** Undefined: what the folder uses, or unknown. */
	set(folder: string, go: TerminalGo | undefined): void;
	readonly onDidChange: Event<void>;
}

export function terminalGos(): TerminalGos {
	const gos = new Map<string, TerminalGo>();
	const changed = new EventEmitter<void>();
	return {
		of: (folder) => gos.get(folder),
		set(folder, go) {
			const before = gos.get(folder);
			if (go === undefined) gos.delete(folder);
			else gos.set(folder, go);
			if (JSON.stringify(before) !== JSON.stringify(go)) changed.fire();
		},
		onDidChange: changed.event,
		dispose: () => changed.dispose(),
	};
}
