import { expect, it } from "vitest";
import { parseGoVersion } from "../../src/core/versions/goVersion.ts";
import { isSemverRange, satisfiesSemverRange } from "../../src/core/versions/semverRange.ts";

it.each([
	["1.22.5", ">=1.21 <1.23", true],
	["1.22", ">=1.22.0", false],
	["1.20", ">=1.20.0", true],
	["1.22rc1", ">=1.22", true],
	["1.22rc1", ">=1.22.0", false],
	["1.22rc1", ">=1.22rc1", true],
	["1.22rc2", ">=1.22rc1 <1.22.0", true],
	["1.22beta1", ">=1.22rc1", false],
	["1.22.0", ">1.22rc1", true],
	["1.21.10", "~1.21.6", true],
	["1.22.0", "^1.21.0", true],
	["1.23.4", "1.22.x || 1.23.x", true],
	["1.23.4", "1.21 - 1.22", false],
	["1.23.4", "*", true],
	["1.23.4", "nonsense", undefined],
])("Go %s in the range %s: %s", async (text, range, expected) => {
	const version = parseGoVersion(text);
	if (version === undefined) throw new Error(text);
	expect(await satisfiesSemverRange(version, range)).toBe(expected);
	expect(await isSemverRange(range)).toBe(expected !== undefined);
});
