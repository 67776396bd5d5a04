import { t } from "../../core/l10n.ts";
import { type Approved, approveFolder } from "../../operations/approval.ts";
import type { FolderReading } from "../../operations/folderReading.ts";
import { printable } from "../../present/escaping/printable.ts";
import { linePlace, shortPath } from "../../present/texts/shortPath.ts";
import type { JsonObject } from "../json.ts";
import { readingOf, runOperation } from "../place.ts";
import type { Session } from "../session.ts";
import type { Verb } from "../verb.ts";
import { folderNamed } from "./show.ts";

export const allow: Verb = {
	name: "allow",
	parameters: "[folder]",
	options: ["folder", "json"],
	maxPositionals: 1,
	summary: () => t("Approve the environment that the folder's files select, in its present state."),
	examples: () => [["go-environments allow", t("Repeat it after the environment has changed.")]],
	async run(session, { options, positionals }) {
		const { terminal } = session;
		const reading = await readingOf(session, { folder: folderNamed(options, positionals[0]) });
		const approved = await runOperation(session, approveFolder(reading));
		if (options.json === true) await terminal.printJson(approvedJson(reading, approved));
		else await terminal.print(`${approvedText(session, reading, approved).join("\n")}\n`);
		return 0;
	},
};

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
		"",
		t("Or the name or content of any file in these folders:"),
		...folders.map(shown),
		t(
			"If the environment has scripts that add project folders to PATH, these folders are added when the scripts first run.",
		),
		...(toolchain ? ["", toolchainAllowed()] : []),
	];
}
