import { type GoEnvironment, versionOf } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";

/** The Go of a row, in a few words: `Go 1.22.5`, also for a broken row with a known version. */
export function goText(environment: GoEnvironment): string {
	const version = versionOf(environment);
	if (version !== undefined) return t("Go {0}", version);
	switch (environment.toolchain.kind) {
		case "none":
			return t("no Go");
		case "broken":
			return t("broken");
		default:
			return t("version not known yet");
	}
}

/** Its name; of one that its tool calls by its path (conda, outside `envs`) the last part, because the path is beside it. */
export const shownName = ({ name, location }: Pick<GoEnvironment, "name" | "location">): string =>
	name === location ? (name.split(/[\\/]/).findLast((part) => part !== "") ?? name) : name;

/** Whether its name tells its version: `go1.22.5`, `go1.22.5@work`. */
export function isNamedByVersion(environment: GoEnvironment): boolean {
	const version = versionOf(environment);
	return version !== undefined && /^(?:go)?(\d[^@]*)/.exec(environment.name)?.[1] === version;
}

/** As {@link environmentText}, in lists that have a path beside it; the name of an environment without a known version. */
export const environmentLabel = (environment: GoEnvironment): string =>
	versionOf(environment) === undefined ? shownName(environment) : environmentText(environment);

/** `Go 1.22.5 (ci)`; a name that only repeats the version (`go1.22.5`) is replaced by the tool that it comes from. */
export function environmentText(environment: GoEnvironment): string {
	const { provider, kind } = environment;
	const name = shownName(environment);
	const version = versionOf(environment);
	if (version === undefined) return t("Go ({0})", name);
	if (name !== `go${version}` && name !== version) return t("Go {0} ({1})", version, name);
	return kind.isPlain ? t("Go {0}", version) : t("Go {0} ({1})", version, provider);
}
