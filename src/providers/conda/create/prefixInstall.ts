import { withoutCredentials } from "../../../conda/withoutCredentials.ts";
import type { ChangeRequest, EnvironmentPlan } from "../../../core/creation.ts";
import type { Host, Origin } from "../../../core/host.ts";
import { isInside } from "../../../core/isInside.ts";
import type { Report } from "../../../core/operation.ts";
import { type Channels, channelsOf, packageArguments } from "./condaArguments.ts";
import { type CondaInfo, condaInfo } from "./condaInfo.ts";
import type { CondaSource } from "./condaSource.ts";
import { type CondaTool, condaTool } from "./condaTool.ts";
import { explicitPackages, previewedPackages } from "./previewedPackages.ts";
import { runTool, type ToolRun, toolLimits } from "./toolRun.ts";
import { journalName, listName } from "./unfinished.ts";

/** One run of a tool that puts packages into a prefix, a new one or one that is there. */
export interface PrefixInstall {
	readonly prefix: string;
	readonly tool: CondaTool;
	readonly wanted: CondaSource;
	readonly channels: Channels;
	readonly arguments: readonly string[];
	/** Where it runs. */
	readonly folder: string;
	readonly origin: Origin;
	readonly downloadBytes?: number | undefined;
}

/** A tool and what it says of itself. */
export interface AskedTool {
	readonly tool: CondaTool;
	readonly info: CondaInfo;
}

/** The tool and what it says of itself, asked once and only if needed. */
export function toolOnce(host: Host, request: ChangeRequest, signal: AbortSignal): () => Promise<AskedTool> {
	const ask = async () => {
		const tool = await condaTool(host, request);
		return { tool, info: await condaInfo(host, tool, signal) };
	};
	let asked: ReturnType<typeof ask> | undefined;
	return () => (asked ??= ask());
}

export interface InstallRequest {
	readonly verb: "create" | "install";
	readonly prefix: string;
	readonly wanted: CondaSource;
	/** The file that `wanted` was read from; undefined: the user named the packages. */
	readonly file: string | undefined;
	/** The workspace folder. */
	readonly folder: string;
	/** Also asks the tool which packages it would install. */
	readonly preview: boolean;
}

/** What a plan says of the packages of its install. */
export type PlannedInstall = Pick<
	EnvironmentPlan,
	"tool" | "channels" | "requested" | "pip" | "packages" | "downloadBytes" | "accepts"
>;

/** The run for a request, and what its plan says. Throws as {@link previewedPackages}. */
export async function planInstall(
	host: Host,
	{ tool, info }: AskedTool,
	{ verb, prefix, wanted, file, folder, preview }: InstallRequest,
	signal: AbortSignal,
	report?: Report,
): Promise<{ readonly install: PrefixInstall; readonly planned: PlannedInstall }> {
	const channels = channelsOf(wanted, info);
	const list = host.path.join(host.store.folder, listName(await journalName(host, prefix)));
	// a file in the workspace folder came with it, and decides which packages, and so whose code, are installed
	const isFolders = file !== undefined && isInside(host, folder, file);
	const install: PrefixInstall = {
		prefix,
		tool,
		wanted,
		channels,
		arguments: [verb, "-y", "-p", prefix, ...channels.arguments, ...packageArguments(wanted, list)],
		folder: file === undefined ? folder : host.path.dirname(file),
		origin: isFolders ? { kind: "folder", folder } : { kind: "machine" },
	};
	const asks = preview && wanted.packages.kind === "specs";
	const previewed = asks ? await previewedPackages(host, tool, install, signal, report) : undefined;
	const packages = previewed?.packages ?? explicitPackages(wanted);
	const downloadBytes = previewed?.downloadBytes;
	return {
		install: { ...install, downloadBytes },
		planned: {
			tool: { title: `${tool.name} ${info.version}`.trim(), program: tool.program },
			channels: channels.shown,
			requested: wanted.packages.kind === "specs" ? wanted.packages.specs.map(withoutCredentials) : [],
			...(wanted.pip === undefined ? {} : { pip: wanted.pip.entries.map(withoutCredentials) }),
			...(packages === undefined ? {} : { packages }),
			...(downloadBytes === undefined ? {} : { downloadBytes }),
			...(wanted.accepts === undefined ? {} : { accepts: wanted.accepts }),
		},
	};
}

/** Runs the tool; how it ended is the caller's to judge. Throws as {@link runTool}. */
export async function runInstall(
	host: Host,
	{ prefix, tool, wanted, arguments: parameters, folder, downloadBytes }: PrefixInstall,
	reports: Pick<ToolRun, "report" | "onStart" | "onLinking">,
	signal: AbortSignal,
): ReturnType<typeof runTool> {
	if (wanted.packages.kind === "explicit") {
		// a thousand URLs do not fit into a command line
		const text = ["@EXPLICIT", ...wanted.packages.lines, ""].join("\n");
		await host.store.write(listName(await journalName(host, prefix)), text);
	}
	const run: ToolRun = { arguments: parameters, folder, downloadBytes, timeoutMs: toolLimits.installMs, ...reports };
	return runTool(host, tool, run, signal);
}
