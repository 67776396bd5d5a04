import { execFileSync, spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ageCommand, processAge } from "../../../src/shell/processAge.ts";

describe("the age of a process", () => {
	it.each([
		["      00:07\n", 7],
		["   01:02:03\n", 3723],
		[" 2-03:04:05\n", 183_845],
		["", undefined],
		["ps: unknown option\n", undefined],
	])("is read from %j", (text, seconds) => {
		expect(processAge(text)).toBe(seconds);
	});

	it.skipIf(process.platform === "win32")("is printed by ps for a process that just started", () => {
		const child = spawn("sleep", ["5"]);
		const { program, arguments: words } = ageCommand(child.pid ?? 0);
		const age = processAge(execFileSync(program, words, { encoding: "utf8" }));
		child.kill();
		expect(age).toBeLessThan(5);
	});
});
