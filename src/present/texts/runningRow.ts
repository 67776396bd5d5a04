import type { GoEnvironment } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { rowWithPath } from "../../core/selection/reference.ts";
import type { FolderState } from "../../core/state.ts";
import { environmentInUse, isInEffect } from "./selectionText.ts";
import type { TerminalGo } from "./terminalGo.ts";

/** The row of what terminals of a folder run; undefined if it is not listed. */
export function runningRow(
	host: Pick<Host, "path" | "platform">,
	{ state, runs }: { readonly state?: FolderState | undefined; readonly runs?: TerminalGo | undefined },
	rows: readonly GoEnvironment[],
): GoEnvironment | undefined {
	if (runs === undefined)
		return state !== undefined && isInEffect(state) ? environmentInUse(state.selection) : undefined;
	return rowWithPath(host, rows, runs.goroot === undefined ? [runs.program] : [runs.program, runs.goroot]);
}
