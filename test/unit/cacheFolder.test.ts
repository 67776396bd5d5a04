import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/machine.ts";

const tool = pathToFileURL(resolve(import.meta.dirname, "../tools/cacheFolder.mjs")).href;
let cache: string;

beforeEach(() => {
	cache = temporaryFolder();
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** Runs a process that requests `thing/1` and takes a moment to fill it; `log` counts how often that happened. */
async function ask(fails = false): Promise<string> {
	const program = `
		import { appendFileSync, writeFileSync } from "node:fs";
		import { setTimeout as pause } from "node:timers/promises";
		import { cachedFolder } from ${JSON.stringify(tool)};
		console.log(await cachedFolder("thing/1", async (folder) => {
			appendFileSync(${JSON.stringify(join(cache, "log"))}, "filled ");
			writeFileSync(folder + "/half", "");
			if (${fails}) throw new Error("no network");
			await pause(300);
			writeFileSync(folder + "/whole", "");
		}));`;
	const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
		env: { ...process.env, GO_ENVIRONMENTS_TEST_CACHE: cache },
	});
	return stdout.trim();
}

const filled = (): string => readFileSync(join(cache, "log"), "utf8");

describe("the cache folder of tests", () => {
	it("is filled once by several processes at once, and none sees it half", async () => {
		const folders = await Promise.all([ask(), ask(), ask()]);
		expect(new Set(folders)).toEqual(new Set([join(cache, "thing", "1")]));
		expect(filled()).toBe("filled ");
		expect(readdirSync(join(cache, "thing")).sort()).toEqual(["1", "1.complete"]);
	});

	it("is filled anew where the last time failed", async () => {
		await expect(ask(true)).rejects.toThrow("no network");
		await ask();
		expect(filled()).toBe("filled filled ");
		expect(existsSync(join(cache, "thing", "1", "whole"))).toBe(true);
	});

	it("does not wait for a process that was killed", async () => {
		mkdirSync(join(cache, "thing", "1"), { recursive: true });
		writeFileSync(join(cache, "thing", "1", "rubbish"), "");
		// above any process id of Linux
		writeFileSync(join(cache, "thing", "1.lock"), String(2 ** 30));
		await ask();
		expect(readdirSync(join(cache, "thing", "1")).sort()).toEqual(["half", "whole"]);
	});
});
