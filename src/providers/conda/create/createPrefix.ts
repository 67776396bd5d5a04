import { environmentText } from "../../../conda/environmentText.ts";
import type { CreateRequest, EnvironmentPlan } from "../../../core/creation.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host, Origin } from "../../../core/host.ts";
import { isInside } from "../../../core/isInside.ts";
import { t } from "../../../core/l10n.ts";
import type { Report } from "../../../core/operation.ts";
import { historyOf } from "../prefixRow.ts";
import { prefixToolchain } from "../prefixToolchain.ts";
import { channelsOf, packageArguments } from "./condaArguments.ts";
import { type CondaInfo, condaInfo } from "./condaInfo.ts";
import type { CondaSource } from "./condaSource.ts";
import { type CondaTool, condaTool } from "./condaTool.ts";
import { creationFile, mayBeCondaFile } from "./creationFile.ts";
import { declareVariables } from "./declareVariables.ts";
import { failedRun } from "./failedRun.ts";
import { installPip } from "./installPip.ts";
import { prefixPlace } from "./prefixPlace.ts";
import { explicitPackages, previewedPackages } from "./previewedPackages.ts";
import { runTool, toolLimits } from "./toolRun.ts";
import { journalName, listName } from "./unfinished.ts";
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
	const known = toolOnce(host, request, signal);
	const wanted =
		source.kind === "file"
			? await creationFile(host, source.file, async () => (await known()).info.platform)
			: wantedPackages(source);
	const { prefix, name } = await prefixPlace(host, request, wanted, async () => (await known()).info.envsDirs);
	const { tool, info } = await known();
	const channels = channelsOf(wanted, info);
	const list = host.path.join(host.store.folder, listName(journalName(host, prefix)));
	const creation: Creation = {
		prefix,
		tool,
		wanted,
		arguments: ["create", "-y", "-p", prefix, ...channels.arguments, ...packageArguments(wanted, list)],
		folder: source.kind === "file" ? host.path.dirname(source.file) : folder,
		origin: originOf(host, request),
	};
	const asks = request.preview && wanted.packages.kind === "specs";
	const preview = asks ? await previewedPackages(host, tool, creation, signal, report) : undefined;
	const packages = preview?.packages ?? explicitPackages(wanted);
	return {
		change: "create",
		changes: [],
		name,
		location: prefix,
		tool: { title: `${tool.name} ${info.version}`.trim(), program: tool.program },
		channels: channels.shown,
		requested: wanted.packages.kind === "specs" ? wanted.packages.specs : [],
		...(packages === undefined ? {} : { packages }),
		...(preview?.downloadBytes === undefined ? {} : { downloadBytes: preview.downloadBytes }),
		...textOf(source, name, channels.shown, wanted),
		...(wanted.accepts === undefined ? {} : { accepts: wanted.accepts }),
		notes: wanted.notes,
		operation: {
			id: "create",
			title: t("Create “{0}”", name),
			origin: creation.origin,
			exclusive: `environment ${prefix}`,
			async run(tell, stop) {
				await createPrefix(host, { ...creation, downloadBytes: preview?.downloadBytes }, tell, stop);
				return prefix;
			},
		},
	};
}

function textOf(
	{ kind }: CreateRequest["source"],
	name: string,
	channels: readonly string[],
	{ packages }: CondaSource,
): Pick<EnvironmentPlan, "text"> {
	if (kind !== "packages" || packages.kind !== "specs") return {};
	return { text: environmentText({ name, channels, specs: packages.specs }) };
}

/** The tool and what it says of itself, asked once and only if needed. */
export function toolOnce(
	host: Host,
	request: Parameters<typeof condaTool>[1],
	signal: AbortSignal,
): () => Promise<{ readonly tool: CondaTool; readonly info: CondaInfo }> {
	const ask = async () => {
		const tool = await condaTool(host, request);
		return { tool, info: await condaInfo(host, tool, signal) };
	};
	let asked: ReturnType<typeof ask> | undefined;
	return () => (asked ??= ask());
}

/** A file in the workspace folder came with it, and decides which packages, and so whose code, are installed. */
function originOf(host: Host, { source, folder }: CreateRequest): Origin {
	const isFolders = source.kind === "file" && isInside(host, folder, source.file);
	return isFolders ? { kind: "folder", folder } : { kind: "machine" };
}

interface Creation {
	readonly prefix: string;
	readonly tool: CondaTool;
	readonly wanted: CondaSource;
	readonly arguments: readonly string[];
	readonly folder: string;
	readonly origin: Origin;
	readonly downloadBytes?: number | undefined;
}

async function createPrefix(host: Host, creation: Creation, report: Report, signal: AbortSignal): Promise<void> {
	const { prefix, tool, wanted, folder, origin, downloadBytes } = creation;
	const command = creation.arguments.join(" ");
	await whileUnfinished(host, prefix, command, async ({ onStart }) => {
		await writeList(host, prefix, wanted);
		const run = {
			arguments: creation.arguments,
			folder,
			timeoutMs: toolLimits.installMs,
			report,
			onStart,
			downloadBytes,
		};
		const result = await runTool(host, tool, run, signal);
		if (result.status !== 0) throw new FaultError(failedRun(host, tool, result));
		await checkPrefix(host, creation);
		if (wanted.pip !== undefined) {
			await installPip(host, { prefix, pip: wanted.pip, origin, report, onStart }, signal);
		}
		await declareVariables(host, prefix, wanted);
	});
}

/** Package files by URL go through a file: a thousand of them do not fit into a command line. */
export async function writeList(host: Host, prefix: string, { packages }: CondaSource): Promise<void> {
	if (packages.kind === "specs") return;
	await host.store.write(listName(journalName(host, prefix)), ["@EXPLICIT", ...packages.lines, ""].join("\n"));
}

/** conda ends with success where it has done nothing, because it asked a question (recorded: 24.7 to 26.7). */
async function checkPrefix(host: Host, { prefix, tool, wanted }: Creation): Promise<void> {
	const isEnvironment = (await host.stat(historyOf(host, prefix)))?.kind === "file";
	const { toolchain } = await host.look((looks) => prefixToolchain(looks, prefix));
	if (isEnvironment && (wanted.accepts === undefined || toolchain.kind === "known")) return;
	const message = isEnvironment
		? t("{0} ended without an error, but the Go in {1} is missing or incomplete.", tool.program, prefix)
		: t("{0} ended without an error, but has not created {1}.", tool.program, prefix);
	const remedies = [{ text: t("See the log for its output."), action: { kind: "log" } as const }];
	throw new FaultError({ kind: "process-failed", message, remedies });
}
