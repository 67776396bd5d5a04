import { type Problem, type Remedy, remediesOf } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { commandFor } from "./commandFor.ts";

/** Where a remedy is read: in the editor its action is a button, on the command line a command to type. */
export type Face = "editor" | "cli";

/** What to do about a problem, one sentence for each remedy. */
export const remedyTexts = (problem: Pick<Problem, "remedies">, face: Face): readonly string[] =>
	remediesOf(problem).map((remedy) => textOf(remedy, face));

/** What is wrong and what to do about it. */
export const problemText = (problem: Problem, face: Face): string =>
	[problem.message, ...remedyTexts(problem, face)].join(" ");

function textOf({ text, action }: Remedy, face: Face): string {
	const command = face === "cli" && action !== undefined ? commandFor(action) : undefined;
	return command === undefined ? text : t("{0} Run `{1}`.", text, command);
}
