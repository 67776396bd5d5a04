import type { EnvironmentPlan, UpdateRequest } from "../../../core/creation.ts";
import type { GoEnvironment } from "../../../core/environment.ts";
import { type Fault, FaultError } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import type { Report } from "../../../core/operation.ts";
import { checkChangeable } from "./changeable.ts";
import { checkInstalled } from "./checkInstalled.ts";
import { creationFile } from "./creationFile.ts";
import { declareVariables } from "./declareVariables.ts";
import { failedRun } from "./failedRun.ts";
import { installPip } from "./installPip.ts";
import { type InstallRequest, type PrefixInstall, planInstall, runInstall, toolOnce } from "./prefixInstall.ts";
import { recoverJournals } from "./recoverJournals.ts";
import { createOrReplaceUpdate } from "./removePrefix.ts";
import { beginOf, type Journal, journalName, journalText, listName } from "./unfinished.ts";
import { busy } from "./whileUnfinished.ts";

/**
 * Plans to install into a prefix what a file asks for. What the file does not name stays, as with `conda env update`. Throws as
 * {@link Provider.update}.
 */
export async function planUpdate(
	host: Host,
	environment: GoEnvironment,
	request: UpdateRequest,
	signal: AbortSignal,
	report?: Report,
): Promise<EnvironmentPlan> {
	const { location, name } = environment;
	const { file, folder } = request;
	await checkChangeable(host, environment);
	const known = toolOnce(host, request, signal);
	const wanted = await creationFile(host, file, async () => (await known()).info.platform);
	if (!(await host.isWritable(location))) throw new FaultError(notWritable(location));
	const asked: InstallRequest = { verb: "install", prefix: location, wanted, file, folder, preview: request.preview };
	const { install, planned } = await planInstall(host, await known(), asked, signal, report);
	return {
		change: "update",
		changes: [],
		name,
		location,
		...planned,
		notes: [...wanted.notes, keeps(file)],
		operation: {
			id: "update",
			title: t("Update “{0}”", name),
			origin: install.origin,
			exclusive: `environment ${location}`,
			async run(tell, stop) {
				await checkChangeable(host, environment);
				await updatePrefix(host, install, tell, stop);
				return location;
			},
		},
	};
}

const keeps = (file: string): Fault => ({
	kind: "note",
	message: t("Packages that the file does not name stay installed."),
	file,
});

const notWritable = (location: string): Fault => ({
	kind: "not-writable",
	message: t("Nothing can be created in: {0}.", location),
	remedies: [{ text: t("Create another environment.") }],
});

/**
 * The tool itself goes back where it fails. Where it is killed while it links, by a cancel, by its time limit or with us, the journal
 * stays, so that the row says it; a tool whose parent died ends its work, which is better than half of it.
 */
async function updatePrefix(host: Host, install: PrefixInstall, report: Report, signal: AbortSignal): Promise<void> {
	const { prefix, tool, wanted, origin } = install;
	await recoverJournals(host);
	const owner = await host.processes.mark();
	if (owner === undefined) throw new Error("our own process has no mark");
	const name = await journalName(host, prefix);
	const began = await beginOf(host, prefix);
	let journal: Journal = { change: "update", prefix, at: host.now(), owner, began };
	if (!(await createOrReplaceUpdate(host, name, journalText(journal)))) {
		throw new FaultError(await busy(host, prefix, name));
	}
	let isPartial = false;
	const onStart = async (pid: number): Promise<void> => {
		const mark = await host.processes.mark(pid);
		journal = { ...journal, ...(mark === undefined ? {} : { tool: mark }) };
		await host.store.write(name, journalText(journal));
	};
	const onLinking = (): void => {
		isPartial = true;
	};
	try {
		const result = await runInstall(host, install, { report, onStart, onLinking }, signal);
		// one that ended by itself has gone back if it failed
		if (result.status !== null) isPartial = false;
		if (result.status !== 0) throw new FaultError(failedRun(host, tool, result));
		await checkInstalled(host, install, result);
		if (wanted.pip !== undefined) {
			isPartial = true;
			await installPip(host, { prefix, pip: wanted.pip, origin, report, onStart }, signal);
			isPartial = false;
		}
		await declareVariables(host, prefix, wanted);
	} finally {
		await host.store.write(listName(name), undefined);
		await host.store.write(name, isPartial ? journalText({ ...journal, ended: true }) : undefined);
	}
}
