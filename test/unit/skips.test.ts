import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { knownSkips } from "../knownSkips.mjs";
import { judgedSkips } from "../tools/skips.mjs";

const entry = (isExpected: boolean, ...tests: string[]) => ({
	tests,
	reason: "there is no pwsh",
	isExpected: () => isExpected,
});
const pwsh = "a.test.ts > the question to pwsh > is answered";

describe("what was skipped", () => {
	it("is known by the beginning of its name, and gets the reason of the list where it has none", async () => {
		const skipped = [
			{ name: pwsh, reason: "" },
			{ name: "b", reason: "its own" },
		];
		expect(await judgedSkips(skipped, [entry(true, "a.test.ts > the question to pwsh", "b")])).toEqual({
			skipped: [
				{ name: pwsh, reason: "there is no pwsh" },
				{ name: "b", reason: "its own" },
			],
			unknown: [],
			gone: [],
		});
	});

	it("is unknown where the list does not name it", async () => {
		const { unknown } = await judgedSkips([{ name: pwsh, reason: "" }], [entry(true, "pwsh")]);
		expect(unknown).toEqual([pwsh]);
	});

	it("is unknown on a machine that lacks nothing", async () => {
		const { unknown, gone } = await judgedSkips([{ name: pwsh, reason: "" }], [entry(false, "a.test.ts")]);
		expect([unknown, gone]).toEqual([[pwsh], []]);
	});

	it("is told as gone where the machine excuses it and nothing was skipped", async () => {
		const { gone } = await judgedSkips([], [entry(true, "a", "b"), entry(false, "c")]);
		expect(gone).toEqual([{ name: "a", reason: "there is no pwsh" }]);
	});
});

it("every known skip of a test file names one that exists", () => {
	const files = knownSkips.flatMap(({ tests }) => tests.flatMap((name) => /^test\/\S+/.exec(name)?.[0] ?? []));
	expect(files.filter((file) => !existsSync(resolve(import.meta.dirname, "../..", file)))).toEqual([]);
	expect(files.length).toBeGreaterThan(3);
});
