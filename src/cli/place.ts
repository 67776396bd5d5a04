import type { Operation } from "../core/operation.ts";
import { activateFolder, type FolderVariables } from "../operations/activateFolder.ts";
import { type FolderReading, type Place, readPlace } from "../operations/folderReading.ts";
import { operationRunner } from "../operations/operationRunner.ts";
import { providers } from "../providers/index.ts";
import { hasSpecification } from "../specifications/hasSpecification.ts";
import { knowledge } from "../specifications/knowledge.ts";
import { folderSettings } from "./folderSettings.ts";
import { withProgress } from "./progress.ts";
import { projectFolder } from "./projectFolder.ts";
import type { Session } from "./session.ts";

/** The folder that a verb is about, with its settings: what every verb but `reset` begins with. Throws usage. */
export async function placeOf(session: Session, named: string | undefined): Promise<Place> {
	const { host, signal } = session;
	const folder = await projectFolder(session, named, hasSpecification);
	return { host, folder, providers, knowledge, signal, settings: await folderSettings(host, folder) };
}

/** Reads that folder; `environment` is the reference of `--environment`. */
export async function readingOf(
	session: Session,
	{ folder, environment }: { readonly folder?: string | undefined; readonly environment?: string | undefined },
): Promise<FolderReading> {
	const place = await placeOf(session, folder);
	if (environment === undefined) return await readPlace(place);
	return await readPlace(place, { argument: { reference: environment, base: session.workingFolder } });
}

/** The variables of programs that the folder's environment is for. Throws as {@link activateFolder}. */
export async function variablesOf(session: Session, named: Parameters<typeof readingOf>[1]): Promise<FolderVariables> {
	const reading = await readingOf(session, named);
	return await runOperation(
		session,
		activateFolder(reading, () => session.trustFolders()),
	);
}

/** Runs an operation to its end, with its progress on standard error where a person sees it. Throws its faults. */
export async function runOperation<R>(session: Session, operation: Operation<R>): Promise<R> {
	const { host, signal, terminal } = session;
	return await withProgress(terminal, operation.title, (report) =>
		operationRunner(host.log).run(operation, signal, report),
	);
}
