import type { WorkspaceFolder } from "vscode";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import type { Report } from "../../core/operation.ts";
import type { FolderContext } from "../../operations/folderContext.ts";
import type { ChangeContext } from "../../operations/planChange.ts";
import type { Services } from "../services/services.ts";

/** A folder of the window, as operations need it. */
export function contextOf(
	{ host, settings, providers, knowledge }: Services,
	{ uri: { fsPath: folder } }: WorkspaceFolder,
	signal: AbortSignal,
): FolderContext {
	return { host, folder, settings: settings(folder), providers, knowledge, signal };
}

/** The environments of the machine and of a folder. */
export const rowsOf = ({ model }: Services, { uri }: WorkspaceFolder): readonly GoEnvironment[] =>
	environmentsOf(model.environments, model.folder(uri.fsPath)?.environments ?? []);

/** Makes a plan, with progress: a tool may have to read indexes and to solve. Throws what `make` throws, and cancelled. */
export function planned<P>(
	services: Services,
	folder: WorkspaceFolder,
	title: string,
	make: (context: ChangeContext) => Promise<P>,
): Promise<P> {
	return services.run({
		id: "plan",
		title,
		origin: { kind: "machine" },
		exclusive: `plan ${folder.uri.fsPath}`,
		run: (report: Report, signal) =>
			make({ place: contextOf(services, folder, signal), rows: rowsOf(services, folder), preview: true, report }),
	});
}
