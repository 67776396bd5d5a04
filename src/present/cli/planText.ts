import type { EnvironmentPlan } from "../../core/creation.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../escaping/printable.ts";
import { planRows, planSentences } from "../texts/planRows.ts";
import { type Cell, columns, type WidthOf } from "./columns.ts";
import { faultText } from "./faultText.ts";
import type { Style } from "./style.ts";

export interface PlanTextRequest {
	readonly host: Homed;
	readonly plan: EnvironmentPlan;
	/** Of a removal: the folders that have selected the environment. */
	readonly folders?: readonly string[];
	readonly style: Style;
	readonly width?: number;
	readonly widthOf: WidthOf;
}

/** A large environment has hundreds. */
const maxPackages = 12;

/** What would be done, before the question. */
export function planText({ host, plan, folders = [], style, width, widthOf }: PlanTextRequest): readonly string[] {
	const { change, name } = plan;
	const titles = {
		create: t("Create “{0}”", printable(name)),
		update: t("Update “{0}”", printable(name)),
		remove: t("Remove “{0}”", printable(name)),
	};
	const rows = planRows({ host, plan, folders, maxPackages });
	const cells = rows.map(([label, text]): readonly Cell[] => [{ text: label, style: style.faint }, { text }]);
	const layout = { widthOf, indent: "  ", last: "wrapped" as const, ...(width === undefined ? {} : { width }) };
	const { first, last } = planSentences(plan);
	return [
		style.strong(titles[change]),
		...columns(cells, layout),
		...first.map((sentence) => `  ${sentence}`),
		...plan.notes.flatMap((note) => faultText(host, note, style)),
		...last,
	];
}
