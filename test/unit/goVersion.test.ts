import { describe, expect, it } from "vitest";
import {
	compareGoVersions,
	type GoVersion,
	goVersionComparer,
	goVersionOfToolchain,
	isLanguageVersion,
	matchesGoVersion,
	parseGoVersion,
} from "../../src/core/versions/goVersion.ts";

const version = (text: string): GoVersion => {
	const parsed = parseGoVersion(text);
	if (parsed === undefined) throw new Error(`${text} is no Go version`);
	return parsed;
};

describe("Go versions", () => {
	it("are ordered as the go command orders them", () => {
		const order = [
			"1",
			"1.4",
			"1.20rc1",
			"1.20",
			"1.20.3",
			"1.21",
			"1.21rc1",
			"1.21rc2",
			"1.21.0",
			"1.21.6",
			"1.21.10",
		];
		const shuffled = [...order].reverse().map(version);
		expect([...shuffled].sort(compareGoVersions)).toEqual(order);
		expect([...shuffled].sort(goVersionComparer())).toEqual(order);
	});

	it("are equal with and without .0 up to 1.20 only", () => {
		expect(compareGoVersions(version("1.20"), version("1.20.0"))).toBe(0);
		expect(compareGoVersions(version("1.22"), version("1.22.0"))).toBeLessThan(0);
	});

	it.each(["", "go1.22", "1.22.x", "01.2", "1.021", "1.22.0rc1", "1.22rc", "../../etc", ">=1.21", "1.21.0-rc1"])(
		"refuse %j as go does",
		(text) => {
			// go accepts "1.22rc" (a kind without a number)
			expect(parseGoVersion(text)).toBe(text === "1.22rc" ? text : undefined);
		},
	);

	it.each([
		["go1.22.5", "1.22.5"],
		["go1.22.3-corp", "1.22.3"],
		["go1.22.3 X:boringcrypto", "1.22.3"],
		["go1.26-devel_abc 2026", "1.26"],
		["1.22.5", undefined],
		["go1.9.2rc2", undefined],
		["go1.22/../x", undefined],
	])("are found in the toolchain name %j", (name, expected) => {
		expect(goVersionOfToolchain(name)).toBe(expected);
	});

	it("tell a language version", () => {
		expect(["1.22", "1.22.0", "1.22rc1", "1.20"].map((text) => isLanguageVersion(version(text)))).toEqual([
			true,
			false,
			false,
			false,
		]);
	});

	it.each([
		["1.22.10", "1.22", true],
		["1.22rc1", "1.22", true],
		["1.2.2", "1.22", false],
		["1.23.4", "1", true],
		["1.22.5", "1.22.5", true],
		["1.22.50", "1.22.5", false],
		["1.14", "1.14", true],
	])("%s is meant by %s: %s", (candidate, prefix, expected) => {
		expect(matchesGoVersion(version(candidate), version(prefix))).toBe(expected);
	});
});
