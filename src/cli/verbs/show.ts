import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { approvalOf } from "../../operations/approval.ts";
import { folderText } from "../../present/cli/folderText.ts";
import { folderJson } from "../json.ts";
import { readingOf } from "../place.ts";
import type { Session } from "../session.ts";
import type { Options, Verb } from "../verb.ts";
import { withWidths } from "../width.ts";

export const show: Verb = {
	name: "show",
	parameters: "[folder]",
	options: ["environment", "folder", "json"],
	maxPositionals: 1,
	summary: () => t("Show the Go of a folder, the reason for it, and the folder's requirements."),
	examples: () => [
		["go-environments show", t("Show the current folder.")],
		["go-environments show ~/work/app --json", t("Show another folder, as JSON.")],
		["go-environments show --environment 1.22", t("Show the result with another Go.")],
	],
	withoutAnswer: { folder: null, selection: null, activation: "none", requirements: [], specifications: [] },
	async run(session, { options, positionals }) {
		const { terminal } = session;
		const folder = folderNamed(options, positionals[0]);
		const reading = await readingOf(session, { folder, environment: options.environment });
		const approval = await approvalOf(reading);
		const { faults: others } = reading.state;
		const faults = typeof approval === "object" ? [...others, approval.waitsFor] : others;
		const state = { ...reading.state, faults };
		if (options.json === true) {
			await terminal.printJson(folderJson(state));
			return 0;
		}
		await printFolder(session, state);
		return 0;
	},
};

/** Prints a folder's page, with additional lines below. */
export async function printFolder(
	{ host, terminal }: Session,
	state: FolderState,
	below: readonly string[] = [],
): Promise<void> {
	const { style, width } = terminal;
	const request = { host, state, style, ...(width === undefined ? {} : { width }) };
	const lines = await withWidths((widthOf) => folderText({ ...request, widthOf }));
	const text = below.length === 0 ? lines : [...lines, "", ...below];
	await terminal.print(`${text.join("\n")}\n`);
}

/** The folder of `--folder` or of a positional argument. Throws usage if both are given. */
export function folderNamed({ folder }: Options, word: string | undefined): string | undefined {
	if (folder === undefined || word === undefined) return folder ?? word;
	throw new FaultError({
		kind: "usage",
		message: t("Specify the folder only once, not as {0} and {1}.", folder, word),
	});
}
