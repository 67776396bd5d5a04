import { describe, expect, it } from "vitest";
import { acceptedByCondaSpec, condaSpec, matchesCondaRange } from "../../src/conda/condaRange.ts";
import { compareCondaVersions, parseCondaVersion } from "../../src/conda/condaVersion.ts";
import type { GoVersion } from "../../src/core/versions/goVersion.ts";
import recorded from "../recorded/conda/versions.json" with { type: "json" };

const { order, equal, versionSpecs, matchSpecs } = recorded;
const version = (text: string): NonNullable<ReturnType<typeof parseCondaVersion>> => {
	const parsed = parseCondaVersion(text);
	if (parsed === undefined) throw new Error(`${text} is no conda version`);
	return parsed;
};

describe("conda versions", () => {
	it("are ordered as conda orders them", () => {
		const shuffled = [...order].reverse().map((text) => ({ text, parsed: version(text) }));
		const sorted = shuffled.sort((a, b) => compareCondaVersions(a.parsed, b.parsed));
		const position = (text: string): number => sorted.findIndex((entry) => entry.text === text);
		for (const [index, text] of order.entries()) {
			for (const later of order.slice(index + 1)) {
				const same = equal.some(([a, b]) => a === text && b === later);
				if (!same) expect(position(text), `${text} before ${later}`).toBeLessThan(position(later));
				expect(compareCondaVersions(version(text), version(later)) === 0, `${text} = ${later}`).toBe(same);
			}
		}
	});

	it.each(["", "1..2", "a b", "1.2/3", "../etc", "1!2!3", "1+2+3", ">=1"])("%j is none", (text) => {
		expect(parseCondaVersion(text)).toBeUndefined();
	});
});

describe("conda ranges", () => {
	const readable = Object.entries(versionSpecs).filter(([range]) => !range.startsWith("^"));

	it.each(readable)("%s matches what conda matches", (range, matching) => {
		expect(order.filter((text) => matchesCondaRange(text, range))).toEqual(matching);
	});

	it("compare Go versions rightly", () => {
		const within = (text: string): boolean | undefined => matchesCondaRange(text, ">=1.21.0,<1.22.0");
		expect(["1.20.14", "1.21.0", "1.21.6", "1.21.10", "1.22rc1", "1.22.0"].map(within)).toEqual([
			false,
			true,
			true,
			true,
			true,
			false,
		]);
		expect(matchesCondaRange("1.22.5", "1.*.5")).toBe(true);
		expect(matchesCondaRange("1.22.6", "1.*.5")).toBe(false);
	});

	it.each(["", ",", ">=1.22,", "=>1.22", ">=>1.22", "~1.22", "^1\\.22\\..*$", "^1.22", "~=1.22.*", ">=", "a b"])(
		"%j is refused",
		(range) => {
			expect(matchesCondaRange("1.22.5", range)).toBeUndefined();
		},
	);
});

describe("a MatchSpec", () => {
	it("is shown without the credentials of its channel", () => {
		const { text, includes } = acceptedByCondaSpec("https://u:p@ss@c.example/t/secret/ch::go=1.22");
		expect([text, includes("1.22.5" as GoVersion)]).toEqual(["https://c.example/t/…/ch::go=1.22", true]);
	});

	it.each(["gotoo*", "go*=1.22", "conda-forge::go*", "go.*[version=1]"])("%s has no exact name", (text) => {
		expect(condaSpec(text)).toBeUndefined();
	});

	type Parts = { readonly name?: string; readonly version?: string; readonly error?: string; readonly fn?: string };
	const newest = (entry: object): Parts => ("26.7.1" in entry ? (entry["26.7.1"] as Parts) : entry);

	it.each(Object.entries(matchSpecs).map(([text, entry]) => [text, newest(entry)] as const))(
		"%s is taken apart as conda does",
		(text, { name, version: range, error, fn }) => {
			const spec = condaSpec(text);
			if (error !== undefined || fn !== undefined) {
				expect(spec).toBeUndefined();
				return;
			}
			expect(spec?.name).toBe(name);
			// two notations of the same range: `=1.22` and `1.22.*`
			for (const candidate of order) {
				expect(matchesCondaRange(candidate, spec?.range ?? "?"), candidate).toBe(
					matchesCondaRange(candidate, range ?? "*"),
				);
			}
		},
	);
});
