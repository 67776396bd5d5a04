import { nameForFolder } from "../../../conda/environmentName.ts";
import { environmentText } from "../../../conda/environmentText.ts";
import { isPortable } from "../../../conda/isPortable.ts";
import { withoutCredentials } from "../../../conda/withoutCredentials.ts";
import type { CreateRequest, EnvironmentPlan } from "../../../core/creation.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host, RunResult } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import type { Report } from "../../../core/operation.ts";
import { historyOf } from "../prefixRow.ts";
import { prefixToolchain } from "../prefixToolchain.ts";
import { checkInstalled } from "./checkInstalled.ts";
import { creationFile, mayBeCondaFile } from "./creationFile.ts";
import { declareVariables } from "./declareVariables.ts";
import { failedRun } from "./failedRun.ts";
import { installPip } from "./installPip.ts";
import { logOutput } from "./logOutput.ts";
import { type InstallRequest, type PrefixInstall, planInstall, runInstall, toolOnce } from "./prefixInstall.ts";
import { prefixPlace } from "./prefixPlace.ts";
import { wantedPackages } from "./wantedPackages.ts";
import { whileUnfinished } from "./whileUnfinished.ts";

/** Plans a prefix from a file or from packages; undefined for another source. Throws as {@link Provider.create}. */
export async function planPrefix(
	host: Host,
	request: CreateRequest,
	signal: AbortSignal,
	report?: Report,
): Promise<EnvironmentPlan | undefined> {
	const { source, folder } = request;
	if (source.kind === "version" || (source.kind === "file" && !mayBeCondaFile(host, source.file))) return undefined;
	const file = source.kind === "file" ? source.file : undefined;
	const known = toolOnce(host, request, signal);
	const wanted =
		source.kind === "file"
			? await creationFile(host, source.file, async () => (await known()).info.platform)
			: wantedPackages(source);
	const { prefix, name } = await prefixPlace(host, request, wanted, async () => (await known()).info.envsDirs);
	const asked: InstallRequest = { verb: "create", prefix, wanted, file, folder, preview: request.preview };
	const { install, planned } = await planInstall(host, await known(), asked, signal, report);
	return {
		change: "create",
		changes: [],
		name,
		location: prefix,
		...planned,
		...(source.kind === "packages" ? plannedFile(host, request, name, install) : {}),
		notes: wanted.notes,
		operation: {
			id: "create",
			title: t("Create “{0}”", name),
			origin: install.origin,
			exclusive: `environment ${prefix}`,
			async run(tell, stop) {
				await createPrefix(host, install, tell, stop);
				return prefix;
			},
		},
	};
}

/** An environment.yml for colleagues: conda adds the channels that are configured where it is used. */
function plannedFile(
	{ path }: Host,
	{ place, folder }: CreateRequest,
	name: string,
	{ channels, wanted }: PrefixInstall,
): Pick<EnvironmentPlan, "file"> {
	if (wanted.packages.kind !== "specs") return {};
	const text = environmentText({
		name: place.kind === "named" ? name : nameForFolder(path.basename(folder)),
		channels: channels.names.filter(isPortable),
		specs: wanted.packages.specs.filter(isPortable),
	});
	const omitted = [...channels.names, ...wanted.packages.specs].filter((one) => !isPortable(one));
	const message = t(
		"The file leaves out what has credentials or is on this machine only: {0}.",
		omitted.map(withoutCredentials).join(", "),
	);
	return { file: { text, notes: omitted.length === 0 ? [] : [{ kind: "note", message }] } };
}

async function createPrefix(host: Host, install: PrefixInstall, report: Report, signal: AbortSignal): Promise<void> {
	const { prefix, tool, wanted, origin } = install;
	await whileUnfinished(host, prefix, install.arguments.join(" "), async ({ onStart }) => {
		const result = await runInstall(host, install, { report, onStart }, signal);
		if (result.status !== 0) throw new FaultError(failedRun(host, tool, result));
		await checkPrefix(host, install, result);
		await checkInstalled(host, install, result);
		if (wanted.pip !== undefined) {
			await installPip(host, { prefix, pip: wanted.pip, origin, report, onStart }, signal);
		}
		await declareVariables(host, prefix, wanted);
	});
}

/** conda ends with success where it has done nothing, because it asked a question (recorded: 24.7 to 26.7). */
async function checkPrefix(host: Host, { prefix, tool, wanted }: PrefixInstall, result: RunResult): Promise<void> {
	const isEnvironment = (await host.stat(historyOf(host, prefix)))?.kind === "file";
	const { toolchain } = await host.look((looks) => prefixToolchain(looks, prefix));
	if (isEnvironment && (wanted.accepts === undefined || toolchain.kind === "known")) return;
	logOutput(host, tool.program, result);
	const message = isEnvironment
		? t("{0} ended without an error, but the Go in {1} is missing or incomplete.", tool.program, prefix)
		: t("{0} ended without an error, but has not created {1}.", tool.program, prefix);
	const remedies = [{ text: t("See the log for its output."), action: { kind: "log" } as const }];
	throw new FaultError({ kind: "process-failed", message, remedies });
}
