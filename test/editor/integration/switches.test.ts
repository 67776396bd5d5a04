import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { before, describe, it } from "mocha";
import { commands } from "vscode";
import type { GoEnvironmentsApi } from "../../../media/api.d.ts";
import { children, extension, folder, newer, older, selection } from "./inHost.ts";

/** Counts that may grow unnoticed by leaks. */
interface Holdings {
	readonly heap: number;
	readonly handles: number;
	readonly files: number;
	readonly stored: number;
	readonly processes: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const count = (place: string, recursive = false): number => {
	try {
		return readdirSync(place, { recursive }).length;
	} catch {
		return 0; // no /proc on this system
	}
};

async function holdings(): Promise<Holdings> {
	for (let turn = 0; turn < 2; turn++) {
		await new Promise((done) => setTimeout(done, 500));
		collectGarbage();
	}
	const store = join(process.env["HOME"] ?? "", ".local", "state", "go-environments");
	return {
		heap: process.memoryUsage().heapUsed,
		handles: process.getActiveResourcesInfo().length,
		files: count("/proc/self/fd"),
		stored: count(store, true),
		processes: children().length,
	};
}

describe("200 switches", () => {
	let api: GoEnvironmentsApi;
	const { uri } = folder("api");

	before(async () => {
		api = await extension().activate();
		await selection(api, uri, ({ isActive }) => isActive, "the environment of api");
	});

	/** Resolves to the milliseconds between the command and the activation. */
	async function switchTo(version: string): Promise<number> {
		const start = performance.now();
		await commands.executeCommand("goEnvironments.use", { folder: uri.fsPath, reference: version });
		const now = api.selection(uri);
		assert.deepEqual([now?.isActive, now?.environment?.version], [true, version]);
		return performance.now() - start;
	}

	it("leave nothing behind: no process, watcher, listener, file or memory", async function () {
		this.timeout(120_000);
		const times: number[] = [];
		let early: Holdings | undefined;
		for (let turn = 1; turn <= 200; turn++) {
			times.push(await switchTo(turn % 2 === 0 ? newer : older));
			if (turn === 50) early = await holdings();
		}
		const late = await holdings();
		assert.ok(early);
		const median = times.sort((a, b) => a - b)[100] ?? Number.NaN;
		const [before, after] = [early.heap, late.heap].map((bytes) => (bytes / 2 ** 20).toFixed(1));
		console.log(`switch: ${median.toFixed(1)} ms (median of 200); heap ${before} MB at 50, ${after} MB at 200`);
		assert.ok(late.heap <= early.heap + 2 * 2 ** 20, `${late.heap} bytes after ${early.heap}`);
		assert.ok(late.handles <= early.handles, `${late.handles} handles after ${early.handles}`);
		assert.ok(late.files <= early.files, `${late.files} open files after ${early.files}`);
		assert.equal(late.stored, early.stored);
		assert.ok(late.processes <= early.processes, `${late.processes} processes after ${early.processes}`);
		await commands.executeCommand("goEnvironments.clear", { folder: uri.fsPath });
	});
});
