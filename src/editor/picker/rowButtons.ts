import { commands, env, type QuickInputButton, ThemeIcon } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import type { PickerItem } from "../services/pickerItems.ts";

/** A button of a row: what it does for its environment, without selecting it. */
interface RowButton extends QuickInputButton {
	readonly command: string;
}

/** As in the context menu of the sidebar; made once, for VS Code tells which one was clicked. */
function rowButtons(): readonly RowButton[] {
	const button = (icon: string, tooltip: string, command: string): RowButton => ({
		iconPath: new ThemeIcon(icon),
		tooltip: labelText(tooltip),
		command: `goEnvironments.${command}`,
	});
	return [
		button("terminal", t("Open Terminal with Environment"), "openTerminalWith"),
		button("copy", t("Copy Path"), "copyPath"),
		// a remote window cannot reveal a file of its machine
		...(env.remoteName === undefined ? [button("folder-opened", t("Reveal in File Manager"), "reveal")] : []),
	];
}

/** Adds the buttons to rows of environments, and runs those that are clicked; `folder`: that of the picker. */
export function rowButtonsOf(folder: string | undefined): {
	add(item: PickerItem): PickerItem;
	run(item: PickerItem, button: QuickInputButton): Thenable<unknown> | undefined;
} {
	const buttons = rowButtons();
	const environmentOf = ({ choice }: PickerItem): GoEnvironment | undefined =>
		choice?.kind === "environment" || choice?.kind === "inherited" ? choice.environment : undefined;
	return {
		add: (item) => (environmentOf(item) === undefined ? item : { ...item, buttons }),
		run(item, clicked) {
			const environment = environmentOf(item);
			const button = buttons.find((one) => one === clicked);
			if (environment === undefined || button === undefined) return undefined;
			return commands.executeCommand(button.command, { environment, ...(folder === undefined ? {} : { folder }) });
		},
	};
}
