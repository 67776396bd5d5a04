import { allow as allowNow, type Covered, coveredBy } from "../../core/activation/allowances.ts";
import { allowToolchain } from "../../core/activation/toolchainApproval.ts";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../../present/escaping/printable.ts";
import { linePlace, shortPath } from "../../present/texts/shortPath.ts";
import { type FolderReading, placeOf, readPlace } from "../folderReading.ts";
import type { Session } from "../session.ts";
import { allowanceRequest, type Chosen, missingFault, needsAllowanceHere } from "../target.ts";
import type { Verb } from "../verb.ts";
import { folderNamed } from "./show.ts";

export const allow: Verb = {
	name: "allow",
	parameters: "[folder]",
	options: ["folder", "json"],
	mostPositionals: 1,
	summary: () => t("Allow the environment that files of the folder chose, as it is now."),
	examples: () => [["go-environments allow", t("Once, and again when the environment has changed.")]],
	async run(session, { options, positionals }) {
		const place = await placeOf(session, folderNamed(options, positionals[0]));
		const reading = await readPlace(session, place);
		const { selection } = reading.state;
		if (selection.kind === "missing") throw new FaultError(missingFault(selection));
		if (reading.toolchainFault !== undefined) await allowToolchain(session.host, reading.folder);
		const isNeeded = await needsAllowanceHere(session, reading);
		if (selection.kind !== "chosen" || !isNeeded) return await notNeeded(session, reading, options.json === true);
		const request = allowanceRequest(session, reading, selection);
		const { folder, environment, reference } = request;
		await allowNow(request);
		const covers = await coveredBy(request);
		if (options.json === true) {
			const all = [...covers.files, ...covers.folders];
			const answer = { folder, id: environment.id, reference, covers: all, faults: [] };
			await session.terminal.printJson(answer);
		} else await session.terminal.print(`${allowedText(session, reading, selection, covers).join("\n")}\n`);
		return 0;
	},
};

const toolchainAllowed = (): string => t("Approved: GOTOOLCHAIN=auto, which the folder's settings ask for.");

async function notNeeded(
	{ terminal, host }: Session,
	{ state, toolchainFault }: FolderReading,
	isJson: boolean,
): Promise<number> {
	const { folder, selection } = state;
	const shown = printable(shortPath(host, folder));
	const id = (selection.kind === "missing" ? undefined : selection.environment?.id) ?? null;
	const text = toolchainFault === undefined ? t("Nothing in {0} needs approval.", shown) : toolchainAllowed();
	if (isJson) await terminal.printJson({ folder, id, reference: null, covers: [], faults: [] });
	else await terminal.print(`${text}\n`);
	return 0;
}

function allowedText(
	{ host, terminal }: Session,
	{ folder, toolchainFault }: FolderReading,
	{ environment, reason, reference = "" }: Chosen,
	{ files, folders }: Covered,
): readonly string[] {
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
		t("Or the names, sizes or times of what lies in these folders, which come first on PATH:"),
		...folders.map(shown),
		t("If the environment has scripts, project folders that they put there are added when they first run."),
		...(toolchainFault === undefined ? [] : ["", toolchainAllowed()]),
	];
}
