import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "mocha";
import { commands } from "vscode";
import { extension, folder, newer, selection, until } from "./inHost.ts";

describe("a window beside a disk that is dead", () => {
	it("lists everything else, keeps the event loop and leaves file threads to other extensions", async () => {
		let longest = 0;
		let last = performance.now();
		const timer = setInterval(() => {
			longest = Math.max(longest, performance.now() - last);
			last = performance.now();
		}, 10);
		const api = await extension().activate();
		const { uri } = folder("api");
		const chosen = await selection(api, uri, ({ isActive }) => isActive, "the environment of api");
		assert.equal(chosen.environment?.version, newer);
		// both disks have been given up by then, and two calls never return
		await commands.executeCommand("goEnvironments.refresh");
		await until("the listing", () => (api.environments().length > 1 ? true : undefined));
		const others = Array.from({ length: 8 }, () => readFile(process.execPath.replace(/[^/]+$/, "node")));
		assert.equal((await Promise.all(others)).length, 8);
		clearInterval(timer);
		assert.ok(longest < 1000, `the event loop did not come round for ${Math.round(longest)} ms`);
	});
});
