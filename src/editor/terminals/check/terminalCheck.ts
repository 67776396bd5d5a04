import { Disposable, type Event, EventEmitter, env, extensions, type WorkspaceFolder, window, workspace } from "vscode";
import { type Fault, FaultError } from "../../../core/fault.ts";
import { t } from "../../../core/l10n.ts";
import { goneFault } from "../../../core/model/goneFolder.ts";
import { section } from "../../../core/settings/settingNames.ts";
import { problemText } from "../../../present/faults/remedyTexts.ts";
import { type TerminalVerdict, verdictFault, verdictOf } from "../../../present/terminals/terminalVerdict.ts";
import { shortPath } from "../../../present/texts/shortPath.ts";
import { type FoundGo, originText, terminalGoText } from "../../../present/texts/terminalGo.ts";
import { type FileLine, startUpLine } from "../../../shell/startUpLine.ts";
import { remedyButtons } from "../../services/actions.ts";
import { offer, tell } from "../../services/messages.ts";
import { folderAt, localFolders } from "../../services/workspaceFolders.ts";
import { requireTrust } from "../open/openTerminal.ts";
import { hasShellIntegration } from "../open/usersShell.ts";
import { hasFolderVariables, type TerminalServices } from "../variables/terminalVariables.ts";
import { type Expected, expectedGos } from "./expectedGos.ts";
import { askHiddenTerminal, type TerminalAnswer } from "./hiddenTerminal.ts";
import { terminalGoOf } from "./terminalGoOf.ts";

export interface TerminalCheck extends Disposable {
	/** The problem of the folder's new terminals, if a check found one. */
	text(folder: string): string | undefined;
	readonly onDidChange: Event<void>;
	/** Checks immediately and shows the result. Throws not-allowed, not-readable (the folder is gone), disk-silent. */
	checkNow(folder: WorkspaceFolder): Promise<void>;
}

interface Finding {
	/** What it is about. */
	readonly key: string;
	readonly verdict: TerminalVerdict;
	readonly fault: Fault | undefined;
	readonly line: FileLine | undefined;
	/** The Go that is not the folder's. */
	readonly runs: FoundGo | undefined;
	/** No warning: the folder does not ask for a certain Go. */
	readonly isToldOnRequest: boolean;
}

/** Wait until a change has settled and the editor has started. */
const settleMs = 3000;

/** For a whole check, including the second one after a bad result. */
const checkTimeoutMs = 5000;

/** A busy machine, for example during the editor's start, may not respond in time. */
const maxAttempts = 3;

const checkedKey = "terminals.checked";
/** Folders of a workspace may differ in what puts a Go first. */
const maxCheckedKeys = 20;
const warnedKey = "terminals.warned";

/**
 * Checks which `go` a new terminal really runs, in a trusted workspace: once for each folder, Go, shell and set of extensions. If
 * it is not what the folder selects, tries the other arrangement; if that does not help, warns. If the folder only inherits its
 * Go, the one that was found is told.
 */
export function registerTerminalCheck(services: TerminalServices): TerminalCheck {
	const { host, extension, variables, active, bounds, model, knowledge, terminalGos } = services;
	const { workspaceState } = extension;
	const guarded = (act: () => unknown): void => bounds.event("terminals", act);
	const findings = new Map<string, Finding>();
	const changed = new EventEmitter<void>();
	/** The checks in this session, by folder: for which key, and how many. */
	const attempts = new Map<string, { readonly key: string; readonly count: number }>();
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<unknown> = Promise.resolve();

	const { expectedIn, usesInherited, keyOf } = expectedGos(services);

	/** Undefined if nothing is known: no answer, an unsupported shell. */
	async function findingOf(
		folder: WorkspaceFolder,
		expected: Expected,
		deadline: number,
	): Promise<Finding | Exclude<TerminalAnswer["kind"], "answered">> {
		const key = await keyOf(folder, expected);
		const asking = await askHiddenTerminal(host, folder.uri, deadline);
		if (asking.kind !== "answered") return asking.kind;
		const verdict = await verdictOf(host, asking.answer, expected);
		const line = verdict.kind === "other" ? await startUpLine(host, host.path.dirname(verdict.program)) : undefined;
		const runs = verdict.kind === "other" ? await terminalGoOf(host, folder.uri, verdict.program, line) : undefined;
		const isOfGoExtension = runs?.origin.kind === "go-extension";
		const place = { folder: folder.name, line, isOfGoExtension, hasIntegration: hasShellIntegration() };
		// another Go in the place of an inherited one is no problem, an alias is worth telling who asks
		const isToldOnRequest = !expected.isWanted;
		const fault = verdict.kind === "other" && isToldOnRequest ? undefined : verdictFault(host, verdict, place);
		return { key, verdict, line, runs, isToldOnRequest, fault: fault && { ...fault, folder: folder.uri.fsPath } };
	}

	/** Concurrent checks would open several terminals. */
	function look(folder: WorkspaceFolder): ReturnType<typeof lookNow> {
		const next = running.then(() => lookNow(folder));
		running = next.catch(() => {});
		return next;
	}

	/** Undefined if the Go of the folder is not known. */
	async function lookNow(folder: WorkspaceFolder): Promise<Awaited<ReturnType<typeof findingOf>> | undefined> {
		const deadline = Date.now() + checkTimeoutMs;
		const expected = await expectedIn(folder);
		if (expected === undefined) return await note(folder, undefined);
		let finding = await findingOf(folder, expected, deadline);
		if (isShadowedOnPath(finding)) {
			variables.rearrange();
			const next = await findingOf(folder, expected, deadline).catch((cause: unknown) => {
				variables.rearrange();
				throw cause;
			});
			if (isShadowedOnPath(next) || typeof next !== "object") variables.rearrange();
			else finding = next;
		}
		// the result is about a Go that the folder does not use any more
		const now = await expectedIn(folder);
		if (now === undefined || now.program !== expected.program || now.isWanted !== expected.isWanted) finding = "silent";
		return await note(folder, finding);
	}

	async function note<F extends Finding | string | undefined>(folder: WorkspaceFolder, finding: F): Promise<F> {
		const path = folder.uri.fsPath;
		if (typeof finding === "object") {
			findings.set(path, finding);
			const runs = finding.runs && `new terminals of ${folder.name} run ${finding.runs.program}`;
			host.log.info(finding.fault?.message ?? runs ?? `new terminals of ${folder.name} run what they should`);
			await tellRuns(path);
		} else {
			forget(path);
			if (finding !== undefined) host.log.info(`what new terminals of ${folder.name} run is not known: ${finding}`);
		}
		changed.fire();
		return finding;
	}

	function forget(path: string): void {
		if (findings.delete(path)) changed.fire();
		terminalGos.set(path, undefined);
	}

	/** The Go that was found, judged by what the folder requires now. */
	async function tellRuns(path: string): Promise<void> {
		const runs = findings.get(path)?.runs;
		const state = model.folder(path);
		if (runs === undefined || state === undefined) return terminalGos.set(path, undefined);
		const { version, goroot } = runs;
		const go = version === undefined || goroot === undefined ? undefined : { version, goroot };
		const folder = folderAt(path);
		const environment = folder && variables.of(folder);
		const isOurs = environment !== undefined && environment.id !== "inherited";
		// without an environment of ours a terminal keeps the user's own GOTOOLCHAIN
		const setting = isOurs ? services.settings(path).goToolchain : ({ value: "inherit", isDefault: false } as const);
		const all = { requirements: state.requirements, faults: [], inputs: [] };
		const requirements = await knowledge.judged(host, all, go, setting);
		if (findings.get(path)?.runs === runs) terminalGos.set(path, { ...runs, requirements });
	}

	/** What was found about another Go, shell or set of extensions is not shown any more. */
	async function keyNow(folder: WorkspaceFolder): Promise<string | undefined> {
		const expected = isCheckable(folder) ? await expectedIn(folder) : undefined;
		const key = expected && (await keyOf(folder, expected));
		if (findings.get(folder.uri.fsPath)?.key !== key) forget(folder.uri.fsPath);
		return key;
	}

	function later(): void {
		clearTimeout(timer);
		timer = setTimeout(() => guarded(checkOnce), settleMs);
	}

	async function checkOnce(): Promise<void> {
		const folder = active.current();
		const elsewhere = localFolders().filter((other) => other !== folder && findings.has(other.uri.fsPath));
		for (const other of elsewhere) await keyNow(other);
		const key = folder && (await keyNow(folder));
		if (folder === undefined || key === undefined || checked().includes(key)) return;
		const path = folder.uri.fsPath;
		const before = attempts.get(path);
		const count = before?.key === key ? before.count : 0;
		if (count >= maxAttempts) return;
		attempts.set(path, { key, count: count + 1 });
		const finding = await look(folder);
		if (finding === "silent") return later();
		// look again when the folder is back
		if (finding === "gone") return void attempts.delete(path);
		attempts.set(path, { key, count: maxAttempts });
		if (typeof finding !== "object") return;
		if (finding.verdict.kind !== "ours") return await warn(finding);
		await workspaceState.update(checkedKey, [...checked(), finding.key].slice(-maxCheckedKeys));
	}

	/** The checks whose result was good, in this session or an earlier one. */
	function checked(): readonly string[] {
		const stored = workspaceState.get<unknown>(checkedKey);
		return Array.isArray(stored) ? stored.filter((key) => typeof key === "string") : [];
	}

	const isCheckable = (folder: WorkspaceFolder): boolean =>
		workspace.isTrusted &&
		(variables.of(folder) !== undefined || usesInherited(folder)) &&
		host.store.isAtHand &&
		hasFolderVariables();

	/** Warns once for each program that comes first on PATH, even if the folder's Go changes. */
	async function warn({ verdict, fault, line, isToldOnRequest }: Finding): Promise<void> {
		const warned = workspaceState.get<readonly string[]>(warnedKey, []);
		const cause = JSON.stringify({ ...verdict, expected: undefined, line });
		if (fault === undefined || isToldOnRequest || warned.includes(cause)) return;
		await workspaceState.update(warnedKey, [...warned, cause]);
		await tellFault(fault);
	}

	const tellFault = (fault: Fault): Promise<void> =>
		offer("warning", problemText(fault, "editor"), remedyButtons(fault));

	async function checkNow(folder: WorkspaceFolder): Promise<void> {
		requireTrust();
		if (!hasFolderVariables()) return tell(foreignFolders());
		if (variables.of(folder) === undefined && !usesInherited(folder)) {
			return tell(t("No environment is active in new terminals of {0}.", folder.name));
		}
		if (!host.store.isAtHand) throw new FaultError(storeSilent(host.store.folder));
		const finding = await look(folder);
		if (finding === "unknown shell")
			return tell(t("Cannot check terminals: the shell {0} is not supported.", env.shell));
		if (finding === undefined)
			return tell(t("The Go of {0} is not known, so its terminals cannot be checked.", folder.name));
		if (finding === "gone") throw new FaultError(goneFault(folder.uri.fsPath));
		if (finding === "silent") return tell(t("A new terminal of {0} is not responding.", folder.name));
		const { verdict, fault, runs } = finding;
		// not awaited: the message stays until the user closes it
		if (fault !== undefined) guarded(() => tellFault(fault));
		else if (runs !== undefined) tell(`${terminalGoText(host, runs)}. ${originText(host, runs)}`);
		else if (verdict.kind === "ours" && verdict.program === "")
			tell(t("New terminals of {0} find no go program.", folder.name));
		else if (verdict.kind === "ours") {
			tell(t("New terminals of {0} run {1}, as expected.", folder.name, shortPath(host, verdict.program)));
		}
	}

	const subscriptions = Disposable.from(
		changed,
		{ dispose: () => clearTimeout(timer) },
		variables.onDidChange(({ uri }) => {
			// after a bad result it is worth another check
			attempts.delete(uri.fsPath);
			forget(uri.fsPath);
			later();
		}),
		model.onDidChange((change) => {
			if (change.kind === "folder") guarded(() => tellRuns(change.folder));
			later();
		}),
		workspace.onDidGrantWorkspaceTrust(later),
		workspace.onDidChangeWorkspaceFolders(({ removed }) => {
			for (const { uri } of removed) {
				attempts.delete(uri.fsPath);
				forget(uri.fsPath);
			}
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
			const found = path === undefined ? undefined : findings.get(path);
			if (path !== undefined && found !== undefined && found.verdict.kind !== "ours") attempts.delete(path);
			later();
		}),
	);
	later();
	if (!hasFolderVariables()) host.log.warn(foreignFolders());
	return {
		text(folder) {
			const finding = findings.get(folder);
			if (!hasFolderVariables()) return foreignFolders();
			return finding?.isToldOnRequest === true ? undefined : finding?.fault?.message;
		},
		onDidChange: changed.event,
		checkNow,
		dispose: () => subscriptions.dispose(),
	};
}

/** Another Go comes first on PATH, and not by an alias or a line of a start-up file, which no arrangement can change. */
const isShadowedOnPath = (finding: Finding | string | undefined): boolean =>
	typeof finding === "object" &&
	finding.verdict.kind === "other" &&
	finding.fault !== undefined &&
	finding.line === undefined;

const storeSilent = (folder: string): Fault => ({
	kind: "disk-silent",
	message: t("Cannot check terminals: {0} is not responding.", folder),
});

const foreignFolders = (): string =>
	t(
		"In this remote window, VS Code gives new terminals the Go of the active editor's folder. “Open Terminal with the Folder's Go” uses the Go of the terminal's own folder.",
	);
