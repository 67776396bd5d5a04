import { FaultError } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import type { CondaTool } from "./condaTool.ts";
import { failedRun } from "./failedRun.ts";
import { toolAnswer } from "./toolAnswer.ts";
import { runTool, toolLimits } from "./toolRun.ts";

/** What a tool says about itself. */
export interface CondaInfo {
	readonly version: string;
	/** `linux-64`. */
	readonly platform: string;
	readonly root: string | undefined;
	/** Folders of environments, in the tool's own order. */
	readonly envsDirs: readonly string[];
	/** URLs of the configured channels, without platforms; empty where only the built-in default counts. conda masks tokens alone. */
	readonly channels: readonly string[];
}

/** conda's built-in default, which has neither the builds nor the versions of conda-forge. */
const builtIn = /^https?:\/\/repo\.(?:anaconda\.com|continuum\.io)\/pkgs\//;

/** Asks the tool for its configuration (conda half a second, mamba 40 ms). Throws process-failed, timed-out, cancelled. */
export async function condaInfo(host: Host, tool: CondaTool, signal: AbortSignal): Promise<CondaInfo> {
	const run = { arguments: ["info", "--json"], folder: host.home, timeoutMs: toolLimits.infoMs };
	const result = await runTool(host, tool, run, signal);
	const answer = toolAnswer(result.stdout);
	if (result.status !== 0 || answer === undefined) throw new FaultError(failedRun(host, tool, result));
	// mamba's keys are words with blanks (recorded: mamba 2.2.0)
	const text = (...keys: readonly string[]): string | undefined =>
		keys.map((key) => answer[key]).find((value) => typeof value === "string") as string | undefined;
	const list = (...keys: readonly string[]): readonly string[] => {
		const value = keys.map((key) => answer[key]).find((one) => Array.isArray(one)) as readonly unknown[] | undefined;
		return (value ?? []).filter((one): one is string => typeof one === "string");
	};
	const channels = list("channels").map((url) => url.replace(/\/(?:noarch|[a-z]+-[a-z0-9]+)\/?$/, ""));
	const own = [...new Set(channels)].filter((url) => url !== "");
	return {
		version: text("conda_version", "mamba version", "micromamba version", "libmamba version") ?? "",
		platform: text("platform") ?? "",
		root: text("root_prefix", "base environment")?.replace(/ \(writable\)$| \(read only\)$/, ""),
		envsDirs: list("envs_dirs", "envs directories"),
		channels: own.every((url) => builtIn.test(url)) ? [] : own,
	};
}
