import { window } from "vscode";
import { t } from "../../core/l10n.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";

/** Not awaited: the message stays until the user closes it. */
export function tell(message: string): void {
	void window.showInformationMessage(notificationText(message));
}

/** For commands that need a folder, in a window without one. */
export const tellNoFolder = (): void => tell(t("Open a folder first. An environment is selected for a folder."));

/** A button of a message with its action. */
export interface MessageButton {
	readonly title: string;
	run(): unknown;
}

const shows = {
	information: (message: string, ...titles: string[]) =>
		window.showInformationMessage(notificationText(message), ...titles),
	warning: (message: string, ...titles: string[]) => window.showWarningMessage(notificationText(message), ...titles),
	error: (message: string, ...titles: string[]) => window.showErrorMessage(notificationText(message), ...titles),
};

/** Shows a message with buttons and runs the selected one. Resolves when the message is closed, which can take long. */
export async function offer(
	severity: keyof typeof shows,
	message: string,
	buttons: readonly MessageButton[],
): Promise<void> {
	const chosen = await shows[severity](message, ...buttons.map(({ title }) => title));
	await buttons.find(({ title }) => title === chosen)?.run();
}

/** Asks for confirmation in a modal dialog; each of `details` is a line of it. */
export async function isConfirmed(message: string, button: string, ...details: readonly string[]): Promise<boolean> {
	const detail = details.map(labelText).join("\n");
	const options = detail === "" ? { modal: true } : { modal: true, detail };
	return (await window.showWarningMessage(notificationText(message), options, button)) === button;
}
