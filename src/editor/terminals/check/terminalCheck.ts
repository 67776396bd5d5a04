import { Disposable, type Event, extensions, type WorkspaceFolder, window, workspace } from "vscode";
import { type Fault, FaultError } from "../../../core/fault.ts";
import { t } from "../../../core/l10n.ts";
import { section } from "../../../core/settings/settingNames.ts";
import { problemText } from "../../../present/faults/remedyTexts.ts";
import { remedyButtons } from "../../services/actions.ts";
import { offer, tell } from "../../services/messages.ts";
import { requireTrust } from "../../services/requireTrust.ts";
import { localFolders } from "../../services/workspaceFolders.ts";
import { hasFolderVariables, type TerminalServices } from "../variables/terminalVariables.ts";
import { checkAnswer } from "./checkAnswer.ts";
import { checkMemory } from "./checkMemory.ts";
import { expectedGos } from "./expectedGos.ts";
import { type Finding, findingRemark, type NoFinding } from "./finding.ts";
import { nextDue } from "./nextDue.ts";
import { oneAtATime } from "./oneAtATime.ts";
import { terminalFindings } from "./terminalFindings.ts";
import { terminalLook } from "./terminalLook.ts";

export interface TerminalCheck extends Disposable {
	/** The problem of the folder's new terminals, if a check found one that the status does not show itself. */
	text(folder: string | undefined): string | undefined;
	readonly onDidChange: Event<void>;
	/** Checks immediately and shows the result. Throws not-allowed, not-readable (the folder is gone), disk-silent. */
	checkNow(folder: WorkspaceFolder): Promise<void>;
}

/** Wait until a change has settled and the editor has started; between two folders, too. */
const settleMs = 3000;

const warnedKey = "terminals.warned";

/**
 * Checks which `go` a new terminal really runs, in a trusted workspace: once for each folder, Go, shell and set of extensions,
 * the active folder first. If it is not what the folder selects, warns. If the folder only inherits its Go, the one that was
 * found is told.
 */
export function registerTerminalCheck(services: TerminalServices): TerminalCheck {
	const { host, extension, variables, active, bounds, model } = services;
	const { workspaceState } = extension;
	const guarded = (act: () => unknown): void => bounds.event("terminals", act);
	const ending = new AbortController();
	const memory = checkMemory(workspaceState);
	const findings = terminalFindings(services);
	const gos = expectedGos(services);
	const lookNow = terminalLook(services, gos, ending.signal);
	const gone = new Set<string>();
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<unknown> = Promise.resolve();

	/** One hidden terminal at a time. */
	function inTurn<R>(act: () => Promise<R>): Promise<R> {
		const next = running.then(act);
		running = next.catch(() => {});
		return next;
	}

	async function look(folder: WorkspaceFolder): Promise<Finding | NoFinding> {
		const path = folder.uri.fsPath;
		const finding = await lookNow(folder, async (other) => {
			findings.remember(other);
			await memory.settle(path, other.key, other.verdict.kind === "ours");
		});
		if (ending.signal.aborted) return finding;
		if (typeof finding === "object") {
			const runs = finding.runs && `new terminals of ${folder.name} run ${finding.runs.program}`;
			host.log.info(finding.fault?.message ?? runs ?? `new terminals of ${folder.name} run what they should`);
			await memory.settle(path, finding.key, finding.verdict.kind === "ours");
			await findings.show(path, finding);
		} else {
			host.log.info(`what new terminals of ${folder.name} run is not known: ${finding}`);
			findings.forget(path);
		}
		return finding;
	}

	function later(): void {
		clearTimeout(timer);
		if (!ending.signal.aborted) timer = setTimeout(() => guarded(checkNext), settleMs);
	}

	/** The active folder, then the others, each after some time: the sidebar names the Go of all. */
	const checkNext = oneAtATime(async () => {
		const current = active.current();
		const others = localFolders().filter(({ uri }) => uri.fsPath !== current?.uri.fsPath);
		const due = await nextDue(current === undefined ? others : [current, ...others], keyNow, memory.isDue);
		if (due !== undefined) {
			await inTurn(() => check(due.folder, due.key));
			later();
		}
		const finding = current && findings.of(current.uri.fsPath);
		// the message stays until the user closes it
		if (finding !== undefined) guarded(() => warn(finding));
	}, ending.signal);

	/** The key of what is known about the folder now; undefined if it is not checked. */
	async function keyNow(folder: WorkspaceFolder): Promise<string | undefined> {
		const path = folder.uri.fsPath;
		const isAsked = gos.concernsGo(folder) || findings.of(path) !== undefined;
		const isChecked = isAsked && gos.isAnswerable(folder) && workspace.isTrusted && host.store.isAtHand;
		const expected = isChecked && hasFolderVariables() ? await gos.expectedIn(folder) : undefined;
		const key = expected && (await gos.keyOf(folder, expected));
		await findings.follow(path, key);
		return key;
	}

	async function check(folder: WorkspaceFolder, key: string): Promise<void> {
		// a check that the user started may have answered meanwhile
		if (!memory.isDue(key)) return;
		const path = folder.uri.fsPath;
		memory.countAttempt(path, key);
		const finding = await look(folder);
		if (finding === "gone") gone.add(path);
		if (finding === "silent" || finding === "changed") return;
		// a finding about another key is settled under its own
		if (typeof finding !== "object" || finding.key !== key) await memory.settle(path, key, false);
	}

	/** Warns once for each program that comes first on PATH, even if the folder's Go changes. */
	async function warn(finding: Finding): Promise<void> {
		if (finding.fault === undefined || finding.isToldOnRequest || !noteTold(finding)) return;
		await tellFault(finding.fault);
	}

	/** Whether the cause had not been told before. */
	function noteTold({ verdict, runs }: Finding): boolean {
		const told = workspaceState.get<readonly string[]>(warnedKey, []);
		const cause = JSON.stringify({ ...verdict, expected: undefined, origin: runs?.origin });
		if (told.includes(cause)) return false;
		void workspaceState.update(warnedKey, [...told, cause]);
		return true;
	}

	const tellFault = (fault: Fault): Promise<void> =>
		offer("warning", problemText(fault, "editor"), remedyButtons(fault));

	async function checkNow(folder: WorkspaceFolder): Promise<void> {
		requireTrust();
		if (!hasFolderVariables()) return tell(foreignFolders());
		if (!gos.isAnswerable(folder)) {
			return tell(t("No environment is active in new terminals of {0}.", folder.name));
		}
		if (!host.store.isAtHand) throw new FaultError(storeSilent(host.store.folder));
		const finding = await inTurn(() => look(folder));
		if (typeof finding === "object" && finding.fault !== undefined) {
			const { fault } = finding;
			noteTold(finding);
			// not awaited: the message stays until the user closes it
			return guarded(() => tellFault(fault));
		}
		const text = checkAnswer(host, folder, finding);
		if (text !== undefined) tell(text);
	}

	function forget(path: string): void {
		memory.forget(path);
		findings.forget(path);
	}

	const subscriptions = Disposable.from(
		{ dispose: () => ending.abort() },
		findings,
		{ dispose: () => clearTimeout(timer) },
		variables.onDidChange(({ uri }) => {
			// after a bad result it is worth another check
			forget(uri.fsPath);
			later();
		}),
		model.onDidChange((change) => {
			if (change.kind === "folder") {
				// it may have come back
				if (gone.delete(change.folder)) memory.forget(change.folder);
				guarded(() => findings.judge(change.folder));
			}
			later();
		}),
		workspace.onDidGrantWorkspaceTrust(later),
		workspace.onDidChangeWorkspaceFolders(({ removed }) => {
			for (const { uri } of removed) forget(uri.fsPath);
		}),
		extensions.onDidChange(later),
		active.onDidChange(later),
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration("go") || event.affectsConfiguration(`${section}.terminal`)) later();
		}),
		window.onDidOpenTerminal(({ creationOptions }) => {
			if ("hideFromUser" in creationOptions && creationOptions.hideFromUser === true) return;
			// the user may have corrected what was wrong
			const path = active.current()?.uri.fsPath;
			const found = path === undefined ? undefined : findings.of(path);
			if (path !== undefined && found !== undefined && found.verdict.kind !== "ours") memory.forget(path);
			later();
		}),
	);
	later();
	if (!hasFolderVariables()) host.log.warn(foreignFolders());
	return {
		text(folder) {
			if (folder === undefined) return undefined;
			if (!hasFolderVariables()) return foreignFolders();
			const finding = findings.of(folder);
			return finding && findingRemark(finding);
		},
		onDidChange: findings.onDidChange,
		checkNow,
		dispose: () => subscriptions.dispose(),
	};
}

const storeSilent = (folder: string): Fault => ({
	kind: "disk-silent",
	message: t("Cannot check terminals: {0} is not responding.", folder),
});

const foreignFolders = (): string =>
	t(
		"In this remote window, VS Code gives new terminals the Go of the active editor's folder. “Open Terminal with the Folder's Go” uses the Go of the terminal's own folder.",
	);
