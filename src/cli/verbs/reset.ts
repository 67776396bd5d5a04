import { t } from "../../core/l10n.ts";
import { resetStore } from "../../operations/resetStore.ts";
import { printable } from "../../present/escaping/printable.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { runOperation } from "../place.ts";
import type { Verb } from "../verb.ts";

export const reset: Verb = {
	name: "reset",
	parameters: "",
	options: ["json"],
	maxPositionals: 0,
	summary: () => t("Remove all stored selections, approvals and cached data."),
	examples: () => [["go-environments reset", t("Empty the store. Environments and projects are not changed.")]],
	async run(session, { options }) {
		const { host, terminal } = session;
		const folder = await runOperation(session, resetStore(host));
		if (options.json === true) await terminal.printJson({ store: folder, faults: [] });
		else await terminal.print(`${t("Emptied {0}.", printable(shortPath(host, folder)))}\n`);
		return 0;
	},
};
