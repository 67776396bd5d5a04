import { activationOf } from "../core/activationCache.ts";
import { activeVariables } from "../core/activeMark.ts";
import { isAllowed, needsAllowance } from "../core/allowances.ts";
import { type Fault, FaultError, type FaultKind, type Problem } from "../core/fault.ts";
import type { Variables } from "../core/host.ts";
import type { Selection } from "../core/state.ts";
import { t } from "../core/words.ts";
import { type FolderReading, listMachine } from "./folderReading.ts";
import type { Session } from "./session.ts";

/** What a program of the folder gets. */
export interface Target {
	/** All of them, with our mark where an environment is active. */
	readonly variables: Variables;
	readonly warnings: readonly Problem[];
}

export type Chosen = Extract<Selection, { kind: "chosen" }>;
type Missing = Extract<Selection, { kind: "missing" }>;

/** Throws selection-missing (or why a reference leads nowhere), not-allowed, and what an activation throws. */
export async function targetOf(session: Session, reading: FolderReading): Promise<Target> {
	const { host, signal } = session;
	const { selection } = reading.state;
	if (selection.kind === "missing") throw new FaultError(missingFault(selection));
	if (selection.kind === "inherited") return { variables: host.variables, warnings: [] };
	await checkAllowed(session, reading, selection);
	const { environment } = selection;
	const { activation, warnings } = await activationOf(reading.request, environment, host.variables, signal);
	return { variables: activeVariables(host, environment.id, host.variables, activation), warnings };
}

const ofReferences: readonly FaultKind[] = ["reference-unknown", "reference-ambiguous", "selection-missing"];

/** A selection that is missing ends with one status, whatever made it so; the words stay. */
export function missingFault({ fault }: Missing): Fault {
	return ofReferences.includes(fault.kind) ? fault : { ...fault, kind: "selection-missing" };
}

async function checkAllowed(session: Session, reading: FolderReading, selection: Chosen): Promise<void> {
	const { host } = session;
	const { environment, reason, reference = environment.id } = selection;
	if (await needsAllowanceHere(session, reading)) {
		const { folder, providers } = reading;
		if (!(await isAllowed({ host, folder, environment, reference, providers }))) {
			throw new FaultError(notAllowed(selection));
		}
		session.trustFolders();
	} else if (reason.kind === "argument" || reason.kind === "pick") session.trustFolders();
}

/**
 * Whether the selection waits for `go-environments allow`. What only `searchPaths` of the folder's settings file leads to is
 * no environment of the machine, so the machine is listed once more without them.
 */
export async function needsAllowanceHere(session: Session, reading: FolderReading): Promise<boolean> {
	const { state, settings, folder } = reading;
	const own = settings.searchPaths.length === 0 ? reading.machine : await listMachine(session, reading, []);
	return await needsAllowance(session.host, folder, state.selection, own.rows);
}

const notAllowed = ({ environment, reason: { file, line } }: Chosen): Fault => ({
	kind: "not-allowed",
	message: t(
		"Files of this folder chose “{0}” ({1}), which is not one of the machine's own environments: it waits for your allowance.",
		environment.name,
		environment.location,
	),
	remedy: t("Look at it, then run `go-environments allow`, or name it yourself with `--environment`."),
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
});
