import { type Fault, isWrong } from "../../core/fault.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../escaping/printable.ts";
import { shortPath } from "../texts/shortPath.ts";
import { faultText } from "./faultText.ts";
import type { Style } from "./style.ts";

/** What the check of a folder's Go setup found, problems before notes. */
export function findingsText(host: Homed, folder: string, findings: readonly Fault[], style: Style): readonly string[] {
	const problems = findings.filter(isWrong);
	const notes = findings.filter((finding) => !isWrong(finding));
	const lines = (some: readonly Fault[]): readonly string[] =>
		some.flatMap((finding) => ["", ...faultText(host, finding, style).map((line) => `  ${line}`)]);
	return [
		style.strong(printable(shortPath(host, folder))),
		...(problems.length === 0 ? [`  ${style.good("✓")} ${t("The Go setup has no problems.")}`] : lines(problems)),
		...(notes.length === 0 ? [] : ["", style.strong(t("Notes")), ...lines(notes).slice(1)]),
	];
}
