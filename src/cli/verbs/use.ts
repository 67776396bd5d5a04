import { activationOf } from "../../core/activation/activationCache.ts";
import { environmentsOf } from "../../core/discovery/discovery.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { folderRequest } from "../../core/model/folderRequest.ts";
import type { Report } from "../../core/operation.ts";
import { type PickRead, readPick } from "../../core/selection/picks.ts";
import type { FolderState } from "../../core/state.ts";
import { clearSelection } from "../../operations/clearSelection.ts";
import { listFolder, listMachine } from "../../operations/folderReading.ts";
import { useEnvironment } from "../../operations/useEnvironment.ts";
import { folderJson } from "../json.ts";
import { placeOf, runOperation, whileLooking } from "../place.ts";
import { selector } from "../selector.ts";
import { usageFault } from "../usageFault.ts";
import type { Verb } from "../verb.ts";
import { folderNamed, printFolder } from "./show.ts";

export const use: Verb = {
	name: "use",
	parameters: "<reference> [folder]",
	options: ["clear", "folder", "json"],
	maxPositionals: 2,
	summary: () => t("Select the environment of a folder, for the editor and for `go-environments exec`."),
	examples: () => [
		["go-environments use 1.22", t("Use the newest Go 1.22 of this machine.")],
		["go-environments use conda:ci ~/work/app", t("Use the conda environment “ci” in another folder.")],
		["go-environments use inherited", t("Use the Go of the shell or the editor.")],
		["go-environments use --clear", t("Clear the selection. The folder's settings and files decide again.")],
	],
	async run(session, { options, positionals }) {
		const { host, terminal } = session;
		const isClear = options.clear === true;
		const [reference, folder] = isClear ? [undefined, positionals[0]] : positionals;
		if (isClear && positionals.length > 1) {
			throw usageFault(use, t("`use --clear` takes no reference, only a folder."));
		}
		if (!isClear && reference === undefined) throw usageFault(use, t("`use` needs a reference."));
		const place = await placeOf(session, folderNamed(options, folder));
		const before = isClear ? await readPick(host, place.folder) : {};
		const machine = await whileLooking(session, () => listMachine(place));
		const select = selector(place, async () => machine);
		const activate = async (environment: GoEnvironment, signal: AbortSignal, report: Report): Promise<void> => {
			session.trustFolders(); // the user named it
			const request = folderRequest({ ...place, machine: machine.rows, signal });
			await activationOf(request, environment, host.variables, signal, report);
		};
		const rows = async () => environmentsOf(machine.rows, (await listFolder(place)).rows);
		const operation =
			reference === undefined
				? clearSelection(place, () => select(undefined))
				: useEnvironment({
						place,
						machine,
						rows,
						base: session.workingFolder,
						wanted: { reference },
						activate,
						select,
					});
		const state = await runOperation(session, operation);
		if (options.json === true) await terminal.printJson(folderJson(state));
		else await printFolder(session, state, isClear ? [clearedLine(before)] : nextSteps(state));
		return 0;
	},
};

/** A stored selection that cannot be read is one too. */
const clearedLine = ({ pick, fault }: PickRead): string =>
	pick === undefined && fault === undefined
		? t("You have not selected an environment for this folder.")
		: t("Your selection is cleared.");

/** What the user can do next, because a selection does not change running shells. */
function nextSteps({ selection, activation }: FolderState): readonly string[] {
	if (activation.kind === "failed") return [];
	if (selection.kind !== "chosen" || selection.environment.toolchain.kind === "unknown") return [];
	return [
		t("New terminals of the editor use it. To try it here: `go-environments exec -- go version`."),
		t("For this shell: {0}", 'eval "$(go-environments env)"'),
	];
}
