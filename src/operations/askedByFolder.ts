import { createCallOf } from "../core/action.ts";
import type { CreationPlace, CreationSource } from "../core/creation.ts";
import { type Fault, remediesOf } from "../core/fault.ts";
import { lackingGo } from "../core/requirements/lackingGo.ts";
import type { FolderState } from "../core/state.ts";

/** What can be created for a folder, and where. */
export interface AskedCreation {
	readonly source: CreationSource;
	readonly place: CreationPlace;
}

/**
 * What the folder's files ask for that this machine does not have, best first: what decides, then the Go of an unmet requirement,
 * then files beside the one that decides.
 */
export function askedByFolder(state: FolderState): readonly AskedCreation[] {
	const { selection, specifications } = state;
	const asked = selection.kind === "missing" ? [...offeredBy(selection.fault)] : [];
	const version = lackingGo(state);
	if (version !== undefined) asked.push(unnamed({ kind: "version", version }));
	const others = specifications.filter(({ creates, selection: own }) => creates === true && own?.kind === "missing");
	for (const { file } of others) asked.push(unnamed({ kind: "file", file }));
	return [...new Map(asked.map((one) => [JSON.stringify(one), one])).values()];
}

const unnamed = (source: CreationSource): AskedCreation => ({ source, place: { kind: "named" } });

/** What the fault of a missing selection offers to create, as its remedies do. */
function offeredBy(fault: Fault): readonly AskedCreation[] {
	return remediesOf(fault).flatMap(({ action }): readonly AskedCreation[] => {
		const { file, version, environment } = createCallOf(action) ?? {};
		if (file !== undefined) return [unnamed({ kind: "file", file })];
		if (version !== undefined) return [unnamed({ kind: "version", version })];
		if (environment === undefined) return [];
		return [{ source: { kind: "packages", specs: [] }, place: { kind: "named", name: environment } }];
	});
}
