import { faultOf } from "../../../core/fault.ts";
import type { Host, OutputName, RunResult, Variables } from "../../../core/host.ts";
import type { Report } from "../../../core/operation.ts";
import { checkCancelled } from "../../../core/operation.ts";
import type { CondaTool } from "./condaTool.ts";
import { logOutput } from "./logOutput.ts";
import { stagesOf } from "./stages.ts";

/** Milliseconds. A large environment over a slow line takes long; a tool that hangs must end some day. */
export const toolLimits = { infoMs: 120_000, solveMs: 20 * 60_000, installMs: 60 * 60_000 };

export interface ToolRun {
	readonly arguments: readonly string[];
	readonly folder: string;
	readonly timeoutMs: number;
	/** Bytes of its answer to keep. */
	readonly maxOutputBytes?: number;
	readonly report?: Report;
	/** Told only once, of a run whose output is an answer for programs. */
	readonly onWaiting?: Report | undefined;
	/** The size of all downloads, if it is known. */
	readonly downloadBytes?: number | undefined;
	readonly onStart?: (pid: number) => Promise<void>;
	/** Called when the tool begins to change the prefix. */
	readonly onLinking?: () => void;
}

/** Lines of each output that are kept of a run whose lines are reported: why it failed is said last. */
const maxKeptLines = 300;

/**
 * Runs the tool without input, so that a question ends it, and reports each line. Throws not-allowed, timed-out, cancelled,
 * process-failed (not started).
 */
export async function runTool(host: Host, tool: CondaTool, run: ToolRun, signal: AbortSignal): Promise<RunResult> {
	checkCancelled(signal);
	const { report, downloadBytes, timeoutMs, folder } = run;
	const stages = stagesOf(tool.name, downloadBytes);
	const last: Record<OutputName, string[]> = { stdout: [], stderr: [] };
	const onLine = (line: string, from: OutputName): void => {
		last[from].push(line);
		if (last[from].length > maxKeptLines) last[from].shift();
		report?.(stages.next(line));
		if (stages.isLinking()) run.onLinking?.();
	};
	(report ?? run.onWaiting)?.(stages.first());
	const said = () => ({ stdout: last.stdout.join("\n"), stderr: last.stderr.join("\n") });
	const request = {
		program: tool.program,
		arguments: run.arguments,
		folder,
		variables: toolVariables(host),
		origin: tool.origin,
		timeoutMs,
		...(run.maxOutputBytes === undefined ? {} : { maxOutputBytes: run.maxOutputBytes }),
		...(report === undefined ? {} : { onLine }),
		...(run.onStart === undefined ? {} : { onStart: run.onStart }),
	};
	try {
		const result = await host.run(request, signal);
		return report === undefined ? result : { ...result, ...said() };
	} catch (cause) {
		if (faultOf(cause)?.kind === "timed-out") logOutput(host, tool.program, { status: null, ...said() });
		throw cause;
	}
}

/**
 * The user's own, without what would change the answer: reports of errors to conda's developers wait for a key, and a user's
 * `dry_run` or `json` would make the tool do nothing, or say it in another form.
 */
function toolVariables({ variables }: Host): Variables {
	const { CONDA_DRY_RUN: _, MAMBA_DRY_RUN: __, CONDA_JSON: ___, MAMBA_JSON: ____, ...kept } = variables;
	return { ...kept, CONDA_REPORT_ERRORS: "false", CONDA_NOTIFY_OUTDATED_CONDA: "false", MAMBA_NO_BANNER: "1" };
}
