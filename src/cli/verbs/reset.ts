import { t } from "../../core/l10n.ts";
import { printable } from "../../present/escaping/printable.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import type { Verb } from "../verb.ts";

export const reset: Verb = {
	name: "reset",
	parameters: "",
	options: ["json"],
	mostPositionals: 0,
	summary: () => t("Forget everything: the selections of all folders, approvals, and what was remembered."),
	examples: () => [["go-environments reset", t("Empties the store; environments and projects stay as they are.")]],
	async run({ host, terminal }, { options }) {
		const { folder } = host.store;
		await host.store.clear();
		if (options.json === true) await terminal.printJson({ store: folder, faults: [] });
		else await terminal.print(`${t("Emptied {0}.", printable(shortPath(host, folder)))}\n`);
		return 0;
	},
};
