import { type GoEnvironment, versionOf } from "../../core/environment.ts";
import type { Problem } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { type Face, problemText } from "../faults/remedyTexts.ts";
import { shortPath } from "./shortPath.ts";

/** What is known of an environment without running anything, as labels and values for a tooltip; paths in one form. */
export function environmentFacts(
	host: Homed,
	environment: GoEnvironment,
): readonly (readonly [label: string, value: string])[] {
	const { toolchain, location, origin, otherPaths } = environment;
	const place = (path: string | undefined) => (path === undefined ? undefined : shortPath(host, path));
	const known = "goroot" in toolchain ? toolchain : undefined;
	const facts: readonly (readonly [string, string | undefined])[] = [
		[t("Version"), versionOf(environment)],
		[t("GOROOT"), place(known?.goroot)],
		[t("Program"), place(known?.program)],
		[t("Place"), location === known?.goroot ? undefined : place(location)],
		[t("From"), origin],
		...otherPaths.map((path) => [t("Also at"), place(path)] as const),
	];
	return facts.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]]));
}

/** Its problems, remedies and notes, in whole sentences. */
export function environmentRemarks(environment: GoEnvironment, face: Face): readonly string[] {
	const problems = environmentProblems(environment).map((problem) => problemText(problem, face));
	return [...new Set([...problems, ...environment.notes])];
}

/** Its problems without duplicates. */
export function environmentProblems({ toolchain, problems }: GoEnvironment): readonly Problem[] {
	const all = toolchain.kind === "broken" ? [toolchain.problem, ...problems] : problems;
	return [...new Map(all.map((problem) => [problem.message, problem])).values()];
}
