import { pathOf } from "../core/activation.ts";
import type { Fault } from "../core/fault.ts";
import type { Host, Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { hasRawBytes } from "../core/rawText.ts";
import { variable } from "../core/variables.ts";
import { batchCommandLine } from "../shell/batchCommandLine.ts";

/** How to start a program, or why it cannot be started, with the status that shells use for that (126, 127). */
export type Start =
	| { readonly program: string; readonly arguments: readonly string[]; readonly verbatim?: boolean }
	| { readonly fault: Fault; readonly status: 126 | 127 };

/**
 * Finds a program in the PATH of `variables` as the platform's shell does. We start it ourselves, and our own process has a
 * different PATH.
 */
export async function programFor(
	host: Host,
	variables: Variables,
	folder: string,
	name: string,
	parameters: readonly string[],
): Promise<Start> {
	const names = host.platform === "win32" ? withExtensions(host, variables, name) : [name];
	const isPath = name.includes("/") || (host.platform === "win32" && /[\\:]/.test(name));
	const folders = isPath ? [folder] : searched(host, variables, folder);
	// Node cannot access a path with such bytes: the shell that restores them (host/rawProcess) finds the program or reports that
	// it does not exist
	if (hasRawBytes(name) || (!isPath && folders.some(hasRawBytes))) return { program: name, arguments: parameters };
	let found: string | undefined;
	for (const place of folders) {
		for (const candidate of names) {
			const program = host.path.resolve(place, candidate);
			const kind = await kindOf(host, program);
			if (kind === "program") return started(host, variables, program, parameters);
			if (kind === "file") found ??= program;
			if (kind === "folder" && isPath) found ??= program;
		}
	}
	if (found !== undefined) return { status: 126, fault: fault(t("{0} is not a program that can be started.", found)) };
	const message = isPath
		? t("The program {0} does not exist.", name)
		: t("There is no program “{0}” on the PATH of the environment.", name);
	return { status: 127, fault: fault(message) };
}

const fault = (message: string): Fault => ({ kind: "process-failed", message });

/** An empty entry of PATH is the working directory. Windows ignores empty entries and removes quotes. */
function searched(host: Host, variables: Variables, folder: string): readonly string[] {
	const entries = pathOf(host, variables).split(host.path.delimiter);
	if (host.platform !== "win32") return entries.map((entry) => host.path.resolve(folder, entry));
	return entries.flatMap((entry) => {
		const plain = entry.replaceAll('"', "");
		return plain === "" ? [] : [host.path.resolve(folder, plain)];
	});
}

/** The name itself if it has an extension of PATHEXT, then the name with each of them. */
function withExtensions(host: Host, variables: Variables, name: string): readonly string[] {
	const extensions = (variable(host, variables, "PATHEXT") || ".COM;.EXE;.BAT;.CMD").split(";").filter(Boolean);
	const isWhole = extensions.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()));
	return [...(isWhole ? [name] : []), ...extensions.map((extension) => `${name}${extension.toLowerCase()}`)];
}

/** A folder of PATH that cannot be read contains no programs. */
async function kindOf(host: Host, program: string): Promise<"program" | "file" | "folder" | "nothing"> {
	const found = await host.stat(program).catch(() => undefined);
	if (found === undefined) return "nothing";
	if (found.kind !== "file") return "folder";
	return found.executable || host.platform === "win32" ? "program" : "file";
}

function started(host: Host, variables: Variables, program: string, parameters: readonly string[]): Start {
	if (host.platform !== "win32" || !/\.(?:bat|cmd)$/i.test(program)) return { program, arguments: parameters };
	const line = batchCommandLine(program, parameters);
	if (line === undefined) {
		const message = t("{0} is a batch file: line breaks cannot be passed to it.", program);
		return { status: 126, fault: fault(message) };
	}
	const root = variable(host, variables, "SystemRoot") ?? "C:\\Windows";
	const shell = variable(host, variables, "ComSpec") ?? host.path.join(root, "System32", "cmd.exe");
	return { program: shell, arguments: line, verbatim: true };
}
