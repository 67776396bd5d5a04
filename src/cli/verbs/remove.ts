import { t } from "../../core/l10n.ts";
import { planRemove } from "../../operations/planChange.ts";
import { printable } from "../../present/escaping/printable.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { checkAnswerable, isConfirmed, namedEnvironment, planned } from "../changing.ts";
import { environmentJson } from "../json.ts";
import { readingOf, runOperation } from "../place.ts";
import { usageFault } from "../usageFault.ts";
import type { Verb } from "../verb.ts";

export const remove: Verb = {
	name: "remove",
	parameters: "<reference>",
	options: ["dry-run", "yes", "folder", "json"],
	maxPositionals: 1,
	summary: () => t("Remove an environment with all files in it."),
	examples: () => [["go-environments remove ci", t("Name the folders that use it, then ask.")]],
	async run(session, { options, positionals }) {
		const { host, terminal } = session;
		const [reference] = positionals;
		if (reference === undefined) throw usageFault(remove, t("`remove` needs a reference."));
		checkAnswerable(session, remove, options);
		const reading = await readingOf(session, options);
		const environment = await namedEnvironment(session, reading, reference);
		const { plan, folders } = await planned(session, reading, options, (context) =>
			planRemove(context, environment, [session.workingFolder]),
		);
		if (!(await isConfirmed(session, options, plan, folders))) return 0;
		await runOperation(session, plan.operation);
		if (options.json === true) {
			await terminal.printJson({ plan: null, environment: environmentJson(environment), folders, faults: [] });
			return 0;
		}
		const place = printable(shortPath(host, environment.location));
		const using = folders.map((folder) => t("It was selected for {0}.", printable(shortPath(host, folder))));
		await terminal.print(`${[t("Removed “{0}”: {1}", printable(environment.name), place), ...using].join("\n")}\n`);
		return 0;
	},
};
