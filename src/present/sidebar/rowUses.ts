import type { EnvironmentId, GoEnvironment } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { runningRow } from "../texts/runningRow.ts";
import { environmentInUse } from "../texts/selectionText.ts";
import type { TreeFolder } from "./treeRow.ts";

/** What an environment is for a folder: the Go that its terminals run, or only the one that it selects or inherits. */
export type RowUse = "in-use" | "selected" | "inherited";

/** The names of folders by what an environment is for them. */
export type RowUses = ReadonlyMap<EnvironmentId, ReadonlyMap<RowUse, readonly string[]>>;

/** `isTrusted`: in Restricted Mode nothing is active. */
export function rowUses(
	host: Pick<Host, "path" | "platform">,
	folders: readonly TreeFolder[],
	rows: readonly GoEnvironment[],
	isTrusted: boolean,
): RowUses {
	const all = new Map<EnvironmentId, Map<RowUse, readonly string[]>>();
	const add = (row: GoEnvironment | undefined, use: RowUse, name: string): void => {
		if (row === undefined) return;
		const uses = all.get(row.id) ?? new Map<RowUse, readonly string[]>();
		all.set(row.id, uses.set(use, [...(uses.get(use) ?? []), name]));
	};
	for (const folder of folders) {
		const { state, name } = folder;
		if (state === undefined) continue;
		const running = isTrusted ? runningRow(host, folder, rows) : undefined;
		const own = environmentInUse(state.selection);
		add(running, "in-use", name);
		if (own?.id !== running?.id) add(own, state.selection.reason.kind === "none" ? "inherited" : "selected", name);
	}
	return all;
}
