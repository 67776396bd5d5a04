import { environmentsOf } from "../../core/discovery/discovery.ts";
import { distinctFaults, type Fault } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { verdictsByVersion, warns } from "../../core/requirements/verdicts.ts";
import { listFolder, listMachine } from "../../operations/folderReading.ts";
import { type EnvironmentsTextRequest, environmentsText } from "../../present/cli/environmentsText.ts";
import { requirementText } from "../../present/texts/selectionText.ts";
import { linePlace } from "../../present/texts/shortPath.ts";
import { environmentJson, faultJson } from "../json.ts";
import { placeOf, readingOf, whileLooking } from "../place.ts";
import type { Session } from "../session.ts";
import { tellWarnings } from "../telling.ts";
import type { Options, Verb } from "../verb.ts";
import { withWidths } from "../width.ts";

export const list: Verb = {
	name: "list",
	parameters: "",
	options: ["all", "folder", "json"],
	maxPositionals: 0,
	summary: () => t("List the Go environments of this machine and of the folder."),
	examples: () => [
		["go-environments list", t("List version, name and place, with marks for the current folder.")],
		["go-environments list --all", t("Include environments without Go.")],
		["go-environments list --json", t("Print the same as JSON.")],
	],
	withoutAnswer: { environments: [] },
	run: (session, { options }) => (options.json === true ? listJson(session, options) : listTable(session, options)),
};

/** Adds the disks that did not respond and that no fault names yet. */
function withSilentDisks({ host }: Session, faults: readonly Fault[]): readonly Fault[] {
	const unnamed = host.silent.filter(({ file }) => !faults.some((fault) => fault.message.includes(file ?? "")));
	return distinctFaults([...faults, ...unnamed]);
}

async function listJson(session: Session, options: Options): Promise<number> {
	const place = await placeOf(session, options.folder);
	const [machine, folder] = await whileLooking(session, () => Promise.all([listMachine(place), listFolder(place)]));
	const environments = environmentsOf(machine.rows, folder.rows).map(environmentJson);
	const faults = withSilentDisks(session, [...(place.settings.faults ?? []), ...machine.faults, ...folder.faults]);
	await session.terminal.printJson({ environments, faults: faults.map(faultJson) });
	return 0;
}

async function listTable(session: Session, options: Options): Promise<number> {
	const { host, terminal } = session;
	const reading = await readingOf(session, options);
	const { state, rows } = reading;
	const { request } = reading;
	const meets = await verdictsByVersion({ ...request, requirements: state.requirements }, rows);
	const deciding = state.requirements.find(warns);
	const inUse = state.selection.kind === "missing" ? undefined : state.selection.environment?.id;
	const asked: Omit<EnvironmentsTextRequest, "widthOf"> = {
		host,
		environments: rows,
		folder: state.folder,
		titles: new Map(reading.request.providers.map(({ name, title }) => [name, title])),
		meets: ({ toolchain }) => (toolchain.kind === "known" ? (meets.get(toolchain.version) ?? null) : null),
		all: options.all === true,
		style: terminal.style,
		...(inUse === undefined ? {} : { inUse }),
		...(deciding === undefined
			? {}
			: { requirement: `${requirementText(deciding)} (${linePlace(host, state.folder, deciding)})` }),
		...(terminal.width === undefined ? {} : { width: terminal.width }),
	};
	const lines = await withWidths((widthOf) => environmentsText({ ...asked, widthOf }));
	const text = rows.length > 0 ? lines : [t("There is no Go environment on this machine yet.")];
	await terminal.print(`${text.join("\n")}\n`);
	const faults = withSilentDisks(session, [...reading.machine.faults, ...state.faults]);
	if (faults.length > 0) await terminal.printError("\n");
	await tellWarnings(session, faults);
	return 0;
}
