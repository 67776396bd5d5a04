import type { GoEnvironment, ProviderName } from "../../core/environment.ts";

import { goText } from "../texts/environmentText.ts";
import { inReadingOrder } from "../texts/rowOrder.ts";
import { type Homed, shortPath } from "../texts/shortPath.ts";

export interface EnvironmentChoice {
	readonly environment: GoEnvironment;
	readonly label: string;
	readonly description: string;
	readonly detail: string;
}

/** Environments to choose one of, by provider, each group with its title; what has no rows is not there. */
export function environmentChoices(
	host: Homed,
	environments: readonly GoEnvironment[],
	titles: ReadonlyMap<ProviderName, string>,
): readonly { readonly title: string; readonly choices: readonly EnvironmentChoice[] }[] {
	return [...titles].flatMap(([provider, title]) => {
		const own = environments.filter((row) => row.provider === provider);
		const choices = inReadingOrder(own).map((environment) => ({
			environment,
			label: environment.name,
			description: goText(environment),
			detail: shortPath(host, environment.location),
		}));
		return choices.length === 0 ? [] : [{ title, choices }];
	});
}
