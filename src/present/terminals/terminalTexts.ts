import { t } from "../../core/l10n.ts";

/** The Go of a terminal, for display: an environment, or the inherited Go. */
export interface GoGiven {
	readonly name?: string | undefined;
	/** Without `go`. */
	readonly version?: string | undefined;
}

/** `Go 1.22.5`; with the name if the versions are equal or unknown. */
function goGiven({ name, version }: GoGiven, other: GoGiven): string {
	if (version !== undefined && version !== other.version) return t("Go {0}", version);
	const shown = name ?? t("inherited");
	return version === undefined ? t("Go ({0})", shown) : t("Go {0} ({1})", version, shown);
}

/** `2 terminals of api still have Go 1.21.5. New ones have Go 1.22.5.` `had`: the Go of each terminal, at least one. */
export function staleText(folder: string, had: readonly GoGiven[], now: GoGiven): string {
	const texts = [...new Set(had.map((given) => goGiven(given, now)))];
	const [old = ""] = texts;
	const next = goGiven(now, had[0] ?? {});
	if (had.length === 1) return t("1 terminal of {0} still has {1}. New ones have {2}.", folder, old, next);
	return texts.length === 1
		? t("{0} terminals of {1} still have {2}. New ones have {3}.", had.length, folder, old, next)
		: t("{0} terminals of {1} are outdated. New ones have {2}.", had.length, folder, next);
}
