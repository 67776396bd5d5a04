import { t } from "../core/l10n.ts";
import type { Operation } from "../core/operation.ts";
import { folderSettings } from "../core/settings/folderSettings.ts";
import { activateFolder, type FolderVariables } from "../operations/activateFolder.ts";
import type { FolderContext } from "../operations/folderContext.ts";
import { type FolderReading, readPlace } from "../operations/folderReading.ts";
import { operationRunner } from "../operations/operationRunner.ts";
import { providers } from "../providers/index.ts";
import { hasSpecification } from "../specifications/hasSpecification.ts";
import { knowledge } from "../specifications/knowledge.ts";
import { withProgress } from "./progress.ts";
import { projectFolder } from "./projectFolder.ts";
import type { Session } from "./session.ts";
import { writtenSettings } from "./writtenSettings.ts";

/** The folder that a verb applies to, with its settings; every verb except `reset` begins with it. Throws usage. */
export async function placeOf(session: Session, named: string | undefined): Promise<FolderContext> {
	const { host, signal } = session;
	const folder = await projectFolder(session, named, hasSpecification);
	const settings = folderSettings(host, providers, await writtenSettings(host, folder));
	return { host, folder, providers, knowledge, signal, settings };
}

/** Reads the folder; `environment` is the reference given by `--environment`. */
export async function readingOf(
	session: Session,
	{ folder, environment }: { readonly folder?: string | undefined; readonly environment?: string | undefined },
): Promise<FolderReading> {
	const place = await placeOf(session, folder);
	const argument = environment === undefined ? undefined : { reference: environment, base: session.workingFolder };
	return await whileLooking(session, () => readPlace(place, { argument }));
}

/** Shows that the machine is listed, where that takes long: a disk may be slow to answer. */
export async function whileLooking<R>({ terminal }: Session, look: () => Promise<R>): Promise<R> {
	return await withProgress(terminal, t("Looking for Go environments…"), look);
}

/** The variables for programs that run in the folder's environment. Throws as {@link activateFolder}. */
export async function variablesOf(session: Session, named: Parameters<typeof readingOf>[1]): Promise<FolderVariables> {
	const reading = await readingOf(session, named);
	return await runOperation(
		session,
		activateFolder(reading, () => session.trustFolders()),
	);
}

/** Runs an operation to its end and shows its progress on standard error if that is a terminal. Throws its faults. */
export async function runOperation<R>(session: Session, operation: Operation<R>): Promise<R> {
	const { host, signal, terminal } = session;
	return await session.finishing(
		withProgress(terminal, operation.title, (report) => operationRunner(host.log).run(operation, signal, report)),
	);
}
