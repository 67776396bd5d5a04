import { type ProviderName, providerNames } from "../environment.ts";
import type { Problem } from "../fault.ts";
import { t } from "../l10n.ts";

export interface ProviderOrder {
	readonly order: readonly ProviderName[];
	/** Names that are none. */
	readonly problem?: Problem;
}

/**
 * `goEnvironments.providers` as it counts. A misspelt name is a problem, and a list in which nothing else stands is no wish to
 * see nothing: the default list counts then. An empty one is.
 */
export function providerOrder(names: readonly string[]): ProviderOrder {
	const isKnown = (name: string): boolean => providerNames.some((known) => known === name);
	const known = [...new Set(names.flatMap((name) => providerNames.find((one) => one === name) ?? []))];
	const unknown = [...new Set(names.filter((name) => !isKnown(name)))];
	if (unknown.length === 0) return { order: known };
	const listed = unknown.map((name) => `“${name}”`).join(", ");
	const all = providerNames.join(", ");
	if (known.length > 0) {
		const message = t("{0} in goEnvironments.providers is unknown. Known names: {1}.", listed, all);
		return { order: known, problem: { kind: "malformed", message } };
	}
	const message = t(
		"{0} in goEnvironments.providers is unknown. The default list is used. Known names: {1}.",
		listed,
		all,
	);
	return { order: providerNames, problem: { kind: "malformed", message } };
}
