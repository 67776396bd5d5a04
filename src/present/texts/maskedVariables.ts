import { maskedValue } from "../../core/activation/secrets.ts";
import type { Activation } from "../../core/activation.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";

/** The changes of an activation, as names and values for people: prepended entries, values, and removals; masked. */
export function maskedVariables(
	{ path }: Pick<Host, "path">,
	{ lists, variables, terminal }: Activation,
): readonly (readonly [name: string, value: string])[] {
	const front = Object.entries(lists)
		.filter(([, { prepend }]) => prepend.length > 0)
		.map(([name, { prepend }]) => [name, t("{0} first", maskedValue(name, prepend.join(path.delimiter)))] as const);
	const values = Object.entries({ ...variables, ...terminal }).map(
		([name, value]) => [name, value === null ? t("removed") : maskedValue(name, value)] as const,
	);
	return [...front, ...values.sort(([a], [b]) => (a < b ? -1 : 1))];
}
