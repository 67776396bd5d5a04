import { opening } from "../../core/action.ts";
import { FaultError, faultOf, type Remedy } from "../../core/fault.ts";
import type { Host, Origin, RunRequest, RunResult, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Report } from "../../core/operation.ts";

export interface ScriptRun {
	/** In execution order. */
	readonly scripts: readonly string[];
	/** The initial variables. */
	readonly variables: Variables;
	readonly prefix: string;
	readonly origin: Origin;
	readonly report?: Report | undefined;
}

/** For all scripts of an environment. */
const scriptsTimeoutMs = 10_000;
const maxOutputBytes = 16 << 20;

type ShellCall = Pick<RunRequest, "program" | "arguments" | "variables">;

/** Runs the shell; its faults name the environment. */
export async function runShell(host: Host, run: ScriptRun, signal: AbortSignal, shell: ShellCall): Promise<RunResult> {
	const { prefix, origin, scripts, report } = run;
	const [script] = scripts;
	const file = script ?? prefix;
	report?.({ stage: t("Running the scripts of {0}…", host.path.basename(prefix)) });
	try {
		return await host.run({ ...shell, folder: prefix, origin, timeoutMs: scriptsTimeoutMs, maxOutputBytes }, signal);
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault?.kind === "timed-out") {
			const message = t("The scripts of {0} timed out after {1} s.", prefix, scriptsTimeoutMs / 1000);
			const text = t("Check the scripts in {0}: one of them does not finish.", host.path.dirname(file));
			throw new FaultError({ kind: "timed-out", message, remedies: [correcting(text, script)], file }, { cause });
		}
		if (fault?.kind !== "process-failed") throw cause;
		const message = t("The scripts of {0} could not be run, because {1} could not be started.", prefix, shell.program);
		const remedies = [{ text: t("Install {0}.", shell.program) }];
		throw new FaultError({ kind: "activation-failed", message, remedies, file }, { cause });
	}
}

/** The fault of a script (by index, if known) that ended the shell instead of only changing it. */
export function endedEarly(
	{ scripts, prefix }: ScriptRun,
	index: number | undefined,
	status: number | null,
): FaultError {
	const script = index === undefined ? undefined : scripts[index];
	const file = script ?? prefix;
	const message =
		status === null
			? t("A signal ended the shell of {0}.", file)
			: t("{0} ended its shell with status {1}.", file, status);
	const remedies = [correcting(t("Correct the script, or remove its package."), script)];
	return new FaultError({ kind: "activation-failed", message, remedies, file });
}

const correcting = (text: string, script: string | undefined): Remedy =>
	script === undefined ? { text } : { text, action: opening(script) };
