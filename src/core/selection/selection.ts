import type { GoEnvironment } from "../environment.ts";
import { selectAnother } from "../fault.ts";
import type { FoundSpecification } from "../folderKnowledge.ts";
import { t } from "../l10n.ts";
import type { Reason, Selection } from "../state.ts";
import type { Pick } from "./picks.ts";
import { rowWithPath } from "./reference.ts";
import {
	inheritedSelection,
	placeOf,
	refusalOf,
	resolveIn,
	type Selected,
	type SelectRequest,
	selectionOf,
	usable,
} from "./selectionOf.ts";
import { creationFrom, specifiedSelection } from "./specifiedSelection.ts";

/**
 * The environment that a folder uses and why: the argument, the user's pick, the setting, the deciding specification, or the
 * inherited Go (docs/behaviour.md, Selection). Reads only paths that a reference names.
 */
export async function select(request: SelectRequest): Promise<Selected> {
	const { argument, pick, pickFault, setting, settingFault } = request;
	if (argument !== undefined) {
		const resolution = await resolveIn(request, argument.reference, argument.base);
		return { selection: selectionOf(request, argument.reference, resolution, { kind: "argument" }), faults: [] };
	}
	if (pick !== undefined) return { selection: await picked(request, pick), faults: [] };
	if (pickFault !== undefined) {
		const stored = { reference: t("the stored selection"), reason: { kind: "pick" }, isUnread: true } as const;
		return { selection: { kind: "missing", ...stored, fault: pickFault }, faults: [] };
	}
	if (setting !== undefined) {
		const resolution = await resolveIn(request, setting.reference, request.folder);
		const reason: Reason = { kind: "setting", ...placeOf(setting) };
		return { selection: selectionOf(request, setting.reference, resolution, reason), faults: [] };
	}
	if (settingFault !== undefined) {
		const { file = "" } = settingFault;
		return {
			selection: { kind: "missing", reference: file, reason: { kind: "setting", file }, fault: settingFault },
			faults: [],
		};
	}
	return await specifiedSelection(request);
}

async function picked(request: SelectRequest, pick: Pick): Promise<Selection> {
	const reason: Reason = { kind: "pick" };
	if (pick.id === "inherited") return inheritedSelection(request, reason);
	const row = request.rows.find(({ id }) => id === pick.id) ?? (await rowOfPaths(request, pick.paths));
	if (row !== undefined) return usable(pick.id, row, reason);
	const [path] = pick.paths;
	const creates = request.specifications.find((one) => one.creates === true && namesPick(request, one, path));
	const remedy = creates === undefined ? [] : [creationFrom(creates.file)];
	return {
		kind: "missing",
		reference: path ?? pick.id,
		reason,
		fault: {
			kind: "selection-missing",
			message: t("The environment selected for this folder does not exist any more: {0}.", path ?? pick.id),
			remedies: [
				...remedy,
				selectAnother(),
				{ text: t("Or clear the selection."), action: { kind: "operation", name: "clear" } },
			],
		},
	};
}

/** Whether a file describes the environment of this name: `conda:ci` that of `~/envs/ci`. */
function namesPick({ host }: SelectRequest, { demand }: FoundSpecification, path: string | undefined): boolean {
	const name = path === undefined ? undefined : host.path.basename(path);
	return demand?.alternatives.some((one) => one.replace(/^\w+:/, "") === name) === true;
}

/**
 * The environment at the first of a pick's paths that resolves, listed or not; a usable one is preferred. The location comes
 * first, so that a retargeted symbolic link is followed; the real path comes last, in case the link was deleted.
 */
async function rowOfPaths(request: SelectRequest, paths: readonly string[]): Promise<GoEnvironment | undefined> {
	const { host, rows } = request;
	let refused: GoEnvironment | undefined;
	for (const path of paths) {
		const listed = rowWithPath(host, rows, [path]);
		const resolution = listed === undefined ? await resolveIn(request, path, request.folder) : undefined;
		const row = listed ?? (resolution?.kind === "found" ? resolution.environment : undefined);
		if (row !== undefined && refusalOf(row) === undefined) return row;
		refused ??= row;
	}
	return refused;
}
