import type { EnvironmentId, GoEnvironment, ProviderName, Toolchain } from "../../core/environment.ts";
import type { Homed, Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { mayMeet } from "../../core/requirements/mayMeet.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { MachineState, ProviderState } from "../../core/state.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { recommendationOf } from "../texts/recommendation.ts";
import { inReadingOrder } from "../texts/rowOrder.ts";
import { requirementText } from "../texts/selectionText.ts";
import { environmentRow, type RowLookup } from "./environmentRow.ts";
import { rowUses } from "./rowUses.ts";
import { faultRows, type TreeFolder, type TreeRow } from "./treeRow.ts";

export interface EnvironmentsViewRequest {
	readonly host: Homed & Pick<Host, "platform">;
	readonly machine: MachineState;
	/** The machine's environments; plain rows are merged into those of other providers. */
	readonly environments: readonly GoEnvironment[];
	readonly folders: readonly TreeFolder[];
	/** Of providers, in display order. */
	readonly titles: ReadonlyMap<ProviderName, string>;
	/** The folder whose requirement is judged, and whether a version meets it; null or absent if unknown. */
	readonly folder?: TreeFolder;
	readonly verdicts: ReadonlyMap<GoVersion, boolean | null>;
	/** Whether its provider can remove it. */
	isRemovable(environment: GoEnvironment): boolean;
	readonly compatibleOnly: boolean;
	/** False in Restricted Mode. */
	readonly isTrusted: boolean;
	/** The setting has an empty list of providers. */
	readonly isOff: boolean;
}

export interface EnvironmentsView {
	readonly rows: readonly TreeRow[];
	/** Why there are no rows; each state has its own welcome view, except `listing`. */
	readonly state: "listing" | "without-go" | "off" | "hidden" | "shown";
	/** The requirement that the marks refer to. */
	readonly description?: string;
	/** Shown above the rows while the filter hides some. */
	readonly message?: string;
}

/**
 * The view Environments: by provider, with marks for the environment in use, and for compatible, recommended and broken ones.
 */
export function environmentsView(request: EnvironmentsViewRequest): EnvironmentsView {
	const { titles, machine, folder, folders, environments } = request;
	const deciding = folder?.state?.requirements.find(warns);
	const listed = [...environments, ...folders.flatMap(({ state }) => state?.environments ?? [])];
	const lookup: RowLookup = {
		...request,
		uses: rowUses(request.host, folders, listed, request.isTrusted),
		changed: changedIn(folders),
		recommendedFor: namesById(folders, ({ state, runs }) => state && recommendationOf(state, runs)?.environment),
		required: deciding && {
			by: request.host.path.basename(deciding.file),
			text: requirementText(deciding),
			isBound: deciding.version !== undefined,
		},
	};
	const all = rowsByProvider(listed);
	const isFiltered = request.compatibleOnly && deciding !== undefined;
	let hidden = 0;
	const rows = [...titles].flatMap(([provider, title]) => {
		const own = all.get(provider) ?? [];
		const kept = isFiltered ? own.filter((row) => mayMeet(request.verdicts, row)) : own;
		hidden += own.length - kept.length;
		const state = machine.providers.get(provider);
		if (kept.length === 0 && (own.length > 0 || state === undefined || isListedWithoutFaults(state))) return [];
		return [providerRow(lookup, provider, title, state, kept, own.length - kept.length)];
	});
	const about = folders.length > 1 && deciding !== undefined ? { description: t("for {0}", folder?.name ?? "") } : {};
	const state = stateOf(request, rows, hidden);
	return {
		rows,
		state,
		...about,
		...(state === "shown" ? messageOf(request.compatibleOnly, lookup.required, hidden) : {}),
	};
}

function stateOf(
	{ machine, isOff }: EnvironmentsViewRequest,
	rows: readonly TreeRow[],
	hidden: number,
): EnvironmentsView["state"] {
	if (rows.length > 0) return "shown";
	if (hidden > 0) return "hidden";
	if (isOff) return "off";
	const states = [...machine.providers.values()];
	return states.length === 0 || states.some(({ kind }) => kind === "listing") ? "listing" : "without-go";
}

/** An empty view has no message, because a message would hide its welcome view. */
function messageOf(
	compatibleOnly: boolean,
	required: RowLookup["required"],
	hidden: number,
): { readonly message?: string } {
	if (!compatibleOnly) return {};
	if (required === undefined) return { message: t("This folder has no requirement, so all environments are shown.") };
	if (hidden === 0) return {};
	const what = `${required.text} (${required.by})`;
	const message =
		hidden === 1
			? t("1 environment is hidden: it does not meet {0}.", what)
			: t("{0} environments are hidden: they do not meet {1}.", hidden, what);
	return { message };
}

function namesById(
	folders: readonly TreeFolder[],
	of: (folder: TreeFolder) => GoEnvironment | undefined,
): ReadonlyMap<EnvironmentId, readonly string[]> {
	const names = new Map<EnvironmentId, string[]>();
	for (const folder of folders) {
		const id = of(folder)?.id;
		if (id !== undefined) names.set(id, [...(names.get(id) ?? []), folder.name]);
	}
	return names;
}

function changedIn(folders: readonly TreeFolder[]): ReadonlyMap<EnvironmentId, Toolchain> {
	return new Map(
		folders.flatMap(({ state }) => {
			if (state?.activation.kind !== "outdated" || state.selection.kind !== "chosen") return [];
			return [[state.selection.environment.id, state.activation.activated.toolchain]];
		}),
	);
}

function rowsByProvider(all: readonly GoEnvironment[]): ReadonlyMap<ProviderName, readonly GoEnvironment[]> {
	const groups = new Map<ProviderName, GoEnvironment[]>();
	for (const row of new Map(all.map((one) => [one.id, one])).values()) {
		const group = groups.get(row.provider);
		if (group === undefined) groups.set(row.provider, [row]);
		else group.push(row);
	}
	return groups;
}

const isListedWithoutFaults = ({ kind, faults }: ProviderState): boolean => kind === "listed" && faults.length === 0;

function providerRow(
	lookup: RowLookup,
	provider: ProviderName,
	title: string,
	state: ProviderState | undefined,
	environments: readonly GoEnvironment[],
	hidden: number,
): TreeRow {
	const id = `provider:${provider}`;
	const ordered = inReadingOrder(environments);
	const withGo = ordered.filter(({ toolchain }) => toolchain.kind !== "none");
	const without = ordered.filter(({ toolchain }) => toolchain.kind === "none");
	const isBusy = state?.kind === "listing";
	const row = (environment: GoEnvironment): TreeRow => environmentRow(lookup, environment, id);
	const group: TreeRow = {
		id: `${id}/none`,
		label: t("Without Go ({0})", without.length),
		mark: "none",
		children: without.map(row),
	};
	const count = hidden === 0 ? String(withGo.length) : t("{0} of {1}", withGo.length, withGo.length + hidden);
	return {
		id,
		label: title,
		description: isBusy ? t("listing…") : count,
		mark: isBusy ? "busy" : state?.kind === "failed" ? "warning" : "provider",
		...(!isBusy && state?.kind === "failed" ? { spoken: t("problem") } : {}),
		isOpen: true,
		children: [
			...withGo.map(row),
			...(without.length === 0 ? [] : [group]),
			...faultRows(lookup.host, "", state?.faults ?? [], id),
		],
	};
}
