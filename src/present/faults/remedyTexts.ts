import { type Problem, type Remedy, remediesOf } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { commandFor } from "./commandFor.ts";

/** Where a remedy is shown: the editor offers its action as a button, the command line as a command to type. */
export type Face = "editor" | "cli";

/** The remedies of a problem, one sentence each. */
export const remedyTexts = (problem: Pick<Problem, "remedies">, face: Face): readonly string[] =>
	remediesOf(problem).map((remedy) => textOf(remedy, face));

/** A problem and its remedies as one text. */
export const problemText = (problem: Problem, face: Face): string =>
	[problem.message, ...remedyTexts(problem, face)].join(" ");

function textOf({ text, action }: Remedy, face: Face): string {
	if (face === "cli" && action?.kind === "log") {
		const variable = "GO_ENVIRONMENTS_DEBUG=1";
		return t("{0} Run the command again with {1}, which writes the log to standard error.", text, variable);
	}
	const command = face === "cli" && action !== undefined ? commandFor(action) : undefined;
	return command === undefined ? text : t("{0} Run `{1}`.", text, command);
}
