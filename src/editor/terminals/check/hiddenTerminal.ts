import { Disposable, type Terminal, type Uri, window } from "vscode";
import type { Host } from "../../../core/host.ts";
import { isShellAtPrompt, processesCommand } from "../../../shell/shellAtPrompt.ts";
import { answerFile, answerIn, questionFor, type ShellAnswer } from "../../../shell/terminalQuestion.ts";
import { hasShellIntegration, usersShell } from "../open/usersShell.ts";

/** If shell integration has not started within this time, the shell's processes are checked instead. */
const integrationTimeoutMs = 2000;
const pollIntervalMs = 50;
/** Between two checks of the processes; the other is the limit of one check. */
const processLookIntervalMs = 300;
const processLookTimeoutMs = 2000;

/**
 * Make start-up files that would enter a multiplexer believe they already run in one. tmux uses the first part as its socket
 * and would create it if it could.
 */
const insideMultiplexer = { TMUX: "/dev/null/none,0,0", STY: "0.none", ZELLIJ: "0" };

export type TerminalAnswer =
	| { readonly kind: "answered"; readonly answer: ShellAnswer }
	| { readonly kind: "silent" }
	/** The folder does not exist: VS Code would show an error for a terminal that nobody asked for. */
	| { readonly kind: "gone" }
	| { readonly kind: "unknown shell"; readonly shell: string };

let serial = 0;

/** How long one terminal may take, its start included. */
const answerTimeoutMs = 5000;

/**
 * Runs a hidden terminal of our own, set up as a new terminal of the folder, and asks the user's shell what `go` is there.
 * `signal`: ends the terminal at once. Types nothing into the user's terminals.
 */
export async function askHiddenTerminal(host: Host, cwd: Uri, signal: AbortSignal): Promise<TerminalAnswer> {
	const { store, path, platform } = host;
	const shell = await usersShell();
	if (shell === "") return { kind: "silent" };
	const question = questionFor(shell, platform);
	if (question === undefined) return { kind: "unknown shell", shell };
	serial += 1;
	// the store removes files with this kind of name after their process was killed
	const name = `answers/answer.${process.pid}-${serial}.tmp`;
	await store.write(name, ""); // creates the folder
	// last, so that little time is left for it to go
	if ((await host.stat(cwd.fsPath).catch(() => undefined)) === undefined) {
		await store.write(name, undefined);
		return { kind: "gone" };
	}
	if (signal.aborted) return { kind: "silent" };
	const deadline = Date.now() + answerTimeoutMs;
	const terminal = window.createTerminal({
		name: "Go Environments",
		cwd,
		hideFromUser: true,
		isTransient: true,
		env: {
			[answerFile]: path.join(store.folder, ...name.split("/")),
			// read by VS Code's shell integration: keeps the question out of the shell's history
			VSCODE_PREVENT_SHELL_HISTORY: "1",
			HISTFILE: "",
			...insideMultiplexer,
		},
	});
	// at once: when the extension ends, nothing may run after a wait
	const end = (): void => terminal.dispose();
	signal.addEventListener("abort", end);
	try {
		if (!(await isReady(host, terminal, shell, deadline)) || signal.aborted) return { kind: "silent" };
		terminal.sendText(question);
		for (;;) {
			const answer = answerIn(store.readNow(name) ?? "");
			if (answer !== undefined) return { kind: "answered", answer };
			if (Date.now() > deadline || signal.aborted) return { kind: "silent" };
			await new Promise((done) => setTimeout(done, pollIntervalMs));
		}
	} finally {
		signal.removeEventListener("abort", end);
		terminal.dispose();
		await store.write(name, undefined);
		await store.write(`${name}.part`, undefined);
	}
}

/**
 * Whether input reaches the shell that we started. Shell integration tells; without it, check the processes: a start-up file
 * that enters tmux, or another program's prompt, would pass the input to a session of the user.
 */
async function isReady(host: Host, terminal: Terminal, shell: string, deadline: number): Promise<boolean> {
	// it never resolves if the shell cannot be started
	const id = await Promise.race([terminal.processId, after(deadline - Date.now())]);
	if (typeof id !== "number") return false;
	if (hasShellIntegration() && (await isIntegrated(terminal))) return true;
	if (host.platform === "win32") return true;
	for (; Date.now() < deadline; await after(processLookIntervalMs)) {
		if (terminal.shellIntegration !== undefined || (await isAlone(host, id, shell))) return true;
	}
	return false;
}

const after = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function isAlone({ run, home, variables }: Host, id: number, shell: string): Promise<boolean> {
	const origin = { kind: "machine" } as const;
	const request = { ...processesCommand, folder: home, variables, origin, timeoutMs: processLookTimeoutMs };
	const result = await run(request).catch(() => undefined); // a system without ps
	return result !== undefined && isShellAtPrompt(result.stdout, id, shell);
}

async function isIntegrated(terminal: Terminal): Promise<boolean> {
	if (terminal.shellIntegration !== undefined) return true;
	return await new Promise((done) => {
		const end = (is: boolean): void => {
			waiting.dispose();
			done(is);
		};
		const timer = setTimeout(() => end(false), integrationTimeoutMs);
		const waiting = Disposable.from(
			window.onDidChangeTerminalShellIntegration((event) => {
				if (event.terminal === terminal) end(true);
			}),
			{ dispose: () => clearTimeout(timer) },
		);
	});
}
