import {
	type ApprovalRequest,
	allow,
	type Covered,
	coveredBy,
	isApprovalNeeded,
	type Outdated,
	storedApprovalOf,
	uncoveredFolder,
} from "../core/activation/approvals.ts";
import { isBroughtByFolder, isStoreOfFolder, storeOfFolder } from "../core/activation/isOfFolder.ts";
import type { Activated } from "../core/activation.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError, type Remedy } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { checkCancelled, type Operation } from "../core/operation.ts";
import type { Selection } from "../core/state.ts";
import { parseGoVersion } from "../core/versions/goVersion.ts";
import type { FolderContext } from "./folderContext.ts";
import { type FolderReading, type Listed, machineAlone } from "./folderReading.ts";
import { missingFault } from "./missingFault.ts";

export type Chosen = Extract<Selection, { kind: "chosen" }>;

/** Whether the selection may run: it is not code of the folder, its current state was approved, or it needs approval. */
export type Approval = "not needed" | "approved" | { readonly waitsFor: Fault };

/** The approval of a folder's selection in the CLI; the editor uses workspace trust instead. */
export async function approvalOf(reading: FolderReading): Promise<Approval> {
	const { selection } = reading.state;
	if (selection.kind !== "chosen" || !(await needsApproval(reading))) return "not needed";
	// what nothing can activate no approval helps
	const refusal = selection.environment.notActivatable;
	if (refusal !== undefined) return { waitsFor: refusal };
	const approval = await storedApprovalOf(approvalRequest(reading, selection));
	return approval === "allowed" ? "approved" : { waitsFor: await waitingFault(reading, selection, approval) };
}

async function needsApproval(reading: FolderReading): Promise<boolean> {
	const own = await machineAlone(reading, reading.machine);
	return await isApprovalNeeded(reading.host, reading.folder, reading.state.selection, own);
}

function approvalRequest(
	{ host, folder, request: { providers } }: FolderReading,
	{ environment, reason, reference = environment.id }: Chosen,
): ApprovalRequest {
	return { host, folder, environment, reference, file: reason.file, providers };
}

/** What was approved; undefined if nothing needed approval. */
export interface Approved {
	readonly selection?: { readonly chosen: Chosen; readonly covers: Covered };
	/** Whether the folder's settings may now set GOTOOLCHAIN=auto. */
	readonly toolchain: boolean;
}

/** Why what a file or setting names cannot be used, approved or not; undefined where it can. */
function refusalOf({ state: { selection, specifications }, toolchainFault }: FolderReading): Fault | undefined {
	if (selection.kind === "chosen") return selection.environment.notActivatable;
	// a file that names a flake only recommends it, but whoever approves means what the file names
	if (selection.kind !== "inherited" || selection.reason.kind !== "specification") return undefined;
	const { file } = selection.reason;
	const named = specifications.find((specification) => specification.file === file)?.selection;
	const isOtherwiseNeeded = toolchainFault !== undefined;
	return named?.kind !== "inherited" || isOtherwiseNeeded ? undefined : named.recommended?.notActivatable;
}

/**
 * Approves what files of the folder select, as it is now, and what its settings say of GOTOOLCHAIN. Throws selection-missing and
 * not-writable, not-allowed for a store that lies in the folder, and the fault of what nothing can activate.
 */
export function approveFolder(reading: FolderReading): Operation<Approved> {
	const { host, folder, toolchainFault } = reading;
	return {
		id: "allow",
		title: t("Approve {0}", folder),
		origin: { kind: "machine" },
		exclusive: `approval ${folder}`,
		async run(_, signal) {
			const { selection } = reading.state;
			if (selection.kind === "missing") throw new FaultError(missingFault(selection));
			const refusal = refusalOf(reading);
			if (refusal !== undefined) throw new FaultError(refusal);
			const toolchain = toolchainFault !== undefined;
			checkCancelled(signal);
			if (selection.kind !== "chosen" || !(await needsApproval(reading))) {
				if (toolchain) await allow(host, folder, { toolchain }, signal);
				return { toolchain };
			}
			const request = approvalRequest(reading, selection);
			const covers = await coveredBy(request);
			await allow(host, folder, { selection: request, toolchain }, signal);
			return { toolchain, selection: { chosen: selection, covers } };
		},
	};
}

const approving = (): Remedy => ({ text: t("Review it, then approve it."), action: { kind: "trust" } });

async function waitingFault(
	{ host, folder }: FolderReading,
	{ environment, reason: { file, line } }: Chosen,
	approval: "none" | Outdated,
): Promise<Fault> {
	if (await isStoreOfFolder(host, folder)) return storeOfFolder(host);
	return {
		kind: "not-allowed",
		message: waitingText(environment, approval),
		remedies: [approving(), { text: t("Or name its path with `--environment`.") }],
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
	};
}

function waitingText({ name, location }: GoEnvironment, approval: "none" | Outdated): string {
	if (approval === "none") {
		return t(
			"A project file selects “{0}” ({1}), which is part of the project or not listed on this machine. It needs your approval.",
			name,
			location,
		);
	}
	if ("changed" in approval) {
		return t("{0} changed since you approved “{1}”. It needs your approval again.", approval.changed, name);
	}
	return t(
		"A project file selects “{0}” ({1}) by a reference other than “{2}”, which you approved. It needs your approval.",
		name,
		location,
		approval.approved,
	);
}

/**
 * Throws not-allowed if scripts now put another folder of the project first on PATH than when they were approved, or if the
 * approval was taken back meanwhile.
 */
export async function checkCovered(reading: FolderReading, selection: Chosen, activated: Activated): Promise<void> {
	const uncovered = await uncoveredFolder(approvalRequest(reading, selection), activated);
	if (uncovered === undefined) return;
	if (uncovered === "taken back") throw new FaultError(await waitingFault(reading, selection, "none"));
	const { folder } = uncovered;
	const { name } = selection.environment;
	throw new FaultError({
		kind: "not-allowed",
		message: t("The scripts of “{0}” now put {1} first on PATH, which your approval does not cover.", name, folder),
		remedies: [approving()],
	});
}

/**
 * A typed version means a Go of the machine. If the folder contains a higher version, that one must not run: it has to be named
 * by its path, id or name. Throws not-allowed.
 */
export async function checkNamed(
	place: FolderContext,
	machine: Listed,
	reference: string,
	environment: GoEnvironment,
): Promise<void> {
	const version = reference
		.trim()
		.replace(/^[a-z]+:/, "")
		.replace(/^go/, "");
	if (version !== "latest" && parseGoVersion(version) === undefined) return;
	if (!(await isBroughtByFolder(place.host, place.folder, environment, await machineAlone(place, machine)))) return;
	throw new FaultError({
		kind: "not-allowed",
		message: t(
			"“{0}” resolves to {1}, which is part of the folder and not an environment of this machine.",
			reference,
			environment.location,
		),
		remedies: [{ text: t("Review it, then name it by its path.") }],
	});
}
