import { pathOf } from "../../../core/activation.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host, Origin } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import type { Report } from "../../../core/operation.ts";
import { nameIn } from "../../../core/variables.ts";
import type { CondaSource } from "./condaSource.ts";
import { logOutput } from "./logOutput.ts";
import { shownLine } from "./shownLine.ts";
import { toolLimits } from "./toolRun.ts";

export interface PipRun {
	readonly prefix: string;
	readonly pip: NonNullable<CondaSource["pip"]>;
	/** pip may run code of packages, and of the folder of the file. */
	readonly origin: Origin;
	readonly report: Report;
	readonly onStart?: (pid: number) => Promise<void>;
}

/** Installs the packages of the pip section with the Python of the prefix. Throws process-failed, timed-out, cancelled, not-allowed. */
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
	const result = await host.run(
		{
			program: python,
			arguments: ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", ...pip.arguments],
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
	if (result.status === 0) return;
	logOutput(host, `${python} -m pip`, { ...result, stdout: lines.join("\n"), stderr: "" });
	const last = lines.findLast((line) => /^ERROR/.test(line)) ?? lines.at(-1) ?? "";
	throw new FaultError({
		kind: "process-failed",
		message: t("{0} failed: {1}", "pip", last.slice(0, 300)),
		remedies: [{ text: t("See the log for its output."), action: { kind: "log" } }],
	});
}
