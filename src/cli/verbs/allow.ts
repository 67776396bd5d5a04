import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { allowBuilds } from "../../operations/allowBuilds.ts";
import { type Approved, approveFolder } from "../../operations/approval.ts";
import type { FolderReading } from "../../operations/folderReading.ts";
import { missingFault } from "../../operations/missingFault.ts";
import { printable } from "../../present/escaping/printable.ts";
import { linePlace, shortPath } from "../../present/texts/shortPath.ts";
import type { JsonObject } from "../json.ts";
import { readingOf, runOperation } from "../place.ts";
import type { Session } from "../session.ts";
import { usageFault } from "../usageFault.ts";
import type { Verb } from "../verb.ts";
import { folderNamed } from "./show.ts";

export const allow: Verb = {
	name: "allow",
	parameters: "[folder]",
	options: ["builds", "environment", "folder", "json"],
	maxPositionals: 1,
	summary: () => t("Approve the environment that the folder's files select, in its present state."),
	examples: () => [
		["go-environments allow", t("Repeat it after the environment has changed.")],
		[
			"go-environments allow --builds --environment .#ci",
			t("For an environment that must build while it is evaluated."),
		],
	],
	async run(session, { options, positionals }) {
		const { terminal } = session;
		const { builds, environment } = options;
		if (environment !== undefined && builds !== true) {
			throw usageFault(allow, t("`--environment` is for `--builds`: an environment that you name needs no approval."));
		}
		const reading = await readingOf(session, { folder: folderNamed(options, positionals[0]), environment });
		if (builds === true) return await letBuild(session, reading, options.json === true);
		const approved = await runOperation(session, approveFolder(reading));
		if (options.json === true) await terminal.printJson(approvedJson(reading, approved));
		else await terminal.print(`${approvedText(session, reading, approved).join("\n")}\n`);
		return 0;
	},
};

/** Holds until `reset`, whatever the files become: the activation itself may need an approval besides. */
async function letBuild(session: Session, reading: FolderReading, isJson: boolean): Promise<number> {
	const { selection } = reading.state;
	if (selection.kind === "missing") throw new FaultError(missingFault(selection));
	const { environment } = selection;
	if (environment === undefined) throw usageFault(allow, t("Name the environment with `--environment`."));
	await runOperation(session, allowBuilds({ ...reading, providers: reading.request.providers, environment }));
	const { folder } = reading;
	const text = t("Approved: the evaluation of {0} may build.", printable(environment.name));
	if (isJson) await session.terminal.printJson({ folder, id: environment.id, reference: null, covers: [], faults: [] });
	else await session.terminal.print(`${text}\n`);
	return 0;
}

function approvedJson({ folder, state }: FolderReading, { selection }: Approved): JsonObject {
	if (selection === undefined) {
		const { selection: used } = state;
		const id = (used.kind === "missing" ? undefined : used.environment?.id) ?? null;
		return { folder, id, reference: null, covers: [], faults: [] };
	}
	const { environment, reference = environment.id } = selection.chosen;
	const covers = [...selection.covers.files, ...selection.covers.folders];
	return { folder, id: environment.id, reference, covers, faults: [] };
}

const toolchainAllowed = (): string => t("Approved: GOTOOLCHAIN=auto, from the folder's settings.");

function approvedText(
	{ host, terminal }: Session,
	{ folder }: FolderReading,
	{ selection, toolchain }: Approved,
): readonly string[] {
	if (selection === undefined) {
		return [toolchain ? toolchainAllowed() : t("Nothing in {0} needs approval.", printable(shortPath(host, folder)))];
	}
	const { environment, reason, reference = environment.id } = selection.chosen;
	const { files, folders } = selection.covers;
	const { file, line } = reason;
	const place = file === undefined ? "" : linePlace(host, folder, { file, ...(line === undefined ? {} : { line }) });
	const shown = (path: string): string => `  ${printable(shortPath(host, path))}`;
	return [
		t("Approved: {0}", printable(`${environment.provider} ${environment.name}`)),
		`  ${terminal.style.faint(printable(`${place} “${reference}”`))}`,
		"",
		t("The approval ends when one of these changes:"),
		...files.map(shown),
		...(folders.length === 0
			? []
			: [
					"",
					t("Or the name or content of any file in these folders:"),
					...folders.map(shown),
					t(
						"If the environment has scripts that add project folders to PATH, these folders are added when the scripts first run.",
					),
				]),
		...(toolchain ? ["", toolchainAllowed()] : []),
	];
}
