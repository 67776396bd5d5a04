import { Disposable, type Event, EventEmitter, env, extensions, type WorkspaceFolder, window, workspace } from "vscode";
import { type Fault, FaultError } from "../../../core/fault.ts";
import { t } from "../../../core/l10n.ts";
import { problemText } from "../../../present/faults/remedyTexts.ts";
import {
	type ExpectedGo,
	expectedInherited,
	expectedOf,
	type TerminalVerdict,
	verdictFault,
	verdictOf,
} from "../../../present/terminals/terminalVerdict.ts";
import { shortPath } from "../../../present/texts/shortPath.ts";
import { originText, type TerminalGo, terminalGoText } from "../../../present/texts/terminalGo.ts";
import { type FileLine, startUpLine } from "../../../shell/startUpLine.ts";
import { remedyButtons } from "../../services/actions.ts";
import { goExtensionState } from "../../services/goExtension.ts";
import { offer, tell } from "../../services/messages.ts";
import { requireTrust } from "../open/openTerminal.ts";
import { hasShellIntegration, usersShell } from "../open/usersShell.ts";
import { hasFolderVariables, type TerminalServices } from "../variables/terminalVariables.ts";
import { askHiddenTerminal, type TerminalAnswer } from "./hiddenTerminal.ts";
import { terminalGoOf } from "./terminalGoOf.ts";

export interface TerminalCheck extends Disposable {
	/** The problem of the folder's new terminals, if a check found one. */
	text(folder: string): string | undefined;
	readonly onDidChange: Event<void>;
	/** Checks immediately and shows the result. Throws not-allowed, disk-silent. */
	checkNow(folder: WorkspaceFolder): Promise<void>;
}

interface Finding {
	readonly verdict: TerminalVerdict;
	readonly fault: Fault | undefined;
	readonly line: FileLine | undefined;
	/** The Go that is not the folder's. */
	readonly runs: TerminalGo | undefined;
}

/** Wait until a change has settled and the editor has started. */
const settleMs = 3000;

/** For a whole check, including the second one after a bad result. */
const checkTimeoutMs = 5000;

/** A busy machine, for example during the editor's start, may not respond in time. */
const maxAttempts = 3;

/** Extensions that change PATH when they are activated. */
const pathChangingExtensions = ["golang.go", "ms-python.python", "ms-python.vscode-python-envs"];

const checkedKey = "terminals.checked";
/** Folders of a workspace may differ in what puts a Go first. */
const maxCheckedKeys = 20;
const warnedKey = "terminals.warned";

/**
 * Checks which `go` a new terminal really runs: once for each shell and set of extensions, in a trusted workspace with an
 * active environment. If it is not ours, tries the other arrangement; if that does not help, warns.
 */
export function registerTerminalCheck(services: TerminalServices): TerminalCheck {
	const { host, extension, variables, active, bounds, model, knowledge, terminalGos } = services;
	const { workspaceState } = extension;
	const guarded = (act: () => unknown): void => bounds.event("terminals", act);
	const findings = new Map<string, Finding>();
	const changed = new EventEmitter<void>();
	/** Number of checks in this session, by shell and set of extensions. */
	const asked = new Map<string, number>();
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<unknown> = Promise.resolve();

	/**
	 * The Go that new terminals of the folder should find, and whether the folder asks for it: what is inherited without being
	 * selected may give way. Undefined if it is not known, or nothing in the folder concerns Go.
	 */
	async function expectedIn(
		folder: WorkspaceFolder,
	): Promise<(ExpectedGo & { readonly isWanted: boolean }) | undefined> {
		const environment = variables.of(folder);
		if (environment !== undefined) {
			const expected = expectedOf(environment.activated);
			return expected && { ...expected, isWanted: true };
		}
		if (!usesInherited(folder)) return undefined;
		const expected = expectedInherited(await knowledge.inheritedGo(host));
		return expected && { ...expected, isWanted: false };
	}

	function usesInherited({ uri }: WorkspaceFolder): boolean {
		const state = model.folder(uri.fsPath);
		return state?.selection.kind === "inherited" && state.requirements.length + state.specifications.length > 0;
	}

	/** Undefined if nothing is known: no answer, an unsupported shell, an unknown Go. */
	async function findingOf(
		folder: WorkspaceFolder,
		deadline: number,
	): Promise<Finding | Exclude<TerminalAnswer["kind"], "answered"> | undefined> {
		const expected = await expectedIn(folder);
		if (expected === undefined) return undefined;
		const asking = await askHiddenTerminal(host, folder.uri, deadline);
		if (asking.kind !== "answered") return asking.kind;
		const verdict = await verdictOf(host, asking.answer, expected);
		const line = verdict.kind === "other" ? await startUpLine(host, host.path.dirname(verdict.program)) : undefined;
		const runs = verdict.kind === "other" ? await terminalGoOf(services, folder.uri, verdict.program, line) : undefined;
		if (!expected.isWanted) return { verdict, line, runs, fault: undefined };
		const isOfGoExtension = runs?.origin.kind === "go-extension";
		const place = { folder: folder.name, line, isOfGoExtension, hasIntegration: hasShellIntegration() };
		const fault = verdictFault(host, verdict, place);
		return { verdict, line, runs, fault: fault && { ...fault, folder: folder.uri.fsPath } };
	}

	/** Concurrent checks would open several terminals. */
	function look(folder: WorkspaceFolder): ReturnType<typeof lookNow> {
		const next = running.then(() => lookNow(folder));
		running = next.catch(() => {});
		return next;
	}

	async function lookNow(folder: WorkspaceFolder): ReturnType<typeof findingOf> {
		const deadline = Date.now() + checkTimeoutMs;
		const environment = variables.of(folder);
		let finding = await findingOf(folder, deadline);
		if (isShadowedOnPath(finding)) {
			variables.rearrange();
			const next = await findingOf(folder, deadline);
			if (isShadowedOnPath(next) || typeof next !== "object") variables.rearrange();
			else finding = next;
		}
		// the result is about an environment that is no longer active
		if (variables.of(folder)?.id !== environment?.id) finding = "silent";
		terminalGos.set(folder.uri.fsPath, typeof finding === "object" ? finding.runs : undefined);
		if (typeof finding === "object") {
			findings.set(folder.uri.fsPath, finding);
			const runs = finding.runs && `new terminals of ${folder.name} run ${finding.runs.program}`;
			host.log.info(finding.fault?.message ?? runs ?? `new terminals of ${folder.name} run what they should`);
		} else {
			findings.delete(folder.uri.fsPath);
			if (finding !== undefined) host.log.info(`what new terminals of ${folder.name} run is not known: ${finding}`);
		}
		changed.fire();
		return finding;
	}

	function later(): void {
		clearTimeout(timer);
		timer = setTimeout(() => guarded(checkOnce), settleMs);
	}

	async function checkOnce(): Promise<void> {
		const folder = active.current();
		if (folder === undefined || !isCheckable(folder)) return;
		const theirs = [...others(), ...goExtensionState(folder.uri), variables.of(folder) === undefined];
		const key = host.sha256(JSON.stringify([await usersShell(), hasShellIntegration(), ...theirs]));
		const before = asked.get(key) ?? 0;
		if (before >= maxAttempts || checked().includes(key)) return;
		asked.set(key, before + 1);
		const finding = await look(folder);
		if (finding === "silent") return later();
		asked.set(key, maxAttempts);
		if (typeof finding !== "object") return;
		if (finding.verdict.kind === "ours")
			await workspaceState.update(checkedKey, [...checked(), key].slice(-maxCheckedKeys));
		else await warn(finding);
	}

	/** What new terminals run is right for these combinations of shell and extensions. */
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
	async function warn({ verdict, fault, line }: Finding): Promise<void> {
		const warned = workspaceState.get<readonly string[]>(warnedKey, []);
		const cause = JSON.stringify({ ...verdict, expected: undefined, line });
		if (fault === undefined || warned.includes(cause)) return;
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
		if (typeof finding !== "object") return tell(t("A new terminal of {0} is not responding.", folder.name));
		const { verdict, fault, runs } = finding;
		// not awaited: the message stays until the user closes it
		if (fault !== undefined) guarded(() => tellFault(fault));
		else if (verdict.kind === "ours") {
			tell(t("New terminals of {0} run {1}, as expected.", folder.name, shortPath(host, verdict.program)));
		} else if (runs !== undefined) tell(`${terminalGoText(host, runs)}. ${originText(host, runs)}`);
	}

	const subscriptions = Disposable.from(
		changed,
		{ dispose: () => clearTimeout(timer) },
		variables.onDidChange((folder) => {
			// the finding is about the previous environment; check again after a bad one
			if (findings.delete(folder.uri.fsPath)) changed.fire();
			terminalGos.set(folder.uri.fsPath, undefined);
			asked.clear();
			later();
		}),
		workspace.onDidChangeWorkspaceFolders(({ removed }) => {
			for (const { uri } of removed) {
				findings.delete(uri.fsPath);
				terminalGos.set(uri.fsPath, undefined);
			}
		}),
		extensions.onDidChange(later),
		active.onDidChange(later),
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration("go")) later();
		}),
		window.onDidOpenTerminal(({ creationOptions }) => {
			if (!("hideFromUser" in creationOptions) || creationOptions.hideFromUser !== true) later();
		}),
	);
	later();
	if (!hasFolderVariables()) host.log.warn(foreignFolders());
	return {
		text: (folder) => (hasFolderVariables() ? findings.get(folder)?.fault?.message : foreignFolders()),
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

/** Extensions that may change PATH: all installed ones, and which known ones are active. */
function others(): readonly string[] {
	const installed = extensions.all.filter(
		({ packageJSON }) => (packageJSON as { isBuiltin?: boolean }).isBuiltin !== true,
	);
	const active = pathChangingExtensions.filter((id) => extensions.getExtension(id)?.isActive);
	return [...installed.map(({ id }) => id).sort(byText), ...active.map((id) => `${id} is active`)];
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

const storeSilent = (folder: string): Fault => ({
	kind: "disk-silent",
	message: t("Cannot check terminals: {0} is not responding.", folder),
});

const foreignFolders = (): string =>
	t(
		"In this remote window, VS Code gives new terminals the Go of the active editor's folder. “Open Terminal with the Folder's Go” uses the Go of the terminal's own folder.",
	);
