import type { ProviderName } from "../environment.ts";
import type { Problem } from "../fault.ts";
import { t } from "../l10n.ts";
import type { Provider } from "../provider.ts";

export interface ProviderOrder {
	readonly order: readonly ProviderName[];
	/** Reports unknown names. */
	readonly problem?: Problem;
}

/**
 * The effective value of `goEnvironments.providers`. A misspelt name is a problem; if a list has only such names, all
 * `providers` are used in their order. An empty list disables all.
 */
export function providerOrder(names: readonly string[], providers: readonly Pick<Provider, "name">[]): ProviderOrder {
	const order = providers.map(({ name }) => name);
	const distinct = [...new Set(names)];
	const known = distinct.filter((name) => order.includes(name));
	const unknown = distinct.filter((name) => !order.includes(name));
	if (unknown.length === 0) return { order: known };
	const listed = unknown.map((name) => `“${name}”`).join(", ");
	const all = order.join(", ");
	if (known.length > 0) {
		const message = t("{0} in goEnvironments.providers is unknown. Known names: {1}.", listed, all);
		return { order: known, problem: wrong(message) };
	}
	const message = t(
		"{0} in goEnvironments.providers is unknown. The default list is used. Known names: {1}.",
		listed,
		all,
	);
	return { order, problem: wrong(message) };
}

const wrong = (message: string): Problem => ({
	kind: "malformed",
	message,
	remedies: [
		{
			text: t("Correct the setting goEnvironments.providers."),
			action: { kind: "setting", name: "goEnvironments.providers" },
		},
	],
});
