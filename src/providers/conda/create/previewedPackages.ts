import type { PlannedPackage } from "../../../core/creation.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { isObject } from "../../../core/isObject.ts";
import type { Report } from "../../../core/operation.ts";
import type { CondaSource } from "./condaSource.ts";
import type { CondaTool } from "./condaTool.ts";
import { failedRun } from "./failedRun.ts";
import { packageFile } from "./packageFiles.ts";
import { toolAnswer } from "./toolAnswer.ts";
import { runTool, toolLimits } from "./toolRun.ts";

export interface PreviewedPackages {
	readonly packages: readonly PlannedPackage[];
	readonly downloadBytes?: number;
}

/** Of a large environment: FETCH holds the whole records of packages. */
const maxAnswerBytes = 64 << 20;

/** `parameters` with `--dry-run --json`: what the tool would install. Throws the faults of {@link failedRun}, timed-out, cancelled. */
export async function previewedPackages(
	host: Host,
	tool: CondaTool,
	run: { readonly arguments: readonly string[]; readonly folder: string },
	signal: AbortSignal,
	report?: Report,
): Promise<PreviewedPackages> {
	const [verb = "", ...others] = run.arguments;
	const result = await runTool(
		host,
		tool,
		{
			arguments: [verb, "--dry-run", "--json", ...others],
			folder: run.folder,
			timeoutMs: toolLimits.solveMs,
			maxOutputBytes: maxAnswerBytes,
			onWaiting: report,
		},
		signal,
	);
	const answer = toolAnswer(result.stdout);
	if (answer?.["success"] !== true) throw new FaultError(failedRun(host, tool, result));
	const actions = isObject(answer["actions"]) ? answer["actions"] : {};
	const fetched = records(actions["FETCH"]);
	const sizes = fetched.map(({ size }) => (typeof size === "number" ? size : undefined));
	return {
		packages: [...planned(actions["UNLINK"], "remove"), ...planned(actions["LINK"], "install")],
		...(sizes.includes(undefined) ? {} : { downloadBytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) }),
	};
}

const records = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

const planned = (value: unknown, change: PlannedPackage["change"]): readonly PlannedPackage[] =>
	records(value).map(({ name, version }) => ({ name: String(name), version: String(version), change }));

/** The packages of an explicit file, which no tool has to be asked for. */
export const explicitPackages = ({ packages }: CondaSource): readonly PlannedPackage[] | undefined =>
	packages.kind === "specs"
		? undefined
		: packages.lines.map((line) => {
				const { name, version = "" } = packageFile(line) ?? {};
				return { name: name ?? line.slice(line.lastIndexOf("/") + 1), version, change: "install" };
			});
