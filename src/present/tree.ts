import type { GoEnvironment, ProviderName } from "../core/environment.ts";
import type { Fault } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { isUnmet } from "../core/requirement.ts";
import type { FolderState, JudgedRequirement, MachineState, ProviderState } from "../core/state.ts";
import { t } from "../core/words.ts";
import { environmentText, goText } from "./environmentText.ts";
import { inReadingOrder } from "./rowOrder.ts";
import { environmentInUse, reasonPlace, requirementText, unmetRequirement } from "./selectionText.ts";
import { linePlace, shortPath } from "./shortPath.ts";

/** What a row shows beside its text; the view chooses the picture. */
export type RowMark =
	| "folder"
	| "provider"
	| "environment"
	| "in-use"
	| "recommended"
	| "unknown"
	| "none"
	| "met"
	| "information"
	| "busy"
	| "warning"
	| "error";

export interface TreeRow {
	/** The same as long as the row means the same. */
	readonly id: string;
	readonly label: string;
	readonly description?: string;
	readonly mark: RowMark;
	/** Which commands it has: `folder`, `folder.picked`, `environment.usable`, `environment.refused`. */
	readonly context?: string;
	readonly children?: readonly TreeRow[];
	/** Children are shown at first. */
	readonly isOpen?: boolean;
	readonly opens?: { readonly file: string; readonly line?: number };
	readonly folder?: string;
	readonly environment?: GoEnvironment;
	/** Sentences, where the row is no environment. */
	readonly tooltip?: readonly string[];
}

export interface TreeFolder {
	readonly folder: string;
	readonly name: string;
	/** Undefined until it was read for the first time. */
	readonly state: FolderState | undefined;
}

export interface TreeRequest {
	readonly host: Pick<Host, "home" | "path">;
	readonly machine: MachineState;
	/** Of the machine, SDK rows folded into those of other providers. */
	readonly environments: readonly GoEnvironment[];
	readonly folders: readonly TreeFolder[];
	readonly titles: ReadonlyMap<ProviderName, string>;
}

/** The one tree: folders with what they use and need, then environments by provider. */
export function treeRows(request: TreeRequest): readonly TreeRow[] {
	return [...request.folders.map((folder) => folderRow(request, folder)), ...providerRows(request)];
}

function folderRow({ host }: TreeRequest, { folder, name, state }: TreeFolder): TreeRow {
	const id = `folder:${folder}`;
	if (state === undefined) return { id, label: name, mark: "busy", folder, context: "folder" };
	const isMissing = state.selection.kind === "missing" || state.activation.kind === "failed";
	const mark = isMissing ? "error" : unmetRequirement(state) === undefined ? "folder" : "warning";
	return {
		id,
		label: name,
		description: usedText(state),
		mark,
		folder,
		context: state.selection.reason.kind === "pick" ? "folder.picked" : "folder",
		isOpen: true,
		tooltip: [shortPath(host, folder)],
		children: [
			selectionRow(host, state, id),
			...recommendedRow(host, state, id),
			...requirementRows(host, state, id),
			...faultRows(host, state.folder, shownFaults(state), id),
		],
	};
}

function usedText({ selection }: FolderState): string {
	if (selection.kind === "missing") return t("{0} is missing", selection.reference);
	const environment = environmentInUse(selection);
	return environment === undefined ? t("No Go") : environmentText(environment);
}

function selectionRow(host: TreeRequest["host"], state: FolderState, id: string): TreeRow {
	const { selection, folder, activation } = state;
	const { reason } = selection;
	const opens = reason.file === undefined ? undefined : { file: reason.file, ...lineOf(reason) };
	const base = { id: `${id}/selection`, folder, ...(opens === undefined ? {} : { opens }) };
	const why = reasonPlace(host, folder, reason);
	if (selection.kind === "missing") {
		const { message, remedy } = selection.fault;
		const tooltip = remedy === undefined ? [message] : [message, remedy];
		return { ...base, label: t("{0} is missing", selection.reference), description: why, mark: "error", tooltip };
	}
	const { environment } = selection;
	if (environment === undefined) {
		return { ...base, label: t("No Go"), description: t("none is inherited, and none is chosen"), mark: "warning" };
	}
	const failed = activation.kind === "failed" ? activation.fault : undefined;
	const isInherited = selection.kind === "inherited";
	return {
		...base,
		label: isInherited ? t("Uses the inherited Go") : t("Uses {0}", environment.name),
		description: failed?.message ?? (reason.kind === "none" ? shortPath(host, environment.location) : why),
		mark: failed !== undefined ? "error" : activation.kind === "running" ? "busy" : "in-use",
		environment,
	};
}

const lineOf = ({ line }: { readonly line?: number }): { readonly line?: number } =>
	line === undefined ? {} : { line };

function recommendedRow(host: TreeRequest["host"], { selection, folder }: FolderState, id: string): readonly TreeRow[] {
	if (selection.kind === "chosen" || selection.recommended === undefined) return [];
	const environment = selection.recommended;
	const row: TreeRow = {
		id: `${id}/recommended`,
		label: t("Recommended: {0}", environment.name),
		description: `${goText(environment)} · ${shortPath(host, environment.location)}`,
		mark: "recommended",
		context: "environment.usable",
		environment,
		folder,
	};
	return [row];
}

/** What decides, and of nested modules only those whose requirement needs a look, folded. */
function requirementRows(host: TreeRequest["host"], state: FolderState, id: string): readonly TreeRow[] {
	const row = (requirement: JudgedRequirement): TreeRow => requirementRow(host, state, requirement, id);
	const nested = state.requirements.filter(
		(requirement) => !requirement.decides && (isUnmet(requirement) || requirement.switchesTo !== undefined),
	);
	const deciding = state.requirements.filter(({ decides }) => decides).map(row);
	if (nested.length === 0) return deciding;
	const group: TreeRow = {
		id: `${id}/nested`,
		label: t("Modules inside that need another Go ({0})", nested.length),
		mark: "information",
		children: nested.map(row),
	};
	return [...deciding, group];
}

function requirementRow(
	host: TreeRequest["host"],
	{ folder }: FolderState,
	requirement: JudgedRequirement,
	id: string,
): TreeRow {
	const { file, line, met, switchesTo } = requirement;
	const where = linePlace(host, folder, requirement);
	const what = requirementText(requirement);
	const base = { id: `${id}/requirement:${file}:${line}`, opens: { file, line } };
	if (switchesTo !== undefined && !isUnmet(requirement)) {
		const description = t("{0} · go will use {1} by itself", where, switchesTo);
		return { ...base, label: t("Needs {0}", what), description, mark: "information" };
	}
	if (isUnmet(requirement)) {
		return { ...base, label: t("Needs {0}", what), description: t("{0} · not met", where), mark: "warning" };
	}
	return { ...base, label: t("Needs {0}", what), description: where, mark: met === null ? "unknown" : "met" };
}

/** The fault of a missing selection is told by its own row. */
function shownFaults({ faults, selection }: FolderState): readonly Fault[] {
	return selection.kind === "missing" ? faults.filter((fault) => fault !== selection.fault) : faults;
}

function faultRows(
	host: TreeRequest["host"],
	folder: string,
	faults: readonly Fault[],
	id: string,
): readonly TreeRow[] {
	return faults.map((fault, index) => {
		const { message, remedy, file } = fault;
		return {
			id: `${id}/fault:${index}`,
			label: message,
			mark: "warning",
			tooltip: remedy === undefined ? [message] : [message, remedy],
			...(file === undefined
				? {}
				: { description: linePlace(host, folder, { file, ...lineOf(fault) }), opens: { file, ...lineOf(fault) } }),
		};
	});
}

function providerRows(request: TreeRequest): readonly TreeRow[] {
	return [...request.titles].flatMap(([provider, title]) => {
		const state = request.machine.providers.get(provider);
		const environments = environmentsOfProvider(request, provider);
		if (environments.length === 0 && (state === undefined || isUneventful(state))) return [];
		return [providerRow(request, provider, title, state, environments)];
	});
}

const isUneventful = ({ kind, faults }: ProviderState): boolean => kind === "listed" && faults.length === 0;

function environmentsOfProvider({ environments, folders }: TreeRequest, provider: ProviderName): GoEnvironment[] {
	const all = [...environments, ...folders.flatMap(({ state }) => state?.environments ?? [])];
	return [...new Map(all.map((row) => [row.id, row])).values()].filter((row) => row.provider === provider);
}

function providerRow(
	request: TreeRequest,
	provider: ProviderName,
	title: string,
	state: ProviderState | undefined,
	environments: readonly GoEnvironment[],
): TreeRow {
	const id = `provider:${provider}`;
	const ordered = inReadingOrder(environments);
	const withGo = ordered.filter(({ toolchain }) => toolchain.kind !== "none");
	const without = ordered.filter(({ toolchain }) => toolchain.kind === "none");
	const isBusy = state?.kind === "listing";
	const row = (environment: GoEnvironment): TreeRow => environmentRow(request, environment, id);
	const group: TreeRow = {
		id: `${id}/none`,
		label: t("Without Go ({0})", without.length),
		mark: "none",
		children: without.map(row),
	};
	return {
		id,
		label: title,
		description: isBusy ? t("listing …") : String(withGo.length),
		mark: isBusy ? "busy" : state?.kind === "failed" ? "warning" : "provider",
		isOpen: true,
		children: [
			...withGo.map(row),
			...(without.length === 0 ? [] : [group]),
			...faultRows(request.host, "", state?.faults ?? [], id),
		],
	};
}

function environmentRow({ host, folders }: TreeRequest, environment: GoEnvironment, id: string): TreeRow {
	const users = folders.filter(
		({ state }) => state !== undefined && environmentInUse(state.selection)?.id === environment.id,
	);
	const { toolchain, name, location } = environment;
	const go = goText(environment);
	const version = "version" in toolchain ? toolchain.version : undefined;
	const isNamedByVersion = version !== undefined && (name === version || name === `go${version}`);
	const used = users.length === 0 ? [] : [t("in use by {0}", users.map((folder) => folder.name).join(", "))];
	const problem = toolchain.kind === "broken" ? [t("broken")] : [];
	const place = shortPath(host, location);
	return {
		id: `${id}/${environment.id}`,
		label: name,
		description: [...(isNamedByVersion || go === problem[0] ? [] : [go]), ...problem, ...used, place].join(" · "),
		mark: users.length > 0 ? "in-use" : markOf(environment),
		context: toolchain.kind === "known" || toolchain.kind === "unknown" ? "environment.usable" : "environment.refused",
		environment,
	};
}

function markOf({ toolchain }: GoEnvironment): RowMark {
	switch (toolchain.kind) {
		case "known":
			return "environment";
		case "unknown":
			return "unknown";
		case "none":
			return "none";
		default:
			return "error";
	}
}
