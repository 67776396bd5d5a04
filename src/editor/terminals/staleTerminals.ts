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
import { versionOf } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Model } from "../../core/model/model.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";
import { staleText } from "../../present/terminals/terminalTexts.ts";
import { environmentInUse } from "../../present/texts/selectionText.ts";
import { folderAt, localFolders } from "../folders/workspaceFolders.ts";
import { type Given, openedTerminals } from "./openedTerminals.ts";
import { hasOwnVariables, isOfAnother, isOfPeople, openedFor, optionsOf, relaunch } from "./relaunch.ts";
import { shellActivity } from "./shellActivity.ts";
import type { RememberedTerminal, TerminalMemory } from "./terminalMemory.ts";
import type { TerminalVariables } from "./terminalVariables.ts";

export interface StaleTerminals extends Disposable {
	/** How many open terminals of the folder were used and have something else than new ones, in a sentence; undefined for none. */
	text(folder: string): string | undefined;
	readonly onDidChange: Event<void>;
	/** Starts all of them again; asks first where a command runs in one, or may run. */
	relaunchAll(): Promise<void>;
}

export interface StaleTerminalsContext {
	readonly host: Pick<Host, "sha256">;
	readonly model: Model;
	readonly terminals: Pick<TerminalVariables, "of" | "onDidChange">;
	readonly memory: TerminalMemory;
	/** The folder of a terminal that was opened without one. */
	usualFolder(): WorkspaceFolder | undefined;
	/** Opens a terminal of the folder with exactly its environment, in the place of one that was opened so. */
	openAgain(folder: WorkspaceFolder): Promise<void>;
	/** The boundary of what nobody waits for. */
	guarded(act: () => unknown): void;
}

/** Milliseconds: VS Code starts terminals again that were never used, within a second after their variables changed. */
const settle = 1500;
/** Milliseconds that we wait for the process of a terminal that is only starting. */
const answer = 500;

/**
 * Terminals that stay as they are when their folder gets another environment. VS Code itself starts those again that nobody
 * typed into (`terminal.integrated.environmentChangesRelaunch`); the others are told once, and counted.
 */
export function registerStaleTerminals(context: StaleTerminalsContext): StaleTerminals {
	const { host, model, terminals, memory, guarded } = context;
	const ledger = openedTerminals<Terminal>();
	/** Of an earlier life of the window: whether they were used then is not told. */
	const restored = new Set(window.terminals);
	/** Of the terminals of people, as far as they are known. */
	const processes = new Map<Terminal, number>();
	const activity = shellActivity();
	const changed = new EventEmitter<void>();
	let isTold = false;
	let told = "";
	let timer: NodeJS.Timeout | undefined;

	const given = (path: string): Given => {
		const folder = folderAt(path);
		const environment = folder && terminals.of(folder);
		if (environment !== undefined) {
			const { id, name, activated } = environment;
			const { toolchain } = activated;
			const version = "version" in toolchain ? toolchain.version : undefined;
			return { key: host.sha256(JSON.stringify([id, activated.activation])), name, version };
		}
		const selection = model.folder(path)?.selection;
		const inherited = selection?.kind === "inherited" ? environmentInUse(selection) : undefined;
		return { key: "", version: inherited && versionOf(inherited) };
	};

	function note(terminal: Terminal): void {
		if (!isOfPeople(terminal)) return;
		const folder = folderOf(terminal) ?? context.usualFolder();
		if (folder !== undefined) ledger.opened(terminal, folder.uri.fsPath, given(folder.uri.fsPath));
		guarded(() => look(terminal));
	}

	async function look(terminal: Terminal): Promise<void> {
		if (!isOfPeople(terminal)) return;
		const process = await Promise.race([
			terminal.processId,
			new Promise<undefined>((done) => setTimeout(() => done(undefined), answer)),
		]);
		if (process === undefined || terminal.exitStatus !== undefined) return;
		if (!processes.has(terminal)) recall(terminal, process);
		processes.set(terminal, process);
		ledger.runs(terminal, process, given);
		keep();
	}

	/** What an earlier life of the window knew of it. */
	function recall(terminal: Terminal, process: number): void {
		const known = memory.of(process);
		if (known === undefined) return;
		restored.add(terminal);
		activity.restored(terminal);
		if (known.openedFor !== undefined) openedFor.set(terminal, known.openedFor);
		ledger.opened(terminal, known.folder, known.given);
	}

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
			.filter(({ terminal }) => !isOfAnother(terminal));

	/** A status item that is written again for nothing may miss a click. */
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

	/** Once in a session: what the status bar counts needs no second message. Several folders may have changed meanwhile. */
	async function tell(): Promise<void> {
		await lookAtAll();
		const texts = localFolders().flatMap(({ uri }) => text(uri.fsPath) ?? []);
		const message = texts.join(" ");
		if (message === "" || isTold) return;
		isTold = true;
		const button = t("Relaunch");
		if ((await window.showInformationMessage(notificationText(message), button)) === button) await relaunchAll();
	}

	async function relaunchAll(): Promise<void> {
		await lookAtAll();
		const stale = localFolders().flatMap(({ uri }) => staleOf(uri.fsPath).map(({ terminal }) => terminal));
		if (stale.length === 0) {
			void window.showInformationMessage(t("Every open terminal has what new ones have."));
			return;
		}
		if (!(await mayEnd(stale.filter((terminal) => activity.isBusy(terminal) !== false)))) return;
		const before = window.activeTerminal;
		// one that cannot be started again keeps none of the others from it
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
			await context.openAgain(folder); // first: where it cannot be opened the old one stays
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
		terminals.onDidChange(() => {
			clearTimeout(timer);
			timer = setTimeout(() => guarded(tell), settle);
		}),
		{ dispose: () => clearTimeout(timer) },
	);
	for (const terminal of window.terminals) note(terminal);
	return {
		text,
		onDidChange: changed.event,
		relaunchAll,
		dispose: () => subscriptions.dispose(),
	};
}

/** The workspace folder in which a terminal was opened, where that was said. */
function folderOf(terminal: Terminal): WorkspaceFolder | undefined {
	const { cwd } = optionsOf(terminal);
	const uri = typeof cwd === "string" ? Uri.file(cwd) : cwd;
	return uri === undefined ? undefined : workspace.getWorkspaceFolder(uri);
}

/** A command that runs is ended only after a question. */
async function mayEnd(busy: readonly Terminal[]): Promise<boolean> {
	if (busy.length === 0) return true;
	const button = t("Relaunch");
	const names = busy.map(({ name }) => name).join(", ");
	const message = t("A command may be running in these terminals, and would be ended: {0}.", names);
	return (await window.showWarningMessage(notificationText(message), { modal: true }, button)) === button;
}
