import type { Host, Variables } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { endedEarly, runShell, type ScriptRun } from "./scriptShell.ts";

const mark = "==go-environments-variables==";
const scriptVariable = (index: number): string => `GO_ENVIRONMENTS_SCRIPT_${index}`;

/**
 * The arguments of cmd. None contains a blank or a quote, so they are passed unchanged. The files are passed in variables,
 * quoted: cmd expands `%…%` before it interprets `&` and the like, which are then inside quotes.
 */
export function cmdArguments(count: number): readonly string[] {
	const calls = Array.from({ length: count }, (_, index) => [
		...["&", "call", `%${scriptVariable(index)}%`, ">nul", "2>&1", "<nul"],
	]);
	return ["/d", "/v:off", "/c", "chcp", "65001", ">nul", ...calls.flat(), "&", "echo", mark, "&", "set"];
}

/** As `sourceScripts`, for the `.bat` files of Windows. A value with a line break is not read back completely. */
export async function callScripts(host: Host, run: ScriptRun, signal: AbortSignal): Promise<Variables> {
	const files = run.scripts.map((file, index) => [scriptVariable(index), `"${file}"`] as const);
	const { stdout, status } = await runShell(host, run, signal, {
		program: setting(host, "ComSpec") ?? "cmd.exe",
		arguments: cmdArguments(files.length),
		variables: { ...run.variables, ...Object.fromEntries(files) },
	});
	const at = stdout.indexOf(mark);
	if (at < 0) throw endedEarly(run, undefined, status);
	const after: Record<string, string> = {};
	for (const line of stdout.slice(at + mark.length).split("\r\n")) {
		// `=C:=C:\folder` and `=ExitCode=…` are internal to cmd
		const equals = line.indexOf("=", 1);
		const name = line.slice(0, equals);
		if (equals > 0 && !line.startsWith("=") && !isOwn(name)) after[name] = line.slice(equals + 1);
	}
	for (const [name, value] of Object.entries(run.variables)) if (value.includes("\n")) after[name] = value;
	return after;
}

const isOwn = (name: string): boolean => name.startsWith("GO_ENVIRONMENTS_SCRIPT_");
