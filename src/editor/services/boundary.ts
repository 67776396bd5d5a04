import type { WorkspaceFolder } from "vscode";
import { type Fault, FaultError, faultOf, faultOrThrow, internalFault } from "../../core/fault.ts";
import type { Log } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { problemText } from "../../present/faults/remedyTexts.ts";
import { remedyButtons } from "./actions.ts";
import { offer } from "./messages.ts";

/** Handles faults and internal errors: logs them with their cause and shows them with their remedies. */
export interface Boundary {
	/** Runs an action that the user requested. */
	command(name: string, act: () => unknown): Promise<unknown>;
	/** Runs background work: failures are only logged. */
	event(name: string, act: () => unknown): void;
}

export function boundary(log: Log): Boundary {
	return {
		async command(name, act) {
			try {
				return await act();
			} catch (cause) {
				const fault = faultOf(cause) ?? internal();
				if (fault.kind === "cancelled") log.info(`${name}: cancelled`);
				else {
					log.error(`${name} failed`, cause);
					tell(log, fault);
				}
				return undefined;
			}
		},
		event(name, act) {
			Promise.resolve()
				.then(act)
				.catch((cause: unknown) => log.error(`${name} failed`, cause));
		},
	};
}

/** Not awaited by the command: a message with buttons stays until the user closes it. */
function tell(log: Log, fault: Fault): void {
	offer("error", problemText(fault, "editor"), remedyButtons(fault)).catch((cause: unknown) =>
		log.error("a remedy failed", cause),
	);
}

const internal = (): Fault => internalFault([{ text: t("See the log for details."), action: { kind: "log" } }]);

/** Runs an action for a folder and adds the folder to its faults, so that remedies do not apply to the active folder. */
export async function ofFolder<Result>(folder: WorkspaceFolder, act: () => Promise<Result>): Promise<Result> {
	try {
		return await act();
	} catch (cause) {
		throw new FaultError({ ...faultOrThrow(cause), folder: folder.uri.fsPath }, { cause });
	}
}
