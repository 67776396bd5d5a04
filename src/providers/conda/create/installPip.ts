import { pathOf } from "../../../core/activation.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host, Origin, RunResult } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import type { Report } from "../../../core/operation.ts";
import { nameIn } from "../../../core/variables.ts";
import type { CondaSource } from "./condaSource.ts";
import { logOutput } from "./logOutput.ts";
import { shownLine } from "./shownLine.ts";
import { toolLimits } from "./toolRun.ts";
import { journalName, listName } from "./unfinished.ts";

export interface PipRun {
	readonly prefix: string;
	readonly pip: NonNullable<CondaSource["pip"]>;
	/** pip may run code of packages, and of the folder of the file. */
	readonly origin: Origin;
	readonly report: Report;
	readonly onStart?: (pid: number) => Promise<void>;
}

/**
 * Installs the packages of the pip section with the Python of the prefix. As conda does, through a requirements file: variables,
 * comments and options of entries mean something only in one, and arguments are visible to other users. It takes the place of the list
 * of package files, which the tool has read by now. Throws process-failed, timed-out, cancelled, not-allowed.
 */
export async function installPip(host: Host, run: PipRun, signal: AbortSignal): Promise<void> {
	const { prefix, pip, origin, report, onStart } = run;
	const { path, platform, variables } = host;
	const python = platform === "win32" ? path.join(prefix, "python.exe") : path.join(prefix, "bin", "python");
	const stage = t("Installing packages with pip…");
	report({ stage });
	if ((await host.stat(python))?.kind !== "file") {
		const message = t("The file has packages for pip, but its packages do not include Python.");
		throw new FaultError({ kind: "conflict", message, remedies: [{ text: t("Add “python” to its dependencies.") }] });
	}
	const { PYTHONPATH: _, PYTHONHOME: __, ...kept } = variables;
	const pathName = nameIn(host, kept, "PATH");
	const lines: string[] = [];
	const list = listName(await journalName(host, prefix));
	const file = path.join(host.store.folder, list);
	// it may hold passwords, so it goes with us too
	const watchdog = await host.watchdog([file]);
	let result: RunResult;
	try {
		await host.store.write(list, requirementsText(host, pip));
		result = await host.run(
			{
				program: python,
				arguments: ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", ...pip.options, "-r", file],
				folder: pip.folder,
				variables: { ...kept, [pathName]: [path.dirname(python), pathOf(host, kept)].join(path.delimiter) },
				origin,
				timeoutMs: toolLimits.installMs,
				onLine(line) {
					const text = shownLine(line);
					lines.push(text);
					if (lines.length > 20) lines.shift();
					report({ stage, line: text });
				},
				...(onStart === undefined ? {} : { onStart }),
			},
			signal,
		);
	} finally {
		await host.store.write(list, undefined);
		watchdog.dispose();
	}
	if (result.status === 0) return;
	logOutput(host, `${python} -m pip`, { ...result, stdout: lines.join("\n"), stderr: "" });
	const last = lines.findLast((line) => /^ERROR/.test(line)) ?? lines.at(-1) ?? "";
	throw new FaultError({
		kind: "process-failed",
		message: t("{0} failed: {1}", "pip", last.slice(0, 300)),
		remedies: [{ text: t("See the log for its output."), action: { kind: "log" } }],
	});
}

/** Options whose path pip takes relative to the requirements file, and the start of their values. All others begin at the working directory. */
const pathOption = /(^|[ \t])(-[rcf][ \t]*|--(?:requirement|constraint|find-links)(?:[ \t]+|=))(?=["']?([^\s"']+))/g;

/** The requirements file for a pip section, as if it lay in the section's folder. */
export function requirementsText({ path, variables }: Pick<Host, "path" | "variables">, pip: PipRun["pip"]): string {
	const isWhole = (value: string): boolean => {
		const expanded = value.replace(/\$\{([A-Z0-9_]+)\}/g, (all, name: string) => variables[name] ?? all);
		return path.isAbsolute(expanded) || /^[a-z][a-z\d+.-]+:/i.test(expanded);
	};
	// quotes inside keep ` #` from beginning a comment, and `${` a variable
	const folder = `"${`${pip.folder}/`.replace(/["\\]/g, "\\$&").replace(/[#{]/g, '""$&')}"`;
	const lines = pip.entries
		.flatMap((entry) => entry.split("\n"))
		.map((line) =>
			line.startsWith("-")
				? line.replace(pathOption, (all: string, _before, _option, value: string) =>
						isWhole(value) ? all : all + folder,
					)
				: line,
		);
	return ["# -*- coding: utf-8 -*-", ...lines, ""].join("\n");
}
