import type { GoEnvironment, ProviderName } from "../core/environment.ts";
import type { ProviderState } from "../core/state.ts";
import { t } from "../core/words.ts";
import { goText } from "./environmentText.ts";
import { inReadingOrder } from "./rowOrder.ts";
import { environmentInUse } from "./selectionText.ts";
import { shortPath } from "./shortPath.ts";
import { faultRows, type RowMark, type TreeRequest, type TreeRow } from "./treeRow.ts";

/** Each provider that has something to show, with its environments. */
export function providerRows(request: TreeRequest): readonly TreeRow[] {
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
