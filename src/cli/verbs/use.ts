import { choiceRefusal } from "../../core/activation/activatable.ts";
import { isOfFolder, isStoreOfFolder, storeOfFolder } from "../../core/activation/allowances.ts";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { pickOf, writePick } from "../../core/selection/picks.ts";
import { resolveReference } from "../../core/selection/reference.ts";
import type { FolderState } from "../../core/state.ts";
import { type Listed, listFolder, listMachine, type Place, placeOf, readPlace } from "../folderReading.ts";
import { folderJson } from "../json.ts";
import type { Session } from "../session.ts";
import { checkNamed } from "../target.ts";
import type { Verb } from "../verb.ts";
import { folderNamed, printFolder } from "./show.ts";

export const use: Verb = {
	name: "use",
	parameters: "<reference> [folder]",
	options: ["clear", "folder", "json"],
	mostPositionals: 2,
	summary: () => t("Choose the environment of a folder, for the editor and for `go-environments exec`."),
	examples: () => [
		["go-environments use 1.22", t("The newest Go 1.22 of this machine.")],
		["go-environments use conda:ci ~/work/app", t("The conda environment “ci”, for another folder.")],
		["go-environments use inherited", t("What the shell and the editor find by themselves.")],
		["go-environments use --clear", t("Forget the choice: settings and files of the folder decide again.")],
	],
	async run(session, { options, positionals }) {
		const { host, terminal } = session;
		const isClear = options.clear === true;
		const [reference, folder] = isClear ? [undefined, positionals[0]] : positionals;
		if (isClear && positionals.length > 1) {
			throw usage(t("`use --clear` takes no reference, only a folder."));
		}
		if (!isClear && reference === undefined) throw usage(t("`use` needs a reference: what shall be used?"));
		const place = await placeOf(session, folderNamed(options, folder));
		const machine = await listMachine(session, place);
		const pick = reference === undefined ? undefined : await wanted(session, place, machine, reference);
		await writePick(host, place.folder, pick);
		const { state } = await readPlace(session, place, { machine });
		if (options.json === true) await terminal.printJson(folderJson(state));
		else await printFolder(session, state, isClear ? [t("Your choice is cleared.")] : nextSteps(state));
		return 0;
	},
};

const usage = (message: string): FaultError =>
	new FaultError({ kind: "usage", message, remedy: t("`go-environments {0} --help` shows how it is used.", "use") });

/** What happens now: a choice changes no shell that runs already. A flake's row says by itself what can be done with it. */
function nextSteps({ selection, activation }: FolderState): readonly string[] {
	if (activation.kind === "failed") return [];
	if (selection.kind !== "chosen" || selection.environment.toolchain.kind === "unknown") return [];
	return [
		t("New terminals of the editor have it, and so has `go-environments exec -- go version`."),
		t("For this shell: {0}", 'eval "$(go-environments env)"'),
	];
}

/** The pick that a reference means. Throws reference-unknown, reference-ambiguous, reference-refused, not-supported, not-allowed. */
async function wanted(
	session: Session,
	place: Place,
	machine: Listed,
	reference: string,
): Promise<Parameters<typeof writePick>[2]> {
	const { host, signal, workingFolder } = session;
	const own = await listFolder(session, place);
	const { providers, settings } = place;
	const rows = environmentsOf(machine.rows, own.rows);
	const request = { host, rows, providers, folder: workingFolder, order: settings.order, signal };
	const resolution = await resolveReference(request, reference);
	if (resolution.kind === "unknown") throw new FaultError(resolution.fault);
	if (resolution.kind === "inherited") return { id: "inherited", paths: [] };
	const environment = usable(resolution.environment);
	await checkNamed(session, place, machine, reference, environment);
	if (
		(await isStoreOfFolder(host, place.folder)) &&
		(await isOfFolder(host, place.folder, environment, machine.rows))
	) {
		throw new FaultError(storeOfFolder(host));
	}
	return pickOf(environment);
}

function usable(environment: GoEnvironment): GoEnvironment {
	const refusal = choiceRefusal(environment);
	if (refusal !== undefined) throw new FaultError(refusal);
	return environment;
}
