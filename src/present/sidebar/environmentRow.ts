import { isActivatable } from "../../core/activation/activatable.ts";
import type { EnvironmentId, GoEnvironment, Toolchain } from "../../core/environment.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { goText, isNamedByVersion, shownName } from "../texts/environmentText.ts";
import { shortPath } from "../texts/shortPath.ts";
import type { RowUse, RowUses } from "./rowUses.ts";
import type { RowMark, TreeFolder, TreeRow } from "./treeRow.ts";

/** Precomputed data for rows, so that a thousand rows do not each search all folders. */
export interface RowLookup {
	readonly host: Homed;
	readonly folders: readonly TreeFolder[];
	/** The folder whose requirement is judged, and whether a version meets it; null or absent if unknown. */
	readonly folder?: TreeFolder;
	readonly verdicts: ReadonlyMap<GoVersion, boolean | null>;
	readonly uses: RowUses;
	/** Whether its provider can remove it. */
	isRemovable(environment: GoEnvironment): boolean;
	/** What is in use although its files have changed since it was activated, and the Go that was activated. */
	readonly changed: ReadonlyMap<EnvironmentId, Toolchain>;
	/** The names of the folders for which an environment is recommended. */
	readonly recommendedFor: ReadonlyMap<EnvironmentId, readonly string[]>;
	/** The requirement and its file: `go.mod`, `Go 1.22 or later`; a lower bound unless it is a range. */
	readonly required: { readonly by: string; readonly text: string; readonly isBound: boolean } | undefined;
}

/** An environment: verdict, version, remarks, and at the end its path, which may be long. */
export function environmentRow(lookup: RowLookup, environment: GoEnvironment, id: string): TreeRow {
	const { host, required } = lookup;
	const { toolchain, location } = environment;
	const activated = lookup.changed.get(environment.id);
	const go = goText(activated === undefined ? environment : { ...environment, toolchain: activated });
	const problem = toolchain.kind === "broken" ? [t("broken")] : [];
	const verdict = toolchain.kind === "known" ? lookup.verdicts.get(toolchain.version) : undefined;
	const unmet = verdict === false && required !== undefined ? [unmetWords(required, lookup, environment.id)] : [];
	const later = isActivatable(environment) ? [] : [t("cannot be used here")];
	const words = [
		// early, because a narrow view cuts off the end
		...problem,
		...unmet,
		...(isNamedByVersion(environment) || go === problem[0] || later.length > 0 ? [] : [go]),
		...later,
		...(activated === undefined ? [] : [t("changed")]),
		...usedWords(lookup, environment),
		...recommendedWords(lookup, environment),
	];
	return {
		id: `${id}/${environment.id}`,
		label: shownName(environment),
		description: [...words, shortPath(host, location)].join(" · "),
		mark: markOf(lookup, environment),
		...(verdict === true && required !== undefined ? { spoken: t("meets {0}", required.by) } : {}),
		...verdictTooltip(lookup, verdict),
		context: lookup.isRemovable(environment) ? `${contextOf(environment)}.removable` : contextOf(environment),
		environment,
	};
}

/** Decides which commands the row has. */
export function contextOf(environment: GoEnvironment): "environment.usable" | "environment.refused" {
	const { kind } = environment.toolchain;
	const hasGo = kind === "known" || kind === "unknown";
	return hasGo && isActivatable(environment) ? "environment.usable" : "environment.refused";
}

/** Short, because the path follows. */
function unmetWords(
	{ isBound, by }: NonNullable<RowLookup["required"]>,
	{ uses, folder }: RowLookup,
	id: EnvironmentId,
): string {
	if (!isBound) return t("does not meet {0}", by);
	const users = [...(uses.get(id)?.values() ?? [])].flat();
	// its colour is about the folder that uses it
	const isElsewhere = folder !== undefined && users.length > 0 && !users.includes(folder.name);
	return isElsewhere ? t("too old for {0}", folder.name) : t("too old");
}

function verdictTooltip(
	{ required, folder }: RowLookup,
	verdict: boolean | null | undefined,
): { readonly tooltip?: readonly string[] } {
	if (required === undefined || typeof verdict !== "boolean") return {};
	const what = `${required.text} (${required.by})`;
	const name = folder?.name ?? "";
	return {
		tooltip: [
			verdict
				? t("Meets the requirements of {0}: {1}.", name, what)
				: t("Does not meet the requirements of {0}: {1}.", name, what),
		],
	};
}

/** Names the folders only if there are several. */
function usedWords({ uses, folders }: RowLookup, { id }: GoEnvironment): readonly string[] {
	return [...(uses.get(id) ?? [])].map(([use, names]) =>
		folders.length === 1 ? useWord(use) : useOfFolders(use, names.join(", ")),
	);
}

function useWord(use: RowUse): string {
	if (use === "in-use") return t("in use");
	return use === "selected" ? t("selected") : t("inherited");
}

function useOfFolders(use: RowUse, names: string): string {
	if (use === "in-use") return t("in use by {0}", names);
	return use === "selected" ? t("selected for {0}", names) : t("inherited by {0}", names);
}

function recommendedWords({ recommendedFor, folders }: RowLookup, { id }: GoEnvironment): readonly string[] {
	const names = recommendedFor.get(id);
	if (names === undefined) return [];
	return [folders.length === 1 ? t("recommended") : t("recommended for {0}", names.join(", "))];
}

function markOf({ uses, recommendedFor, verdicts, folder }: RowLookup, environment: GoEnvironment): RowMark {
	const { id, toolchain } = environment;
	if (toolchain.kind === "broken") return "error";
	for (const use of ["in-use", "selected"] as const) {
		const names = uses.get(id)?.get(use);
		if (names === undefined) continue;
		// the verdicts are those of one folder: another one may well be content with it
		const isUnmet = toolchain.kind === "known" && verdicts.get(toolchain.version) === false;
		return isUnmet && folder !== undefined && names.includes(folder.name) ? `${use}-unmet` : use;
	}
	if (recommendedFor.has(id) && isActivatable(environment)) return "recommended";
	if (toolchain.kind === "known") return verdictMark(verdicts.get(toolchain.version));
	return toolchain.kind === "none" ? "none" : "unknown";
}

function verdictMark(verdict: boolean | null | undefined): RowMark {
	if (typeof verdict !== "boolean") return "environment";
	return verdict ? "meets" : "unmet";
}
