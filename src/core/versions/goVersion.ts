/**
 * A Go version as the go command writes it, without the prefix: `1.22.5`, `1.22rc1`, or a language version such as `1.22`.
 * Created only by {@link parseGoVersion} and {@link goVersionOfToolchain}, so that all values are comparable.
 */
export type GoVersion = string & { readonly brand: "GoVersion" };

const GRAMMAR = /^(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*)|([a-z]+)(0|[1-9]\d*)?)?)?$/;

interface Parts {
	readonly major: string;
	readonly minor: string;
	/** Empty for a language version and for a pre-release. */
	readonly patch: string;
	readonly kind: string;
	readonly pre: string;
}

/** Compares digits as strings, so that nothing overflows: without leading zeros, the longer number is larger. */
function compareDigits(a: string, b: string): number {
	return a.length - b.length || compareText(a, b);
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function partsOf(version: string): Parts | undefined {
	const match = GRAMMAR.exec(version);
	if (match === null) return undefined;
	const [, major = "0", minor, patch, kind, pre] = match;
	if (minor === undefined) return { major, minor: "0", patch: "0", kind: "", pre: "" };
	// Up to 1.20 the first release had no ".0", so 1.20 equals 1.20.0; from 1.21 on "1.21" is only the language version
	// (go.dev/doc/toolchain#version).
	const first = kind === undefined && Number(major) === 1 && Number(minor) < 21 ? "0" : "";
	return { major, minor, patch: patch ?? first, kind: kind ?? "", pre: pre ?? "" };
}

const partsOfValid = (version: GoVersion): Parts =>
	partsOf(version) ?? { major: "", minor: "", patch: "", kind: "", pre: "" };

/** Parses a version (`1.22.5`, without `go`); undefined if go would call it malformed. */
export function parseGoVersion(text: string): GoVersion | undefined {
	return GRAMMAR.test(text) ? (text as GoVersion) : undefined;
}

/**
 * The version in a toolchain's name or in the first line of a VERSION file; it ends at the first space, tab or `-`:
 * `go1.22.3-corp` and `go1.22.3 X:boringcrypto` are 1.22.3. Undefined for any other text.
 */
export function goVersionOfToolchain(name: string): GoVersion | undefined {
	if (!name.startsWith("go") || /[\\/]/.test(name)) return undefined;
	return parseGoVersion(name.slice(2).split(/[ \t-]/, 1)[0] ?? "");
}

/** The go command's order: 1.21 < 1.21rc1 < 1.21.0 < 1.21.6 < 1.21.10. Negative if `a` is older. */
export function compareGoVersions(a: GoVersion, b: GoVersion): number {
	return compareParts(partsOfValid(a), partsOfValid(b));
}

/** {@link compareGoVersions} with a cache, for sorting. */
export function goVersionComparer(): typeof compareGoVersions {
	const known = new Map<GoVersion, Parts>();
	const partsOnce = (version: GoVersion): Parts => {
		const parts = known.get(version) ?? partsOfValid(version);
		known.set(version, parts);
		return parts;
	};
	return (a, b) => compareParts(partsOnce(a), partsOnce(b));
}

const compareParts = (x: Parts, y: Parts): number =>
	compareDigits(x.major, y.major) ||
	compareDigits(x.minor, y.minor) ||
	compareDigits(x.patch, y.patch) ||
	compareText(x.kind, y.kind) ||
	compareDigits(x.pre, y.pre);

/** True for `1.22`; false for `1.22.0`, `1.22rc1` and, since it equals 1.20.0, for `1.20`. */
export function isLanguageVersion(version: GoVersion): boolean {
	const { patch, kind } = partsOfValid(version);
	return patch === "" && kind === "";
}

/** True for `1.22rc1` and `1.22beta1`. */
export function isPrerelease(version: GoVersion): boolean {
	return partsOfValid(version).kind !== "";
}

/**
 * Whether `version` matches a typed `prefix`: `1.22` matches every 1.22.x and its pre-releases, `1` every 1.x, `1.22.5` and
 * `1.22rc1` only themselves.
 */
export function matchesGoVersion(version: GoVersion, prefix: GoVersion): boolean {
	if (compareGoVersions(version, prefix) === 0) return true;
	const [major, minor, ...rest] = prefix.split(".");
	if (rest.length > 0 || /[a-z]/.test(prefix)) return false;
	const { major: versionMajor, minor: versionMinor } = partsOfValid(version);
	return versionMajor === major && (minor === undefined || versionMinor === minor);
}

/** The release series, `1.22` for `1.22.5`. */
export function goSeries(version: GoVersion): GoVersion {
	const { major, minor } = partsOfValid(version);
	return `${major}.${minor}` as GoVersion;
}
