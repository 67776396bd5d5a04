import { condaSpec, matchesCondaRange } from "../../../conda/condaRange.ts";
import { withoutCredentials } from "../../../conda/withoutCredentials.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host, RunResult } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import type { CondaSource } from "./condaSource.ts";
import { logOutput } from "./logOutput.ts";
import { packageFile } from "./packageFiles.ts";
import type { PrefixInstall } from "./prefixInstall.ts";

/**
 * Throws process-failed where a prefix lacks a package that was asked for, though the tool has ended with success: each of them does so
 * when it has asked a question, and done nothing (recorded: conda 24.7 to 26.7). What was there before an update may also be of
 * another version; in a new prefix the versions are the solver's to judge, whose work a mistake of ours must not remove.
 */
export async function checkInstalled(
	host: Host,
	{ prefix, tool, wanted, arguments: [verb] }: PrefixInstall,
	result: RunResult,
): Promise<void> {
	const listed = (await host.list(host.path.join(prefix, "conda-meta"))) ?? [];
	const missing = missingOf(
		wanted,
		listed.flatMap(({ name }) => /^(.+)\.json$/.exec(name)?.[1] ?? []),
		verb !== "create",
	);
	if (missing.length === 0) return;
	logOutput(host, tool.program, result);
	const message = t("{0} ended without an error, but {1} lacks: {2}.", tool.program, prefix, missing.join(", "));
	throw new FaultError({
		kind: "process-failed",
		message,
		remedies: [{ text: t("See the log for its output."), action: { kind: "log" } }],
	});
}

/** Names, or specs whose version is missing. `records`: of installed packages, `go-1.24.11-h0_0`. Virtual packages (`__glibc`) have none. */
function missingOf(
	{ packages }: CondaSource,
	records: readonly string[],
	comparesVersions: boolean,
): readonly string[] {
	if (packages.kind === "explicit") {
		const wanted = packages.lines.flatMap((line) => packageFile(line)?.record ?? []);
		return wanted.filter((name) => !records.includes(name));
	}
	const versions = new Map<string, string[]>();
	for (const record of records) {
		const [, name = "", version = ""] = /^(.+)-([^-]+)-[^-]+$/.exec(record) ?? [];
		versions.set(name, [...(versions.get(name) ?? []), version]);
	}
	return packages.specs.flatMap((text) => {
		const spec = condaSpec(text);
		if (spec === undefined || spec.name.startsWith("__")) return [];
		const installed = versions.get(spec.name);
		if (installed === undefined) return [spec.name];
		if (!comparesVersions) return [];
		// a range that we cannot judge is the tool's to judge
		return installed.every((version) => matchesCondaRange(version, spec.range) === false)
			? [withoutCredentials(text)]
			: [];
	});
}
