import { t } from "../../core/l10n.ts";
import { changeEnvironment } from "../../operations/changeEnvironment.ts";
import type { FolderReading } from "../../operations/folderReading.ts";
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
import type { Session } from "../session.ts";
import { usageFault } from "../usageFault.ts";
import type { Options, Verb } from "../verb.ts";

export const update: Verb = {
	name: "update",
	parameters: "[reference]",
	options: ["from", "dry-run", "yes", "folder", "json"],
	maxPositionals: 1,
	summary: () => t("Install into an environment what a file asks for. Nothing else is removed."),
	examples: () => [
		["go-environments update", t("Update the folder's environment from its environment.yml.")],
		["go-environments update ci --from environment.yml", t("Update another environment.")],
	],
	async run(session, { options, positionals }) {
		const { host } = session;
		checkAnswerable(session, update, options);
		const reading = await readingOf(session, options);
		const [reference] = positionals;
		const environment =
			reference === undefined ? ownEnvironment(reading) : await namedEnvironment(session, reading, reference);
		const file = fileOf(session, options, reading);
		const plan = await planned(session, reading, options, (context) => planUpdate(context, environment, file));
		if (!(await isConfirmed(session, options, plan))) return 0;
		const { providers } = reading;
		const operation = changeEnvironment({ host, providers, plan, rows: () => rowsAnew(reading) });
		const changed = await runOperation(session, operation);
		const place = printable(shortPath(host, environment.location));
		await tellChanged(session, options, changed, t("Updated “{0}”: {1}", printable(environment.name), place));
		return 0;
	},
};

function ownEnvironment({ state: { selection } }: FolderReading) {
	if (selection.kind === "chosen") return selection.environment;
	throw usageFault(update, t("The folder uses no environment. Name the one to update."));
}

function fileOf(session: Session, { from }: Options, { state }: FolderReading): string {
	if (from !== undefined) return typedPath(session, from);
	const own = state.specifications.find(({ creates }) => creates === true);
	if (own !== undefined) return own.file;
	throw usageFault(update, t("The folder has no file that describes an environment. Name one with `--from`."));
}
