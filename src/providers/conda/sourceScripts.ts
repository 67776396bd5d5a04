import { orUndefined } from "../../core/attempt.ts";
import type { Host, Variables } from "../../core/host.ts";
import { endedEarly, runShell, type ScriptRun } from "./scriptShell.ts";

/**
 * The program for bash; the files are its arguments. Each script is announced by an `s`, so that the one that ended the shell
 * is known; `e` starts the variables. The output of scripts is discarded, and processes that they leave hold none of our pipes.
 * bash 3.2 (macOS) is sufficient; `env -0` is missing before macOS 13, where the loop uses bash itself.
 */
export const bashProgram = [
	'_ge_files=("$@"); set --',
	'for _ge_file in "${_ge_files[@]}"; do builtin printf s; . "$_ge_file" </dev/null >/dev/null 2>&1; done',
	"trap - EXIT; builtin printf e",
	"/usr/bin/env -0 2>/dev/null || for _ge_name in $(compgen -e); do",
	'  [ -n "${!_ge_name+x}" ] && builtin printf "%s=%s\\0" "$_ge_name" "${!_ge_name}"',
	"done",
	"exit 0",
].join("\n");

/** With these bash reads a file or changes its behaviour. */
const bashStartUpVariables = new Set(["BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "POSIXLY_CORRECT"]);
/** Variables that bash changes itself, or may rewrite. */
const isShells = (name: string): boolean =>
	/^(?:_|SHLVL|PWD|OLDPWD)$/.test(name) || bashStartUpVariables.has(name) || !/^[A-Za-z_]\w*$/.test(name);

/**
 * The variables after one bash without start-up files sourced the scripts. Throws activation-failed, not-allowed, timed-out,
 * cancelled.
 */
export async function sourceScripts(host: Host, run: ScriptRun, signal: AbortSignal): Promise<Variables> {
	const { scripts, variables } = run;
	const program = (await orUndefined(() => host.stat("/bin/bash")))?.kind === "file" ? "/bin/bash" : "bash";
	const given = Object.entries(variables).filter(([name]) => !bashStartUpVariables.has(name));
	const { stdout, status } = await runShell(host, run, signal, {
		program,
		arguments: ["--noprofile", "--norc", "-c", bashProgram, "bash", ...scripts],
		variables: Object.fromEntries(given),
	});
	const [, started = "", end] = /^(s*)(e?)/.exec(stdout) ?? [];
	if (end !== "e") throw endedEarly(run, started.length - 1, status);
	const after = Object.fromEntries(Object.entries(variables).filter(([name]) => isShells(name)));
	for (const entry of stdout.slice(started.length + 1).split("\0")) {
		const equals = entry.indexOf("=");
		const name = entry.slice(0, equals);
		if (equals > 0 && !isShells(name)) after[name] = entry.slice(equals + 1);
	}
	return after;
}
