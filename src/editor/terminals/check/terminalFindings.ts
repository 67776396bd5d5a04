import { type Disposable, type Event, EventEmitter } from "vscode";
import { folderAt } from "../../services/workspaceFolders.ts";
import type { TerminalServices } from "../variables/terminalVariables.ts";
import type { Finding } from "./finding.ts";

/** The findings that are shown, by the path of their folder. */
export interface TerminalFindings extends Disposable {
	of(folder: string): Finding | undefined;
	show(folder: string, finding: Finding): Promise<void>;
	/** Keeps a finding for the time when its key is right. */
	remember(finding: Finding): void;
	/** Shows nothing that was found about another Go, shell, or set of extensions, but what is known about this key. */
	follow(folder: string, key: string | undefined): Promise<void>;
	/** Judges the Go that was found by what the folder requires now. */
	judge(folder: string): Promise<void>;
	forget(folder: string): void;
	readonly onDidChange: Event<void>;
}

/** Old ones go first. */
const maxRememberedFindings = 100;

export function terminalFindings(services: TerminalServices): TerminalFindings {
	const { host, variables, model, knowledge, terminalGos } = services;
	const findings = new Map<string, Finding>();
	const remembered = new Map<string, Finding>();
	const changed = new EventEmitter<void>();

	function remember(finding: Finding): void {
		remembered.delete(finding.key);
		remembered.set(finding.key, finding);
		const [oldest] = remembered.keys();
		if (oldest !== undefined && remembered.size > maxRememberedFindings) remembered.delete(oldest);
	}

	async function show(folder: string, finding: Finding): Promise<void> {
		remember(finding);
		findings.set(folder, finding);
		await judge(folder);
		changed.fire();
	}

	function forget(folder: string): void {
		if (findings.delete(folder)) changed.fire();
		terminalGos.set(folder, undefined);
	}

	async function follow(folder: string, key: string | undefined): Promise<void> {
		if (findings.get(folder)?.key === key) return;
		const known = key === undefined ? undefined : remembered.get(key);
		if (known === undefined) forget(folder);
		else await show(folder, known);
	}

	async function judge(path: string): Promise<void> {
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

	return {
		of: (folder) => findings.get(folder),
		show,
		remember,
		follow,
		judge,
		forget,
		onDidChange: changed.event,
		dispose: () => changed.dispose(),
	};
}
