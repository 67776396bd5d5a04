import type { GoEnvironment, ProviderName } from "../../core/environment.ts";

import { goText } from "../texts/environmentText.ts";
import { inReadingOrder } from "../texts/rowOrder.ts";
import { type Homed, shortPath } from "../texts/shortPath.ts";
import { foundRows } from "./foundRows.ts";
import type { PickerRow } from "./pickerRows.ts";

/**
 * Environments to choose one of, by provider, each group below its title; what has no rows is not there. Of what was typed they
 * are found as those of the picker, but nothing is said to be absent: the machine may have it where it cannot be chosen here.
 */
export function environmentChoices(
	host: Homed,
	environments: readonly GoEnvironment[],
	titles: ReadonlyMap<ProviderName, string>,
	typed: string,
): readonly PickerRow[] {
	const rows = [...titles].flatMap(([provider, title]): readonly PickerRow[] => {
		const own = environments.filter((row) => row.provider === provider);
		const choices = inReadingOrder(own).map((environment): PickerRow => {
			const place = shortPath(host, environment.location);
			return {
				kind: "choice",
				choice: { kind: "environment", environment },
				label: environment.name,
				description: `${goText(environment)} · ${place}`,
				mark: "plain",
			};
		});
		return choices.length === 0 ? [] : [{ kind: "section", label: title }, ...choices];
	});
	return foundRows({ host, isListing: true }, rows, typed);
}
