import { type GoEnvironment, type ProviderName, versionOf } from "../../core/environment.ts";
import type { Homed } from "../../core/host.ts";
import { environmentLabel, goText } from "../texts/environmentText.ts";
import { inReadingOrder } from "../texts/rowOrder.ts";
import { shortPath } from "../texts/shortPath.ts";
import { foundRows } from "./foundRows.ts";
import type { PickerRow } from "./pickerRow.ts";

/**
 * Environments to select from, by provider, each group below its title, without empty groups. Typed text filters them as in the
 * picker, but a version is never reported as absent: the machine may have it in an environment that is not offered here.
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
				label: environmentLabel(environment),
				description: versionOf(environment) === undefined ? `${goText(environment)} · ${place}` : place,
				mark: "plain",
			};
		});
		return choices.length === 0 ? [] : [{ kind: "section", label: title }, ...choices];
	});
	return foundRows({ host, isListing: true }, rows, typed);
}
