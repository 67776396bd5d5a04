import { Disposable, env, type Terminal, type Uri, window, workspace } from "vscode";
import type { Host } from "../../core/host.ts";
import { answerFile, answerIn, questionFor, type ShellAnswer } from "../../present/terminalQuestion.ts";

/** Milliseconds that a shell may take until its integration is there, before it is asked all the same. */
const patience = 2000;
const between = 50;

export type Answer =
	| { readonly kind: "answered"; readonly answer: ShellAnswer }
	| { readonly kind: "silent" }
	| { readonly kind: "unknown shell"; readonly shell: string };

let serial = 0;

/**
 * Asks the user's shell, in a terminal of our own that nobody sees, as a new terminal of the folder is: what `go` is there.
 * `deadline`: by Date.now(). Nothing is typed into a terminal of the user's.
 */
export async function askHiddenTerminal({ store, path, platform }: Host, cwd: Uri, deadline: number): Promise<Answer> {
	const { shell } = env;
	const question = questionFor(shell, platform);
	if (question === undefined) return { kind: "unknown shell", shell };
	serial += 1;
	const name = `answers/${process.pid}-${serial}`;
	await store.write(name, ""); // makes the folder
	const terminal = window.createTerminal({
		name: "Go Environments",
		cwd,
		hideFromUser: true,
		isTransient: true,
		env: {
			[answerFile]: path.join(store.folder, ...name.split("/")),
			// read by VS Code's shell integration: the question stays out of the shell's history
			VSCODE_PREVENT_SHELL_HISTORY: "1",
			HISTFILE: "",
		},
	});
	try {
		await untilReady(terminal, deadline);
		terminal.sendText(question);
		for (;;) {
			const answer = answerIn(store.readNow(name) ?? "");
			if (answer !== undefined) return { kind: "answered", answer };
			if (Date.now() > deadline) return { kind: "silent" };
			await new Promise((done) => setTimeout(done, between));
		}
	} finally {
		terminal.dispose();
		await store.write(name, undefined);
		await store.write(`${name}.part`, undefined);
	}
}

/** A shell takes what is typed before its prompt too, but a start-up file that asks something would take it first. */
async function untilReady(terminal: Terminal, deadline: number): Promise<void> {
	// it never resolves where the shell cannot be started
	await Promise.race([terminal.processId, new Promise((done) => setTimeout(done, deadline - Date.now()))]);
	if (!hasShellIntegration() || terminal.shellIntegration !== undefined) return;
	await new Promise<void>((done) => {
		const end = (): void => {
			waiting.dispose();
			done();
		};
		const timer = setTimeout(end, patience);
		const waiting = Disposable.from(
			window.onDidChangeTerminalShellIntegration((event) => {
				if (event.terminal === terminal) end();
			}),
			{ dispose: () => clearTimeout(timer) },
		);
	});
}

/** As far as the user's settings say. */
export const hasShellIntegration = (): boolean =>
	workspace.getConfiguration("terminal.integrated").get("shellIntegration.enabled", true);
