import { isActivatable } from "../../core/activation/activatable.ts";
import type { EnvironmentId, GoEnvironment } from "../../core/environment.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { goText } from "../texts/environmentText.ts";
import { shortPath } from "../texts/shortPath.ts";
import type { RowMark, TreeFolder, TreeRow } from "./treeRow.ts";

/** Precomputed data for rows, so that a thousand rows do not each search all folders. */
export interface RowLookup {
	readonly host: Homed;
	readonly folders: readonly TreeFolder[];
	/** The folder whose requirement is judged, and whether a version meets it; null or absent if unknown. */
	readonly folder?: TreeFolder;
	readonly verdicts: ReadonlyMap<GoVersion, boolean | null>;
	/** The names of the folders that use an environment, or for which it is recommended. */
	readonly users: ReadonlyMap<EnvironmentId, readonly string[]>;
	readonly recommendedFor: ReadonlyMap<EnvironmentId, readonly string[]>;
	/** The requirement and its file: `go.mod`, `Go 1.22 or later`; a lower bound unless it is a range. */
	readonly required: { readonly by: string; readonly text: string; readonly isBound: boolean } | undefined;
}

/** An environment: version, remarks, and at the end its path, which may be long. */
export function environmentRow(lookup: RowLookup, environment: GoEnvironment, id: string): TreeRow {
	const { host, required } = lookup;
	const { toolchain, name, location } = environment;
	const go = goText(environment);
	const version = "version" in toolchain ? toolchain.version : undefined;
	const isNamedByVersion = version !== undefined && (name === version || name === `go${version}`);
	const problem = toolchain.kind === "broken" ? [t("broken")] : [];
	const verdict = toolchain.kind === "known" ? lookup.verdicts.get(toolchain.version) : undefined;
	const unmet = verdict === false && required !== undefined ? [unmetWords(required)] : [];
	const later = isActivatable(environment) ? [] : [t("cannot be used here")];
	const words = [
		...(isNamedByVersion || go === problem[0] || later.length > 0 ? [] : [go]),
		...problem,
		// early, because a narrow view cuts off the end
		...unmet,
		...later,
		...usedWords(lookup, environment),
		...recommendedWords(lookup, environment),
	];
	return {
		id: `${id}/${environment.id}`,
		label: name,
		description: [...words, shortPath(host, location)].join(" · "),
		mark: markOf(lookup, environment),
		...(verdict === true && required !== undefined ? { spoken: t("meets {0}", required.by) } : {}),
		...verdictTooltip(lookup, verdict),
		context: contextOf(environment),
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
const unmetWords = ({ isBound, by }: NonNullable<RowLookup["required"]>): string =>
	isBound ? t("too old") : t("does not meet {0}", by);

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
function usedWords({ users, folders }: RowLookup, { id }: GoEnvironment): readonly string[] {
	const names = users.get(id);
	if (names === undefined) return [];
	return [folders.length === 1 ? t("in use") : t("in use by {0}", names.join(", "))];
}

function recommendedWords({ recommendedFor, folders }: RowLookup, { id }: GoEnvironment): readonly string[] {
	const names = recommendedFor.get(id);
	if (names === undefined) return [];
	return [folders.length === 1 ? t("recommended") : t("recommended for {0}", names.join(", "))];
}

function markOf({ users, recommendedFor, verdicts, folder }: RowLookup, environment: GoEnvironment): RowMark {
	const { id, toolchain } = environment;
	if (toolchain.kind === "broken") return "error";
	const names = users.get(id);
	if (names !== undefined) {
		// the verdicts are those of one folder: another one may well be content with it
		const isUnmet = toolchain.kind === "known" && verdicts.get(toolchain.version) === false;
		return isUnmet && folder !== undefined && names.includes(folder.name) ? "in-use-unmet" : "in-use";
	}
	if (recommendedFor.has(id) && isActivatable(environment)) return "recommended";
	if (toolchain.kind === "known") return verdictMark(verdicts.get(toolchain.version));
	return toolchain.kind === "none" ? "none" : "unknown";
}

function verdictMark(verdict: boolean | null | undefined): RowMark {
	if (typeof verdict !== "boolean") return "environment";
	return verdict ? "meets" : "unmet";
}
