import {
	Disposable,
	type Event,
	EventEmitter,
	type Terminal,
	Uri,
	type WorkspaceFolder,
	window,
	workspace,
} from "vscode";
import { t } from "../../../core/l10n.ts";
import { staleText } from "../../../present/terminals/terminalTexts.ts";
import { isConfirmed, offer, tell } from "../../services/messages.ts";
import { folderAt, localFolders } from "../../services/workspaceFolders.ts";
import { openedFor, openTerminal } from "../open/openTerminal.ts";
import type { TerminalServices } from "../variables/terminalVariables.ts";
import { inheritedVersion, inherits } from "./inheritedVersion.ts";
import { isOlderThanWindow } from "./olderThanWindow.ts";
import { type Given, noEnvironment, openedTerminals } from "./openedTerminals.ts";
import { hasNamedEnvironment, hasOwnVariables, isUsersShell, optionsOf, relaunch } from "./relaunch.ts";
import { shellActivity } from "./shellActivity.ts";
import { type RememberedTerminal, terminalMemory } from "./terminalMemory.ts";

export interface OutdatedTerminals extends Disposable {
	/** A sentence with the number of used terminals of the folder whose environment is outdated; undefined for none. */
	text(folder: string | undefined): string | undefined;
	readonly onDidChange: Event<void>;
	/** Relaunches all of them; asks first if a command runs, or may run, in one. */
	relaunchAll(): Promise<void>;
}

/** VS Code relaunches unused terminals within a second after their variables changed. */
const settleMs = 1500;
/** Limit for the process id of a terminal that is starting. */
const shellPidTimeoutMs = 500;

/**
 * Tracks terminals that keep their variables when their folder's environment changes. VS Code itself relaunches those without
 * input (`terminal.integrated.environmentChangesRelaunch`); the others are reported once and counted.
 */
export function registerOutdatedTerminals(services: TerminalServices): OutdatedTerminals {
	const { host, model, extension, variables, active, bounds, terminalGos } = services;
	const memory = terminalMemory(extension.workspaceState);
	const guarded = (act: () => unknown): void => bounds.event("terminals", act);
	const ledger = openedTerminals<Terminal>();
	/** Restored terminals: whether they were used before the window was reloaded is unknown. */
	const restored = new Set(window.terminals);
	/** Process ids of the user's terminals, if known. */
	const processes = new Map<Terminal, number>();
	/** The version of the inherited Go in new terminals, by folder, as last known. */
	const inheritedVersions = new Map<string, string>();
	const activity = shellActivity();
	const changed = new EventEmitter<void>();
	let isTold = false;
	let told = "";
	let timer: NodeJS.Timeout | undefined;

	const withoutEnvironment = (path: string): Given => ({ key: noEnvironment, version: inheritedVersions.get(path) });

	const given = (path: string): Given => {
		const folder = folderAt(path);
		const environment = folder && variables.of(folder);
		if (environment !== undefined) {
			const { id, name, activated } = environment;
			const { toolchain } = activated;
			const version = "version" in toolchain ? toolchain.version : undefined;
			return { key: host.sha256(JSON.stringify([id, activated.activation])), name, version };
		}
		return withoutEnvironment(path);
	};

	function note(terminal: Terminal): void {
		if (!isUsersShell(terminal)) return;
		const folder = folderOf(terminal) ?? active.current();
		if (folder !== undefined) ledger.opened(terminal, folder.uri.fsPath, given(folder.uri.fsPath));
		guarded(() => look(terminal));
	}

	async function look(terminal: Terminal): Promise<void> {
		if (!isUsersShell(terminal)) return;
		const process = await Promise.race([
			terminal.processId,
			new Promise<undefined>((done) => setTimeout(() => done(undefined), shellPidTimeoutMs)),
		]);
		if (process === undefined || terminal.exitStatus !== undefined) return;
		if (!processes.has(terminal)) await recall(terminal, process);
		processes.set(terminal, process);
		ledger.runs(terminal, process, given);
		keep();
	}

	/** Restores what was stored about the terminal before the window was reloaded. */
	async function recall(terminal: Terminal, process: number): Promise<void> {
		const known = memory.of(process);
		if (known === undefined && !(await isOlderThanWindow(host, process))) return;
		restored.add(terminal);
		activity.restored(terminal);
		if (known !== undefined) {
			if (known.openedFor !== undefined) openedFor.set(terminal, known.openedFor);
			ledger.opened(terminal, known.folder, known.given);
		} else if (memory.isFirst) {
			// it was opened before this extension was installed
			const folder = ledger.of(terminal)?.folder;
			if (folder !== undefined) ledger.opened(terminal, folder, withoutEnvironment(folder));
		}
	}

	/** While the folder uses the inherited Go, its terminals tell by their version what they had later. */
	async function learn(path: string): Promise<void> {
		if (!inherits(services, path)) return;
		const version = await inheritedVersion(services, path);
		if (!inherits(services, path)) return;
		if (version === undefined) inheritedVersions.delete(path);
		else {
			inheritedVersions.set(path, version);
			ledger.learned(path, version);
		}
		keep();
		tellChange();
	}

	const learnAll = (): Promise<unknown> => Promise.all(localFolders().map(({ uri }) => learn(uri.fsPath)));

	function keep(): void {
		const known = [...processes].flatMap(([terminal, process]): [number, RememberedTerminal][] => {
			const entry = ledger.of(terminal);
			if (entry === undefined) return [];
			const { folder, given: had } = entry;
			return [[process, { folder, given: had, openedFor: openedFor.get(terminal) }]];
		});
		memory.keep(new Map(known));
	}

	const staleOf = (path: string) =>
		ledger
			.stale(path, given(path))
			.filter(({ terminal }) => terminal.state.isInteractedWith || restored.has(terminal))
			.filter(({ terminal }) => !hasNamedEnvironment(terminal));

	/** Updates the status item only if needed: an update may lose a click. */
	function tellChange(): void {
		const texts = localFolders()
			.map(({ uri }) => text(uri.fsPath) ?? "")
			.join("\n");
		if (texts === told) return;
		told = texts;
		changed.fire();
	}

	async function lookAtAll(): Promise<void> {
		await Promise.all(window.terminals.map(look));
		tellChange();
	}

	function text(path: string): string | undefined {
		const stale = staleOf(path);
		const had = stale.map((one) => one.given);
		return had.length === 0 ? undefined : staleText(folderAt(path)?.name ?? path, had, given(path));
	}

	/** One message per session: the status bar shows the count. Several folders may have changed meanwhile. */
	async function tellOnce(): Promise<void> {
		await lookAtAll();
		const texts = localFolders().flatMap(({ uri }) => text(uri.fsPath) ?? []);
		const message = texts.join(" ");
		if (message === "" || isTold) return;
		isTold = true;
		await offer("information", message, [{ title: t("Relaunch"), run: relaunchAll }]);
	}

	async function relaunchAll(): Promise<void> {
		await lookAtAll();
		const stale = localFolders().flatMap(({ uri }) => staleOf(uri.fsPath).map(({ terminal }) => terminal));
		if (stale.length === 0) {
			return tell(t("All open terminals are up to date."));
		}
		if (!(await mayEnd(stale.filter((terminal) => activity.isBusy(terminal) !== false)))) return;
		const before = window.activeTerminal;
		// a terminal that cannot be relaunched does not stop the others
		const outcomes = [];
		for (const terminal of stale) outcomes.push(...(await Promise.allSettled([startAgain(terminal)])));
		if (before !== undefined && window.terminals.includes(before)) before.show(true);
		tellChange();
		const failed = outcomes.find((outcome) => outcome.status === "rejected");
		if (failed !== undefined) throw failed.reason;
	}

	async function startAgain(terminal: Terminal): Promise<void> {
		const folder = folderAt(ledger.of(terminal)?.folder ?? "");
		if (folder !== undefined && hasOwnVariables(terminal)) {
			await openTerminal(services, folder); // first, so that the old terminal stays if this fails
			terminal.dispose();
		} else if (await relaunch(terminal)) ledger.relaunched(terminal, given);
	}

	const subscriptions = Disposable.from(
		activity,
		changed,
		window.onDidOpenTerminal(note),
		window.onDidCloseTerminal((terminal) => {
			restored.delete(terminal);
			processes.delete(terminal);
			ledger.closed(terminal);
			keep();
			tellChange();
		}),
		window.onDidChangeTerminalState((terminal) => guarded(() => look(terminal).then(() => tellChange()))),
		window.onDidChangeActiveTerminal(() => guarded(lookAtAll)),
		model.onDidChange((change) => {
			if (change.kind === "folder") guarded(() => learn(change.folder));
		}),
		terminalGos.onDidChange(() => guarded(learnAll)),
		variables.onDidChange(() => {
			clearTimeout(timer);
			timer = setTimeout(() => guarded(tellOnce), settleMs);
		}),
		{ dispose: () => clearTimeout(timer) },
	);
	for (const terminal of window.terminals) note(terminal);
	guarded(learnAll);
	return {
		text: (folder) => (folder === undefined ? undefined : text(folder)),
		onDidChange: changed.event,
		relaunchAll,
		dispose: () => subscriptions.dispose(),
	};
}

/** The workspace folder in which a terminal was opened, if its options say so. */
function folderOf(terminal: Terminal): WorkspaceFolder | undefined {
	const { cwd } = optionsOf(terminal);
	const uri = typeof cwd === "string" ? Uri.file(cwd) : cwd;
	return uri === undefined ? undefined : workspace.getWorkspaceFolder(uri);
}

/** Asks before ending running commands. */
async function mayEnd(busy: readonly Terminal[]): Promise<boolean> {
	if (busy.length === 0) return true;
	const names = busy.map(({ name }) => name).join(", ");
	const message = t("Relaunching ends commands that are still running in these terminals: {0}.", names);
	return await isConfirmed(message, t("Relaunch"));
}
