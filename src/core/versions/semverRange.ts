import { type GoVersion, goSeries, isLanguageVersion, isPrerelease } from "./goVersion.ts";

/**
 * Ranges of Go versions in semver's grammar (`requires` of go-environments.yaml), evaluated by the semver library, which is
 * loaded on first use. Go's pre-releases are translated, also in ranges: `1.22rc1` is `1.22.0-rc.1`.
 */
export async function isSemverRange(range: string): Promise<boolean> {
	const { validRange } = await import("semver");
	return validRange(asSemverRange(range)) !== null;
}

/** Whether a Go version is in a range; undefined if the range is invalid. Pre-releases are treated like other versions. */
export async function satisfiesSemverRange(version: GoVersion, range: string): Promise<boolean | undefined> {
	const { satisfies, validRange } = await import("semver");
	const translated = asSemverRange(range);
	if (validRange(translated) === null) return undefined;
	return satisfies(asSemver(version), translated, { includePrerelease: true });
}

const asSemverRange = (range: string): string =>
	range.replace(/(?<![\d.\w-])(\d+\.\d+)(rc|beta)(\d+)\b/g, "$1.0-$2.$3");

function asSemver(version: GoVersion): string {
	// a build from git is called 1.26, which sorts before 1.26rc1
	if (isLanguageVersion(version)) return `${goSeries(version)}.0-0`;
	if (isPrerelease(version)) return version.replace(/([a-z]+)(\d*)$/, ".0-$1.$2");
	return `${version}.0`.split(".").slice(0, 3).join(".");
}
