import type { Host, Variables } from "../../core/host.ts";
import { callScripts } from "./callScripts.ts";
import type { ScriptRun } from "./scriptShell.ts";
import { sourceScripts } from "./sourceScripts.ts";

/**
 * The variables after the scripts of an environment ran in one shell: bash, on Windows cmd. The shell's own variables are
 * unchanged. Throws activation-failed, not-allowed, timed-out, cancelled.
 */
export async function runScripts(host: Host, run: ScriptRun, signal: AbortSignal): Promise<Variables> {
	if (run.scripts.length === 0) return run.variables;
	return host.platform === "win32" ? await callScripts(host, run, signal) : await sourceScripts(host, run, signal);
}
