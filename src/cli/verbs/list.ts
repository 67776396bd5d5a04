import { environmentsOf } from "../../core/discovery.ts";
import { type GoEnvironment, versionOf } from "../../core/environment.ts";
import type { Fault } from "../../core/fault.ts";
import type { JudgedRequirement } from "../../core/state.ts";
import { t } from "../../core/words.ts";
import { environmentsText } from "../../present/environmentsText.ts";
import { requirementText } from "../../present/selectionText.ts";
import { linePlace } from "../../present/shortPath.ts";
import { type FolderReading, listFolder, listMachine, placeOf, readPlace } from "../folderReading.ts";
import { environmentJson, faultJson, jsonText } from "../json.ts";
import type { Session } from "../session.ts";
import { tellWarnings } from "../telling.ts";
import type { Options, Verb } from "../verb.ts";
import { displayWidth } from "../width.ts";

export const list: Verb = {
	name: "list",
	parameters: "",
	options: ["all", "folder", "json"],
	mostPositionals: 0,
	summary: () => t("Show every Go environment of this machine and of the folder."),
	examples: () => [
		["go-environments list", t("A table: version, name and place, with marks for the folder you are in.")],
		["go-environments list --all", t("Also every environment without Go.")],
		["go-environments list --json", t("The same for programs.")],
	],
	withoutAnswer: { environments: [] },
	run: (session, { options }) => (options.json === true ? listJson(session, options) : listTable(session, options)),
};

/** What no place reported: a disk that did not answer is always named. */
function withSilent({ host }: Session, faults: readonly Fault[]): readonly Fault[] {
	return [...faults, ...host.silent.filter(({ file }) => !faults.some((fault) => fault.message.includes(file ?? "")))];
}

async function listJson(session: Session, options: Options): Promise<number> {
	const place = await placeOf(session, options.folder);
	const [machine, folder] = await Promise.all([listMachine(session, place), listFolder(session, place)]);
	const environments = environmentsOf(machine.rows, folder.rows).map(environmentJson);
	const faults = withSilent(session, [...place.settings.faults, ...machine.faults, ...folder.faults]);
	await session.terminal.print(jsonText({ environments, faults: faults.map(faultJson) }));
	return 0;
}

async function listTable(session: Session, options: Options): Promise<number> {
	const { host, terminal } = session;
	const reading = await readPlace(session, await placeOf(session, options.folder));
	const { state, rows } = reading;
	const meets = await verdicts(reading, rows);
	const deciding = state.requirements.find(decides);
	const inUse = state.selection.kind === "missing" ? undefined : state.selection.environment?.id;
	const lines = environmentsText({
		host,
		environments: rows,
		folder: state.folder,
		titles: new Map(reading.providers.map(({ name, title }) => [name, title])),
		meets: (row) => meets.get(versionOf(row)) ?? null,
		all: options.all === true,
		style: terminal.style,
		widthOf: await displayWidth(),
		...(inUse === undefined ? {} : { inUse }),
		...(deciding === undefined
			? {}
			: { requirement: `${requirementText(deciding)} (${linePlace(host, state.folder, deciding)})` }),
		...(terminal.width === undefined ? {} : { width: terminal.width }),
	});
	const text = rows.length > 0 ? lines : [t("There is no Go environment on this machine yet.")];
	await terminal.print(`${text.join("\n")}\n`);
	const faults = withSilent(session, [...reading.machine.faults, ...state.faults]);
	if (faults.length > 0) await terminal.printError("\n");
	await tellWarnings(session, faults);
	return 0;
}

const decides = (requirement: JudgedRequirement): boolean => requirement.decides && requirement.source !== "toolchain";

/** Whether a Go of a version meets what decides, for each version that a row has. */
async function verdicts(
	{ request, state }: FolderReading,
	rows: readonly GoEnvironment[],
): Promise<ReadonlyMap<unknown, boolean | null>> {
	const requirements = state.requirements.filter(decides);
	const known = new Map<unknown, boolean | null>();
	if (requirements.length === 0) return known;
	for (const { toolchain } of rows) {
		if (toolchain.kind !== "known" || known.has(toolchain.version)) continue;
		const asked = { requirements, faults: [], inputs: [] };
		const judged = await request.knowledge.judged(request.host, asked, toolchain, request.goToolchain);
		const isUnmet = judged.some(({ met }) => met === false);
		known.set(toolchain.version, isUnmet ? false : judged.every(({ met }) => met === true) ? true : null);
	}
	return known;
}
