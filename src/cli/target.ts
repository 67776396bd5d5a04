import { activationOf } from "../core/activation/activationCache.ts";
import { activeVariables } from "../core/activation/activeMark.ts";
import {
	type AllowanceRequest,
	isAllowed,
	isOfFolder,
	isStoreOfFolder,
	needsAllowance,
	storeOfFolder,
	uncoveredFolder,
} from "../core/activation/allowances.ts";
import type { Activation } from "../core/activation.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError, type FaultKind, type Problem } from "../core/fault.ts";
import type { Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Selection } from "../core/state.ts";
import { parseGoVersion } from "../core/versions/goVersion.ts";
import { type FolderReading, type Listed, listMachine, type Place } from "./folderReading.ts";
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
	const allowance = await checkAllowed(session, reading, selection);
	const { environment } = selection;
	const { activation, warnings } = await activationOf(reading.request, environment, host.variables, signal);
	const told = reading.toolchainFault === undefined ? [] : [reading.toolchainFault];
	if (allowance === "allowed") await checkFolders(session, reading, selection, activation);
	return {
		variables: activeVariables(host, environment.id, host.variables, activation),
		warnings: [...told, ...warnings],
	};
}

/** Files that name a Go and cannot be read as they should: what runs may not be what they ask for. */
export const unreadFiles = ({ state }: FolderReading): readonly Fault[] =>
	state.specifications.flatMap(({ faults }) => faults).filter(({ kind }) => kind !== "conflict" && kind !== "note");

const ofReferences: readonly FaultKind[] = ["reference-unknown", "reference-ambiguous", "selection-missing"];

/** A selection that is missing ends with one status, whatever made it so; the words stay. */
export function missingFault({ fault }: Missing): Fault {
	return ofReferences.includes(fault.kind) ? fault : { ...fault, kind: "selection-missing" };
}

type Allowance = "not needed" | "allowed" | "waiting";

async function checkAllowed(session: Session, reading: FolderReading, selection: Chosen): Promise<Allowance> {
	const { environment, reason, reference = environment.id } = selection;
	const allowance = await allowanceHere(session, reading);
	if (allowance === "waiting") throw new FaultError(await notAllowed(session, reading, selection));
	if (allowance === "allowed") {
		session.trustFolders();
		return allowance;
	}
	if (reason.kind === "argument") await checkNamed(session, reading, reading.machine, reference, environment);
	const isExplicit = reason.kind === "argument" || reason.kind === "pick";
	if (isExplicit && environment.folder !== undefined) session.trustFolders();
	return allowance;
}

/** Throws not-allowed where scripts now put another folder of the project first on PATH than they did. */
async function checkFolders(
	session: Session,
	reading: FolderReading,
	selection: Chosen,
	activation: Activation,
): Promise<void> {
	const folder = await uncoveredFolder(allowanceRequest(session, reading, selection), activation);
	if (folder === undefined) return;
	const { name } = selection.environment;
	throw new FaultError({
		kind: "not-allowed",
		message: t("The scripts of “{0}” now put {1} first on PATH, which your approval does not cover.", name, folder),
		remedy: t("Look at it, then run `go-environments allow`."),
	});
}

/** What `go-environments allow` allows. */
export function allowanceRequest(
	{ host }: Session,
	{ folder, providers }: FolderReading,
	{ environment, reason, reference = environment.id }: Chosen,
): AllowanceRequest {
	return { host, folder, environment, reference, file: reason.file, providers };
}

/** The fault of a selection that waits for `go-environments allow` still; undefined where it does not. */
export async function waitingFault(session: Session, reading: FolderReading): Promise<Fault | undefined> {
	const { selection } = reading.state;
	const waits = selection.kind === "chosen" && (await allowanceHere(session, reading)) === "waiting";
	return waits ? await notAllowed(session, reading, selection) : undefined;
}

async function allowanceHere(session: Session, reading: FolderReading): Promise<Allowance> {
	const { selection } = reading.state;
	if (selection.kind !== "chosen" || !(await needsAllowanceHere(session, reading))) return "not needed";
	return (await isAllowed(allowanceRequest(session, reading, selection))) ? "allowed" : "waiting";
}

/** Whether the selection waits for `go-environments allow`. */
export async function needsAllowanceHere(session: Session, reading: FolderReading): Promise<boolean> {
	const own = await withoutFolder(session, reading, reading.machine);
	return await needsAllowance(session.host, reading.folder, reading.state.selection, own.rows);
}

/**
 * Who types a version asks for a Go of the machine. A folder that brings a higher one must not be run by that: it has to be
 * named by its path, its id or its name. Throws not-allowed.
 */
export async function checkNamed(
	session: Session,
	place: Place,
	machine: Listed,
	reference: string,
	environment: GoEnvironment,
): Promise<void> {
	const version = reference
		.trim()
		.replace(/^[a-z]+:/, "")
		.replace(/^go/, "");
	if (version !== "latest" && parseGoVersion(version) === undefined) return;
	const own = await withoutFolder(session, place, machine);
	if (!(await isOfFolder(session.host, place.folder, environment, own.rows))) return;
	throw new FaultError({
		kind: "not-allowed",
		message: t(
			"“{0}” leads to {1}, which came with the folder and is not one of the machine's own environments.",
			reference,
			environment.location,
		),
		remedy: t("Look at it, then name it by its path."),
	});
}

/** What only `searchPaths` of the folder's settings file leads to is no environment of the machine: listed once more. */
async function withoutFolder(session: Session, place: Place, machine: Listed): Promise<Listed> {
	return place.settings.searchPaths.length === 0 ? machine : await listMachine(session, place, []);
}

async function notAllowed(
	{ host }: Session,
	{ folder }: FolderReading,
	{ environment, reason: { file, line } }: Chosen,
): Promise<Fault> {
	if (await isStoreOfFolder(host, folder)) return storeOfFolder(host);
	return {
		kind: "not-allowed",
		message: t(
			"A project file selects “{0}” ({1}), which came with the project or is not listed on this machine. It needs your approval.",
			environment.name,
			environment.location,
		),
		remedy: t("Look at it, then run `go-environments allow`, or name its path with `--environment`."),
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
	};
}
