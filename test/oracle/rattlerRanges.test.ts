import { Version, VersionSpec } from "@conda-org/rattler";
import { expect, it } from "vitest";
import { matchesCondaRange } from "../../src/conda/condaRange.ts";
import { compareCondaVersions, parseCondaVersion } from "../../src/conda/condaVersion.ts";
import recorded from "../recorded/conda/versions.json" with { type: "json" };

const { order, versionSpecs } = recorded;
const operators = ["", "=", "==", "!=", ">", ">=", "<", "<=", "~="];
const bounds = ["1.19", "1.20.14", "1.21.0", "1.21.10", "1.22", "1.22.0", "1.22.5", "1.22rc1", "1.22a0", "1.23.0"];

/** rattler excludes pre-releases from a series, conda (VersionOrder.startswith) includes them. */
const isPrereleaseOfSeries = (version: string, range: string): boolean =>
	/[a-z]/.test(version.replace(/\.?(?:post).*|\+.*/, "")) && /(?:^|[,|])=(?!=)|\*|~=/.test(range);

const theirs = (version: string, range: string): boolean =>
	new VersionSpec(range, "lenient").matches(new Version(version));

it("ranges match what rattler matches", () => {
	const ranges = [
		...operators.flatMap((operator) => bounds.map((bound) => `${operator}${bound}`)),
		...bounds.flatMap((bound) => [`${bound}.*`, `>=1.20,<${bound}`, `<1.20|>${bound}`, `!=${bound}.*`]),
		...Object.keys(versionSpecs).filter((range) => !range.startsWith("^")),
	];
	let compared = 0;
	const different: string[] = [];
	for (const range of new Set(ranges)) {
		for (const version of order) {
			if (isPrereleaseOfSeries(version, range)) continue;
			compared++;
			const own = matchesCondaRange(version, range);
			if (own !== theirs(version, range)) different.push(`${version} in ${range}: ${own}`);
		}
	}
	expect(different).toEqual([]);
	expect(compared).toBeGreaterThan(4000);
});

it("versions are ordered as rattler orders them", () => {
	for (const a of [...order, ...bounds]) {
		for (const b of [...order, ...bounds]) {
			const [x, y] = [parseCondaVersion(a), parseCondaVersion(b)];
			const own = x === undefined || y === undefined ? Number.NaN : Math.sign(compareCondaVersions(x, y));
			const isLess = theirs(a, `<${b}`);
			const isMore = theirs(a, `>${b}`);
			expect(own, `${a} and ${b}`).toBe(isLess ? -1 : isMore ? 1 : 0);
		}
	}
});
