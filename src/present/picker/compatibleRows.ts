import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { mayMeet } from "../../core/requirements/mayMeet.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import { requirementText } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import type { PickerRequest, PickerRow } from "./pickerRow.ts";
import { pickerRows } from "./pickerRows.ts";

/**
 * The rows of {@link pickerRows} without the environments that do not meet the requirement, and after them, where there were
 * any, a row that shows all.
 */
export function compatibleRows(request: PickerRequest): readonly PickerRow[] {
	const { host, state, verdicts, environments } = request;
	const deciding = state?.requirements.find(warns);
	if (state === undefined || deciding === undefined) return pickerRows(request);
	const usedId = state.selection.kind === "missing" ? undefined : state.selection.environment?.id;
	const hidden = new Set<string>();
	const kept = (rows: readonly GoEnvironment[]): readonly GoEnvironment[] =>
		rows.filter((row) => {
			const isKept = row.id === usedId || row.toolchain.kind === "none" || mayMeet(verdicts, row);
			if (!isKept) hidden.add(row.id);
			return isKept;
		});
	const shown = {
		...request,
		environments: kept(environments),
		state: { ...state, environments: kept(state.environments) },
	};
	const rows = pickerRows(shown);
	if (hidden.size === 0) return rows;
	const what = t("{0} needs {1}", linePlace(host, state.folder, deciding), requirementText(deciding));
	return [
		...rows,
		{
			kind: "choice",
			choice: { kind: "all" },
			label: t("Show all environments"),
			detail:
				hidden.size === 1
					? t("1 environment is hidden: {0}", what)
					: t("{0} environments are hidden: {1}", hidden.size, what),
			mark: "action",
		},
	];
}
