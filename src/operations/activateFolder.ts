import { activationOf } from "../core/activation/activationCache.ts";
import { activeVariables } from "../core/activation/activeMark.ts";
import { type Fault, FaultError } from "../core/fault.ts";
import type { Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Operation } from "../core/operation.ts";
import { type Approval, approvalOf, type Chosen, checkCovered, checkNamed } from "./approval.ts";
import type { FolderReading } from "./folderReading.ts";
import { missingFault } from "./missingFault.ts";

/** The variables of programs in a folder. */
export interface FolderVariables {
	/** All variables, with our mark if an environment is active. */
	readonly variables: Variables;
	readonly warnings: readonly Fault[];
}

/**
 * The variables for programs that run in a folder's environment. `trustFolders`: called if code of the folder may run, because
 * it was approved or named. Throws selection-missing (or why a reference does not resolve), not-allowed, and the activation's
 * faults.
 */
export function activateFolder(reading: FolderReading, trustFolders: () => void): Operation<FolderVariables> {
	const { host, folder, state, request } = reading;
	const { selection } = state;
	const name = selection.kind === "chosen" ? selection.environment.name : folder;
	const isOfFolder = selection.kind === "chosen" && selection.environment.folder !== undefined;
	return {
		id: "activate",
		title: t("Activate “{0}”", name),
		origin: isOfFolder ? { kind: "folder", folder } : { kind: "machine" },
		exclusive: `activation ${folder}`,
		async run(report, signal) {
			if (selection.kind === "missing") throw new FaultError(missingFault(selection));
			if (selection.kind === "inherited") return { variables: host.variables, warnings: faultsBefore(reading) };
			const refusal = selection.environment.notActivatable;
			if (refusal !== undefined) throw new FaultError(refusal);
			const approval = await checkApproved(reading, selection, trustFolders);
			report({ stage: t("Activating “{0}”…", name) });
			const { environment } = selection;
			const activated = await activationOf(request, environment, host.variables, signal, report);
			const { activation, warnings } = activated;
			if (approval === "approved") await checkCovered(reading, selection, activated);
			return {
				variables: activeVariables(host, environment.id, host.variables, activation),
				warnings: [...faultsBefore(reading), ...warnings],
			};
		},
	};
}

/** Problems of the settings, and of files that name a Go: another Go than intended may run. */
const faultsBefore = ({ state, request, toolchainFault }: FolderReading): readonly Fault[] => [
	// an inherited Go keeps the user's own GOTOOLCHAIN
	...(request.settingFaults ?? []).filter((fault) => fault !== toolchainFault || state.selection.kind === "chosen"),
	// an unreadable folder has no known requirements
	...state.faults.filter(({ kind, file }) => kind === "not-readable" && file === state.folder),
	...state.specifications.flatMap(({ faults }) => faults).filter(({ kind }) => kind !== "conflict" && kind !== "note"),
];

async function checkApproved(reading: FolderReading, selection: Chosen, trustFolders: () => void): Promise<Approval> {
	const { environment, reason, reference = environment.id } = selection;
	const approval = await approvalOf(reading);
	if (typeof approval === "object") throw new FaultError(approval.waitsFor);
	if (approval === "approved") {
		trustFolders();
		return approval;
	}
	if (reason.kind === "argument") await checkNamed(reading, reading.machine, reference, environment);
	const isExplicit = reason.kind === "argument" || reason.kind === "pick";
	// a flake that was named by its path is in no folder of ours
	if (isExplicit && (environment.folder !== undefined || environment.kind.isProjectCode)) trustFolders();
	return approval;
}
