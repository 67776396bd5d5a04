import type { EnvironmentPlan, UpdateRequest } from "../../../core/creation.ts";
import type { GoEnvironment } from "../../../core/environment.ts";
import { type Fault, FaultError } from "../../../core/fault.ts";
import type { Host, Origin } from "../../../core/host.ts";
import { isInside } from "../../../core/isInside.ts";
import { t } from "../../../core/l10n.ts";
import type { Report } from "../../../core/operation.ts";
import { checkChangeable } from "./changeable.ts";
import { channelsOf, packageArguments } from "./condaArguments.ts";
import type { CondaSource } from "./condaSource.ts";
import type { CondaTool } from "./condaTool.ts";
import { toolOnce, writeList } from "./createPrefix.ts";
import { creationFile } from "./creationFile.ts";
import { declareVariables } from "./declareVariables.ts";
import { failedRun } from "./failedRun.ts";
import { installPip } from "./installPip.ts";
import { explicitPackages, previewedPackages } from "./previewedPackages.ts";
import { recoverJournals } from "./recoverJournals.ts";
import { createOrReplaceUpdate } from "./removePrefix.ts";
import { runTool, toolLimits } from "./toolRun.ts";
import { type Journal, journalName, journalText, listName } from "./unfinished.ts";
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
	const { tool, info } = await known();
	if (!(await host.isWritable(location))) throw new FaultError(notWritable(location));
	const channels = channelsOf(wanted, info);
	const list = host.path.join(host.store.folder, listName(journalName(host, location)));
	const parameters = ["install", "-y", "-p", location, ...channels.arguments, ...packageArguments(wanted, list)];
	const update: Update = {
		prefix: location,
		tool,
		wanted,
		arguments: parameters,
		folder: host.path.dirname(file),
		origin: isInside(host, folder, file) ? { kind: "folder", folder } : { kind: "machine" },
	};
	const asks = request.preview && wanted.packages.kind === "specs";
	const preview = asks ? await previewedPackages(host, tool, update, signal, report) : undefined;
	const packages = preview?.packages ?? explicitPackages(wanted);
	return {
		change: "update",
		changes: [],
		name,
		location,
		tool: { title: `${tool.name} ${info.version}`.trim(), program: tool.program },
		channels: channels.shown,
		requested: wanted.packages.kind === "specs" ? wanted.packages.specs : [],
		...(packages === undefined ? {} : { packages }),
		...(preview?.downloadBytes === undefined ? {} : { downloadBytes: preview.downloadBytes }),
		...(wanted.accepts === undefined ? {} : { accepts: wanted.accepts }),
		notes: [...wanted.notes, keeps(file)],
		operation: {
			id: "update",
			title: t("Update “{0}”", name),
			origin: update.origin,
			exclusive: `environment ${location}`,
			async run(tell, stop) {
				await checkChangeable(host, environment);
				await updatePrefix(host, { ...update, downloadBytes: preview?.downloadBytes }, tell, stop);
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

interface Update {
	readonly prefix: string;
	readonly tool: CondaTool;
	readonly wanted: CondaSource;
	readonly arguments: readonly string[];
	readonly folder: string;
	readonly origin: Origin;
	readonly downloadBytes?: number | undefined;
}

/**
 * The tool itself goes back where it fails. Where it is killed while it links, by a cancel, by its time limit or with us, the journal
 * stays, so that the row says it; a tool whose parent died ends its work, which is better than half of it.
 */
async function updatePrefix(host: Host, update: Update, report: Report, signal: AbortSignal): Promise<void> {
	const { prefix, tool, wanted, folder, origin, downloadBytes } = update;
	await recoverJournals(host);
	const owner = await host.processes.mark();
	if (owner === undefined) throw new Error("our own process has no mark");
	const name = journalName(host, prefix);
	let journal: Journal = { change: "update", prefix, at: host.now(), owner, command: update.arguments.join(" ") };
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
		await writeList(host, prefix, wanted);
		const limits = { folder, timeoutMs: toolLimits.installMs, downloadBytes };
		const run = { arguments: update.arguments, ...limits, report, onStart, onLinking };
		const result = await runTool(host, tool, run, signal);
		// one that ended by itself has gone back if it failed
		if (result.status !== null) isPartial = false;
		if (result.status !== 0) throw new FaultError(failedRun(host, tool, result));
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
