import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { type EnvironmentChoice, environmentChoices } from "../../present/picker/environmentChoices.ts";
import { contextOf } from "../../present/sidebar/environmentRow.ts";
import type { Services } from "./services.ts";

export type IsFit = (environment: GoEnvironment) => boolean;

/** Which environment is meant, where a command of a row comes without one: from the palette or a key. */
export async function askEnvironment(
	{ host, model, titles }: Pick<Services, "host" | "model" | "titles">,
	placeHolder: string,
	isFit: IsFit = () => true,
): Promise<GoEnvironment | undefined> {
	const own = model.folders.flatMap((folder) => model.folder(folder)?.environments ?? []);
	const rows = environmentsOf(model.environments, own).filter(isFit);
	const items = environmentChoices(host, rows, titles).flatMap(
		({ title, choices }): readonly (QuickPickItem & Partial<Pick<EnvironmentChoice, "environment">>)[] => [
			{ label: richText(title), kind: QuickPickItemKind.Separator },
			...choices.map(choiceItem),
		],
	);
	const options = { placeHolder: labelText(placeHolder), matchOnDescription: true, matchOnDetail: true };
	return (await window.showQuickPick(items, options))?.environment;
}

const choiceItem = ({ environment, label, description, detail }: EnvironmentChoice) => ({
	environment,
	label: richText(label),
	description: richText(description),
	detail: richText(detail),
});

/** Whether a terminal or a folder can have it. */
export const isUsable: IsFit = (environment) => contextOf(environment) === "environment.usable";
