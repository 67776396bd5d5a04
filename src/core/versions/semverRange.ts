import { type GoVersion, goSeries, isLanguageVersion, isPrerelease } from "./goVersion.ts";

/**
 * Ranges of Go versions in semver's grammar (`requires` of go-environments.yaml), judged by the semver library, which loads
 * when it is first used. Go's pre-releases are translated: `1.22rc1` is `1.22.0-rc.1`, in a range too.
 */
export async function isSemverRange(range: string): Promise<boolean> {
	const { validRange } = await import("semver");
	return validRange(asSemverRange(range)) !== null;
}

/** Whether a Go version lies in a range; undefined where the range is none. Pre-releases count like any other version. */
export async function satisfiesSemverRange(version: GoVersion, range: string): Promise<boolean | undefined> {
	const { satisfies, validRange } = await import("semver");
	const translated = asSemverRange(range);
	if (validRange(translated) === null) return undefined;
	return satisfies(asSemver(version), translated, { includePrerelease: true });
}

const asSemverRange = (range: string): string =>
	range.replace(/(?<![\d.\w-])(\d+\.\d+)(rc|beta)(\d+)\b/g, "$1.0-$2.$3");

function asSemver(version: GoVersion): string {
	// a build from git calls itself 1.26, which is before 1.26rc1
	if (isLanguageVersion(version)) return `${goSeries(version)}.0-0`;
	if (isPrerelease(version)) return version.replace(/([a-z]+)(\d*)$/, ".0-$1.$2");
	return `${version}.0`.split(".").slice(0, 3).join(".");
}
