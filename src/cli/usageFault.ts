import { FaultError } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { Verb } from "./verb.ts";

/** The fault of a command line that a verb does not accept. */
export const usageFault = ({ name }: Pick<Verb, "name">, message: string): FaultError =>
	new FaultError({
		kind: "usage",
		message,
		remedies: [{ text: t("Run `go-environments {0} --help` for its usage.", name) }],
	});
