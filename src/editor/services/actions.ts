import { commands, env, Range, Uri } from "vscode";
import type { Action, OperationCall } from "../../core/action.ts";
import type { Fault } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { offeredActions } from "../../present/faults/offeredActions.ts";
import type { MessageButton } from "./messages.ts";

/** The buttons for a fault's remedies, without duplicates. */
export function remedyButtons(fault: Fault): readonly MessageButton[] {
	const offers = offeredActions(fault).map((action) => offerOf(action, fault.folder));
	return [...new Map(offers.map((offer) => [offer.title, offer])).values()];
}

/** The only place that labels actions in the editor and runs them. `folder`: the workspace folder they apply to. */
export function offerOf(action: Action, folder: string | undefined): MessageButton {
	const row = folder === undefined ? {} : { folder };
	switch (action.kind) {
		case "use": {
			const { reference } = action;
			const run = () => commands.executeCommand("goEnvironments.use", { ...row, reference });
			return { title: labelText(t("Use {0}", reference)), run };
		}
		case "select":
			return { title: t("Select Another…"), run: () => commands.executeCommand("goEnvironments.use", row) };
		case "open":
			return { title: t("Open File"), run: () => open(action.file, action.line) };
		case "setting":
			return {
				title: t("Open Setting"),
				run: () => commands.executeCommand("workbench.action.openSettings", action.name),
			};
		case "trust":
			return { title: t("Manage Workspace Trust"), run: () => commands.executeCommand("workbench.trust.manage") };
		case "operation":
			return operation(action, row);
		case "log":
			return { title: t("Show Log"), run: () => commands.executeCommand("goEnvironments.showLog") };
		case "copy":
			return {
				title: labelText(t("Copy “{0}”", action.text)),
				run: () => env.clipboard.writeText(action.text),
			};
	}
}

function operation(call: OperationCall, row: { readonly folder?: string }): MessageButton {
	switch (call.name) {
		case "activate":
			return { title: t("Activate"), run: () => commands.executeCommand("goEnvironments.activate", row) };
		case "allowBuilds": {
			const { reference } = call;
			const run = () => commands.executeCommand("goEnvironments.allowBuilds", { ...row, reference });
			return { title: t("Allow Builds"), run };
		}
		case "create": {
			const { file, version, environment: name } = call;
			const what =
				file !== undefined ? { file } : version !== undefined ? { version } : name === undefined ? {} : { name };
			return {
				title: t("Create Environment…"),
				run: () => commands.executeCommand("goEnvironments.create", { ...row, ...what }),
			};
		}
		case "update": {
			const { file, reference } = call;
			const what = { ...(file === undefined ? {} : { file }), ...(reference === undefined ? {} : { reference }) };
			return {
				title: t("Update Environment…"),
				run: () => commands.executeCommand("goEnvironments.update", { ...row, ...what }),
			};
		}
		case "refresh":
			return { title: t("Refresh"), run: () => commands.executeCommand("goEnvironments.refresh") };
		case "clear":
			return { title: t("Clear Selection"), run: () => commands.executeCommand("goEnvironments.clear", row) };
		case "letGoSwitch":
			return {
				title: t("Allow Automatic Switching"),
				run: () => commands.executeCommand("goEnvironments.letGoSwitch", row),
			};
		case "checkTerminal":
			return {
				title: t("Check What New Terminals Run"),
				run: () => commands.executeCommand("goEnvironments.checkTerminal", row),
			};
		case "openTerminal":
			return {
				title: t("Open Terminal"),
				run: () => commands.executeCommand("goEnvironments.openTerminal", { ...row, alone: true }),
			};
	}
}

function open(file: string, line: number | undefined): Thenable<unknown> {
	const selection = line === undefined ? undefined : new Range(line - 1, 0, line - 1, 0);
	return commands.executeCommand("vscode.open", Uri.file(file), ...(selection === undefined ? [] : [{ selection }]));
}
