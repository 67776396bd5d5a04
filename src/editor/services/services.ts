import type { Disposable, ExtensionContext, LogOutputChannel } from "vscode";
import type { ProviderName } from "../../core/environment.ts";
import type { FolderKnowledge } from "../../core/folderKnowledge.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model/model.ts";
import type { Operation } from "../../core/operation.ts";
import type { Provider } from "../../core/provider.ts";
import type { FolderSettings } from "../../core/settings/folderSettings.ts";
import { operationRunner } from "../../operations/operationRunner.ts";
import { refreshEnvironments } from "../../operations/refreshEnvironments.ts";
import { type Boundary, boundary } from "./boundary.ts";
import { contextKeys, type SetContextKey } from "./contextKeys.ts";
import { type EnvironmentFilter, environmentFilter } from "./environmentFilter.ts";
import { type FolderRemarks, folderRemarks } from "./folderRemarks.ts";
import { withProgress } from "./progress.ts";
import { type TerminalGos, terminalGos } from "./terminalGos.ts";
import { type ActiveFolder, activeFolder } from "./workspaceFolders.ts";

/** Created by extension.ts: the editor's context, the machine and the model. */
export interface ServiceParts {
	readonly extension: ExtensionContext;
	readonly channel: LogOutputChannel;
	readonly host: Host;
	readonly model: Model;
	readonly knowledge: FolderKnowledge;
	readonly providers: readonly Provider[];
	/** The settings of a folder, or of the machine, as they are now. */
	readonly settings: (folder?: string) => FolderSettings;
}

/**
 * The services that features use. Features do not depend on each other: they communicate through these services or run each
 * other's public commands.
 */
export interface Services extends ServiceParts {
	/** Display names of providers. */
	readonly titles: ReadonlyMap<ProviderName, string>;
	readonly bounds: Boundary;
	readonly active: ActiveFolder;
	readonly remarks: FolderRemarks;
	readonly terminalGos: TerminalGos;
	readonly filter: EnvironmentFilter;
	readonly setContextKey: SetContextKey;
	/** Runs an operation, with cancellable progress if it takes long. Throws its faults, and cancelled. */
	run<R>(operation: Operation<R>): Promise<R>;
	/** Lists and reads everything anew, as an operation. Throws cancelled. */
	refresh(): Promise<void>;
}

export function editorServices(parts: ServiceParts): Services & Disposable {
	const active = activeFolder();
	const runner = operationRunner(parts.host.log);
	const remarks = folderRemarks();
	const gos = terminalGos();
	const setContextKey = contextKeys();
	const filter = environmentFilter(parts.extension, setContextKey);
	const run = <R>(operation: Operation<R>): Promise<R> =>
		withProgress(operation.title, (report, signal) => runner.run(operation, signal, report));
	return {
		...parts,
		titles: new Map(parts.providers.map(({ name, title }) => [name, title])),
		bounds: boundary(parts.host.log),
		active,
		remarks,
		terminalGos: gos,
		filter,
		setContextKey,
		run,
		refresh: () => run(refreshEnvironments(parts.model.refresh)),
		dispose() {
			active.dispose();
			remarks.dispose();
			gos.dispose();
			filter.dispose();
		},
	};
}
