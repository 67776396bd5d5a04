import type { EnvironmentPlan } from "../../core/creation.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../escaping/printable.ts";
import { problemText } from "../faults/remedyTexts.ts";
import { planRows, planSentences } from "../texts/planRows.ts";

/** A dialog does not scroll. */
const maxPackages = 8;

/** What would be done, in lines for a dialog. `folders`: those that have selected an environment that would be removed. */
export function planDetail(host: Homed, plan: EnvironmentPlan, folders: readonly string[] = []): readonly string[] {
	const { first, last } = planSentences(plan);
	return [
		...planRows({ host, plan, folders, maxPackages }).map(([label, text]) => t("{0}: {1}", label, text)),
		...first,
		...plan.notes.map((note) => printable(problemText(note, "editor"))),
		...last,
	];
}
