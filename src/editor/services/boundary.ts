import { commands, Uri, type WorkspaceFolder, window } from "vscode";
import { type Fault, FaultError, faultOf, faultOrThrow } from "../../core/fault.ts";
import type { Log } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";

interface Remedy {
	readonly title: string;
	run(): Thenable<unknown>;
}

/** Where a fault or an error of ours ends: it is logged with its cause, and told with what to do about it. */
export interface Boundary {
	/** Runs an action that a person asked for. */
	command(name: string, act: () => unknown): Promise<unknown>;
	/** Runs what nobody waits for: a failure is logged only. */
	event(name: string, act: () => unknown): void;
}

export function boundary(log: Log): Boundary {
	return {
		async command(name, act) {
			try {
				return await act();
			} catch (cause) {
				log.error(`${name} failed`, cause);
				const fault = faultOf(cause);
				if (fault?.kind !== "cancelled") tell(log, fault);
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

/** Not awaited by the command: a message with buttons stays until somebody answers it. */
function tell(log: Log, fault: Fault | undefined): void {
	const remedies = fault === undefined ? [showLog()] : remediesOf(fault);
	const message =
		fault === undefined
			? t("Go Environments could not do that because of an error of its own. The log says more.")
			: [fault.message, ...(fault.remedy === undefined ? [] : [fault.remedy])].join(" ");
	const titles = remedies.map(({ title }) => title);
	window
		.showErrorMessage(notificationText(message), ...titles)
		.then((chosen) => remedies.find(({ title }) => title === chosen)?.run())
		.then(undefined, (cause: unknown) => log.error("a remedy failed", cause));
}

const showLog = (): Remedy => ({ title: t("Show Log"), run: () => commands.executeCommand("goEnvironments.showLog") });
const chooseAnother = ({ folder }: Fault): Remedy => ({
	title: t("Choose Another…"),
	run: () => commands.executeCommand("goEnvironments.use", ...(folder === undefined ? [] : [{ folder }])),
});
const manageTrust = (): Remedy => ({
	title: t("Manage Workspace Trust"),
	run: () => commands.executeCommand("workbench.trust.manage"),
});
const openFile = (file: string): Remedy => ({
	title: t("Open File"),
	run: () => commands.executeCommand("vscode.open", Uri.file(file)),
});

function remediesOf(fault: Fault): readonly Remedy[] {
	const { kind, file } = fault;
	switch (kind) {
		case "not-allowed":
			return [manageTrust()];
		case "reference-unknown":
		case "reference-ambiguous":
		case "reference-refused":
		case "selection-missing":
		case "not-supported":
			return [chooseAnother(fault)];
		case "malformed":
		case "conflict":
		case "too-large":
			return file === undefined ? [showLog()] : [openFile(file)];
		default:
			return [showLog()];
	}
}

/** Does something for a folder; a fault then says which one, so that its remedies are not for the active one. */
export async function ofFolder<Result>(folder: WorkspaceFolder, act: () => Promise<Result>): Promise<Result> {
	try {
		return await act();
	} catch (cause) {
		throw new FaultError({ ...faultOrThrow(cause), folder: folder.uri.fsPath }, { cause });
	}
}
