import { type Action, opening } from "../../core/action.ts";
import { type Fault, remediesOf } from "../../core/fault.ts";

/**
 * What the editor offers beside a fault: what its remedies do, else to open the text that it is about; where there is neither,
 * the log. A fault with a line is about a text.
 */
export function offeredActions(fault: Fault): readonly Action[] {
	const actions = remediesOf(fault).flatMap(({ action }) => action ?? []);
	const { file, line } = fault;
	const opens = actions.some(({ kind }) => kind === "open");
	const all = file === undefined || line === undefined || opens ? actions : [...actions, opening(file, line)];
	return all.length === 0 ? [{ kind: "log" }] : all;
}

/**
 * What a click on a fault does: it goes where the fault is, else it does the first thing that can be done about it. Nothing is
 * copied by a click, which says nowhere that it would.
 */
export function actionOfRow(fault: Fault): Action | undefined {
	const { file, line } = fault;
	if (file !== undefined && line !== undefined) return opening(file, line);
	const first = remediesOf(fault)
		.flatMap(({ action }) => action ?? [])
		.find(({ kind }) => kind !== "copy");
	return first ?? (file === undefined ? undefined : opening(file));
}
