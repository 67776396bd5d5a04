import { t } from "../../core/words.ts";
import { printable } from "../../present/printable.ts";
import { shortPath } from "../../present/shortPath.ts";
import { jsonText } from "../json.ts";
import type { Verb } from "../verb.ts";

export const reset: Verb = {
	name: "reset",
	parameters: "",
	options: ["json"],
	mostPositionals: 0,
	summary: () => t("Forget everything: the choices of all folders, allowances and what was remembered."),
	examples: () => [["go-environments reset", t("Empties the store; environments and projects stay as they are.")]],
	async run({ host, terminal }, { options }) {
		const { folder } = host.store;
		await host.store.clear();
		const text =
			options.json === true
				? jsonText({ store: folder, faults: [] })
				: `${t("Emptied {0}.", printable(shortPath(host, folder)))}\n`;
		await terminal.print(text);
		return 0;
	},
};
