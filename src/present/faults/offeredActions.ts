import { type Action, opening } from "../../core/action.ts";
import { type Fault, remediesOf } from "../../core/fault.ts";

/**
 * The actions that the editor offers for a fault: those of its remedies, else opening its text file, else the log. A fault with
 * a line has a text file.
 */
export function offeredActions(fault: Fault): readonly Action[] {
	const actions = remediesOf(fault).flatMap(({ action }) => action ?? []);
	const { file, line } = fault;
	const opens = actions.some(({ kind }) => kind === "open");
	const all = file === undefined || line === undefined || opens ? actions : [...actions, opening(file, line)];
	return all.length === 0 ? [{ kind: "log" }] : all;
}

/**
 * The action of a click on a fault: opens its place, else runs the first action of its remedies. A click never copies, because
 * nothing indicates that it would.
 */
export function actionOfRow(fault: Fault): Action | undefined {
	const { file, line } = fault;
	if (file !== undefined && line !== undefined) return opening(file, line);
	const first = remediesOf(fault)
		.flatMap(({ action }) => action ?? [])
		.find(({ kind }) => kind !== "copy");
	return first ?? (file === undefined ? undefined : opening(file));
}
