import { FaultError } from "../core/fault.ts";
import { t } from "../core/l10n.ts";

/** The fault process-failed of a program that the system could not start; `cause` is its error or error code. */
export const notStarted = (program: string, cause: unknown): FaultError =>
	new FaultError(
		{
			kind: "process-failed",
			message: t("{0} could not be started ({1}).", program, (cause as { readonly code?: string }).code || "?"),
		},
		{ cause },
	);
