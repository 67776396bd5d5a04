import { Disposable, type Event, EventEmitter, type ExtensionContext } from "vscode";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model/model.ts";
import type { Boundary } from "../commands/boundary.ts";
import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import { openTerminal } from "./openTerminal.ts";
import { registerStaleTerminals, type StaleTerminals } from "./staleTerminals.ts";
import { registerTerminalCheck, type TerminalCheck } from "./terminalCheck.ts";
import { terminalMemory } from "./terminalMemory.ts";
import { registerTerminalVariables, type TerminalVariables } from "./terminalVariables.ts";

export interface Terminals
	extends Disposable,
		Pick<TerminalVariables, "launcher">,
		Pick<StaleTerminals, "relaunchAll">,
		Pick<TerminalCheck, "checkNow"> {
	/** What a status item adds about the terminals of a folder: whole sentences, none where there is nothing to say. */
	remarks(folder: string): readonly string[];
	readonly onDidChangeRemarks: Event<void>;
}

export interface TerminalsContext {
	readonly host: Host;
	readonly model: Model;
	readonly extension: ExtensionContext;
	readonly active: Pick<ActiveFolder, "current">;
	readonly bounds: Boundary;
}

/** Everything about terminals: their variables, and those that are open when these change. */
export function registerTerminals({ host, model, extension, active, bounds }: TerminalsContext): Terminals {
	const variables = registerTerminalVariables(host, model, extension);
	const opening = { host, model, extension, terminals: variables };
	const stale = registerStaleTerminals({
		host,
		model,
		memory: terminalMemory(extension.workspaceState),
		terminals: variables,
		usualFolder: () => active.current(),
		openAgain: (folder) => openTerminal(opening, folder),
		guarded: (act) => bounds.event("terminals", act),
	});
	const check = registerTerminalCheck({
		host,
		extension,
		variables,
		usualFolder: () => active.current(),
		openAlone: (folder) => openTerminal(opening, folder, undefined, "alone"),
		guarded: (act) => bounds.event("terminals", act),
	});
	const changed = new EventEmitter<void>();
	const subscriptions = Disposable.from(
		variables,
		stale,
		check,
		changed,
		stale.onDidChange(() => changed.fire()),
		check.onDidChange(() => changed.fire()),
	);
	return {
		launcher: variables.launcher,
		relaunchAll: stale.relaunchAll,
		checkNow: check.checkNow,
		remarks: (folder) => [check.text(folder), stale.text(folder)].filter((text) => text !== undefined),
		onDidChangeRemarks: changed.event,
		dispose: () => subscriptions.dispose(),
	};
}
