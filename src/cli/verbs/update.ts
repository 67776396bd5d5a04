import { t } from "../../core/l10n.ts";
import { askedUpdate, updatingFile } from "../../operations/askedUpdate.ts";
import { changeEnvironment } from "../../operations/changeEnvironment.ts";
import { planUpdate } from "../../operations/planChange.ts";
import { printable } from "../../present/escaping/printable.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import {
	checkAnswerable,
	isConfirmed,
	namedEnvironment,
	planned,
	rowsAnew,
	tellChanged,
	typedPath,
} from "../changing.ts";
import { readingOf, runOperation } from "../place.ts";
import type { Verb } from "../verb.ts";

export const update: Verb = {
	name: "update",
	parameters: "[reference]",
	options: ["from", "dry-run", "yes", "folder", "json"],
	maxPositionals: 1,
	summary: () => t("Install into an environment what a file asks for. Nothing else is removed."),
	examples: () => [
		["go-environments update", t("Update the environment that the folder's environment.yml names.")],
		["go-environments update ci --from environment.yml", t("Update another environment.")],
	],
	async run(session, { options, positionals }) {
		const { host } = session;
		checkAnswerable(session, update, options);
		const reading = await readingOf(session, options);
		const [reference] = positionals;
		const from = options.from === undefined ? undefined : typedPath(session, options.from);
		const named = reference === undefined ? undefined : await namedEnvironment(session, reading, reference);
		const { environment, plan } = await planned(session, reading, options, async (context) => {
			const { environment, file } =
				named === undefined
					? await askedUpdate(context, reading.state, from)
					: { environment: named, file: updatingFile(reading.state, from) };
			return { environment, plan: await planUpdate(context, environment, file) };
		});
		if (!(await isConfirmed(session, options, plan))) return 0;
		const { providers } = reading;
		const operation = changeEnvironment({ host, providers, plan, rows: () => rowsAnew(reading) });
		const changed = await runOperation(session, operation);
		const place = printable(shortPath(host, environment.location));
		await tellChanged(session, options, changed, t("Updated “{0}”: {1}", printable(environment.name), place));
		return 0;
	},
};
