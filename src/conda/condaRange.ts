import type { AcceptedVersions } from "../core/specification.ts";
import { type CondaVersion, compareCondaVersions, parseCondaVersion, startsWithCondaVersion } from "./condaVersion.ts";
import { withoutCredentials } from "./withoutCredentials.ts";

/**
 * Whether a version matches a conda range, the version part of a MatchSpec: `>=1.21.0,<1.22.0`, `1.22.*`, `=1.22`, `==1.22`,
 * `~=1.22.2`, `!=`, `|`; undefined if conda refuses the range or the version. A bare version is exact, and `<1.22` accepts
 * 1.22rc1, as in conda. Regular expressions (`^…$`) are not supported: undefined. A Go version is a conda version with the same
 * text, with one exception: conda has no language versions, so 1.22 equals 1.22.0 here.
 */
export function matchesCondaRange(version: string, range: string): boolean | undefined {
	const parsed = parseCondaVersion(version);
	if (parsed === undefined || version.includes("*")) return undefined;
	// `,` binds tighter than `|`
	const alternatives = range
		.split("|")
		.map((part) => part.split(",").map((atom) => matchesAtom(parsed, version, atom)));
	if (alternatives.flat().includes(undefined)) return undefined;
	return alternatives.some((all) => all.every((matches) => matches === true));
}

function matchesAtom(version: CondaVersion, text: string, atom: string): boolean | undefined {
	const spec = atom.trim();
	if (spec === "" || spec.startsWith("^") || spec.endsWith("$")) return undefined;
	if (/^[=<>!~]/.test(spec)) return matchesRelation(version, spec);
	if (spec === "*") return true;
	if (/^[^*]+\*+$/.test(spec)) {
		const prefix = parseCondaVersion(spec.replace(/\.?\*+$/, ""));
		return prefix === undefined ? undefined : startsWithCondaVersion(version, prefix);
	}
	if (spec.includes("*")) return isGlobOf(spec, text);
	const exact = parseCondaVersion(spec);
	return exact === undefined ? undefined : compareCondaVersions(version, exact) === 0;
}

function matchesRelation(version: CondaVersion, spec: string): boolean | undefined {
	const [, operator = "", written = ""] = /^(==|!=|<=|>=|~=|=|<|>)(?![=<>!~])(\S+)$/.exec(spec) ?? [];
	if (operator === "") return undefined;
	// conda ignores `.*` after an operator except `!=`, and refuses it after `~=`
	const isSeries = written.endsWith(".*");
	if (isSeries && operator === "~=") return undefined;
	const text = isSeries ? written.slice(0, -2) : written;
	const wanted = parseCondaVersion(text);
	if (wanted === undefined || text.includes("*")) return undefined;
	const order = compareCondaVersions(version, wanted);
	switch (operator) {
		case "=":
			return startsWithCondaVersion(version, wanted);
		case "==":
			return order === 0;
		case "!=":
			return isSeries ? !startsWithCondaVersion(version, wanted) : order !== 0;
		case "<=":
			return order <= 0;
		case ">=":
			return order >= 0;
		case "<":
			return order < 0;
		case ">":
			return order > 0;
		default: {
			const series = parseCondaVersion(text.split(".").slice(0, -1).join("."));
			return series === undefined ? undefined : order >= 0 && startsWithCondaVersion(version, series);
		}
	}
}

/** Matches `1.*.5`, with stars anywhere. Compares part by part, so that a pattern from a file cannot take long. */
function isGlobOf(glob: string, text: string): boolean {
	const [first = "", ...parts] = glob.toLowerCase().split("*");
	const version = text.toLowerCase();
	if (!version.startsWith(first)) return false;
	const last = parts.pop() ?? "";
	let at = first.length;
	for (const part of parts) {
		const found = version.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return version.length - last.length >= at && version.endsWith(last);
}

/** Longer specs are refused; people do not write them. */
const maxCharacters = 1000;

/** The package that a MatchSpec names and the range of its versions, `*` if it has none. */
export interface CondaSpec {
	readonly name: string;
	readonly range: string;
}

/**
 * Parses a MatchSpec: `[channel::]name[ version[ build]]`, `name=version=build`, `name[version='…']`. Undefined for a package
 * file or URL, a pattern of names (`go*`), and for specs that conda refuses. Source: conda/models/match_spec.py, recordings of 25.11 and 26.7.
 */
export function condaSpec(text: string): CondaSpec | undefined {
	if (text.length > maxCharacters) return undefined;
	const [, outside = "", inside] = /^([^[]*)(?:\[(.*)\])?$/s.exec(text.replace(/ #.*$/s, "").trim()) ?? [];
	if (/\.(?:conda|tar\.bz2)$/.test(outside.trim())) return undefined;
	const [, name = "", rest = ""] = /^(?:\S*::)?([\w.-]+)(.*)$/s.exec(outside.trim()) ?? [];
	if (name === "" || rest.startsWith("*")) return undefined;
	const bracketed = /(?:^|,)\s*version\s*=\s*(?:'([^']*)'|"([^"]*)"|([^,\]]*))/.exec(inside ?? "");
	const written = bracketed?.[1] ?? bracketed?.[2] ?? bracketed?.[3];
	const range = written ?? (rest === "" || rest === "=" ? "*" : rangeOf(rest.trim()));
	if (range === undefined || matchesCondaRange("1", range) === undefined) return undefined;
	return { name: name.toLowerCase(), range };
}

/** The versions that a MatchSpec (`go >=1.22,<1.23`) accepts, shown without credentials; unknown (undefined) for each version if conda refuses it. */
export function acceptedByCondaSpec(text: string): AcceptedVersions {
	const range = condaSpec(text)?.range;
	return {
		text: withoutCredentials(text),
		includes: (version) => (range === undefined ? undefined : matchesCondaRange(version, range)),
	};
}

function rangeOf(rest: string): string | undefined {
	const compact = rest.replace(/\s*([,|])\s*/g, "$1").replace(/([=<>!~])\s+/g, "$1");
	const [, version = "", build] = /^(.*?[^\s=<>!~,|])(?:[ =]([^\s=<>!~,|]+))?$/.exec(compact) ?? [];
	if (version === "" || /\s/.test(version)) return undefined;
	// with a build the version is exact, whatever its operator
	return build === undefined ? version : version.replace(/^==?/, "");
}
