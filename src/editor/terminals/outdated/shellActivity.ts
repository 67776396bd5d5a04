import { Disposable, type Terminal, window } from "vscode";

/** Whether a command runs in a terminal, according to shell integration. */
export interface ShellActivity extends Disposable {
	/** Undefined if unknown: without shell integration, or before the first command of a restored terminal has ended. */
	isBusy(terminal: Terminal): boolean | undefined;
	/** Marks a restored terminal: its command may have started before we listened. */
	restored(terminal: Terminal): void;
}

export function shellActivity(): ShellActivity {
	const running = new Map<Terminal, number>();
	// the commands of restored terminals started before we listened
	const unknown = new Set<Terminal>(window.terminals);
	const count = (terminal: Terminal, change: number): void => {
		running.set(terminal, Math.max(0, (running.get(terminal) ?? 0) + change));
	};
	const subscriptions = Disposable.from(
		window.onDidStartTerminalShellExecution(({ terminal }) => {
			unknown.delete(terminal);
			count(terminal, 1);
		}),
		window.onDidEndTerminalShellExecution(({ terminal }) => {
			unknown.delete(terminal);
			count(terminal, -1);
		}),
		window.onDidCloseTerminal((terminal) => {
			unknown.delete(terminal);
			running.delete(terminal);
		}),
	);
	return {
		isBusy(terminal) {
			if (terminal.shellIntegration === undefined || unknown.has(terminal)) return undefined;
			return (running.get(terminal) ?? 0) > 0;
		},
		restored(terminal) {
			if (!running.has(terminal)) unknown.add(terminal);
		},
		dispose: () => subscriptions.dispose(),
	};
}
