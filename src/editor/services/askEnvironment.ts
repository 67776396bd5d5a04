import { window } from "vscode";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { environmentChoices } from "../../present/picker/environmentChoices.ts";
import { contextOf } from "../../present/sidebar/environmentRow.ts";
import { type PickerItem, pickerItem } from "./pickerItems.ts";
import type { Services } from "./services.ts";

export type IsFit = (environment: GoEnvironment) => boolean;

/** Asks for an environment if the command was not called from a row: from the palette or a key binding. */
export async function askEnvironment(
	{ host, model, titles }: Pick<Services, "host" | "model" | "titles">,
	placeHolder: string,
	isFit: IsFit = () => true,
): Promise<GoEnvironment | undefined> {
	const own = model.folders.flatMap((folder) => model.folder(folder)?.environments ?? []);
	const rows = environmentsOf(model.environments, own).filter(isFit);
	const picker = window.createQuickPick<PickerItem>();
	const fill = (): void => {
		picker.items = environmentChoices(host, rows, titles, picker.value).map(pickerItem);
	};
	picker.placeholder = labelText(placeHolder);
	picker.matchOnDescription = true;
	fill();
	try {
		return await new Promise((done) => {
			picker.onDidChangeValue(fill);
			picker.onDidAccept(() => {
				const [chosen] = picker.selectedItems;
				// the user may type faster than rows are updated
				fill();
				const choice = picker.items.find(({ key }) => key === chosen?.key)?.choice;
				if (choice?.kind === "environment") done(choice.environment);
			});
			picker.onDidHide(() => done(undefined));
			picker.show();
		});
	} finally {
		picker.dispose();
	}
}

/** Whether a terminal or a folder can use it. */
export const isUsable: IsFit = (environment) => contextOf(environment) === "environment.usable";
