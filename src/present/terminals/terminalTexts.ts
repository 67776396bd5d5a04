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
	if (version !== undefined) return t("Go {0} ({1})", version, name ?? t("inherited"));
	return name === undefined ? t("the inherited Go") : t("Go ({0})", name);
}

/** The terminal has no environment of ours, and nobody knows which Go came first on PATH when it was started. */
const isUnknown = ({ name, version }: GoGiven): boolean => name === undefined && version === undefined;

/** `2 terminals of api still have Go 1.21.5. New ones have Go 1.22.5.` `had`: the Go of each terminal, at least one. */
export function staleText(folder: string, had: readonly GoGiven[], now: GoGiven): string {
	const texts = [...new Set(had.map((given) => goGiven(given, now)))];
	const [old = ""] = texts;
	const next = goGiven(now, had[0] ?? {});
	// the same Go with other variables, such as GOTOOLCHAIN
	const isSame = had.every((given) => goGiven(given, now) === next);
	if (had.some(isUnknown) || isSame) {
		return had.length === 1
			? t("1 terminal of {0} is outdated. New ones have {1}.", folder, next)
			: t("{0} terminals of {1} are outdated. New ones have {2}.", had.length, folder, next);
	}
	if (had.length === 1) return t("1 terminal of {0} still has {1}. New ones have {2}.", folder, old, next);
	return texts.length === 1
		? t("{0} terminals of {1} still have {2}. New ones have {3}.", had.length, folder, old, next)
		: t("{0} terminals of {1} are outdated. New ones have {2}.", had.length, folder, next);
}
