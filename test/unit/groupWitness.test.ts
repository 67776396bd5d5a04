import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type GroupWitness, groupWitness } from "../../src/host/groupWitness.ts";

const started = vi.hoisted((): ChildProcess[] => []);

vi.mock("node:child_process", async (original) => {
	const real = await original<typeof import("node:child_process")>();
	const spawn = (...given: Parameters<typeof real.spawn>): ChildProcess => {
		const child = real.spawn(...given);
		started.push(child);
		return child;
	};
	return { ...real, spawn };
});

describe.skipIf(process.platform === "win32")("the witness of a process group", () => {
	let witness: GroupWitness;
	beforeEach(async () => {
		started.splice(0);
		witness = groupWitness();
		// it has started once it responds
		expect(await witness.wasForGroup()).toBe(false);
	});
	afterEach(() => witness.end());

	it("ends with a signal to the group, and another one then tells of the next signal", async () => {
		started[0]?.kill("SIGINT");
		expect(await witness.wasForGroup()).toBe(true);
		await vi.waitFor(() => expect(started).toHaveLength(2));
		await vi.waitFor(async () => expect(await witness.wasForGroup()).toBe(false));
		started[1]?.kill("SIGINT");
		expect(await witness.wasForGroup()).toBe(true);
	});

	it("is asked once more, for it may get the signal after us", async () => {
		// on a busy machine it may end after the second check, too: then try again with a new one
		await vi.waitFor(
			async () => {
				await vi.waitFor(async () => expect(await witness.wasForGroup()).toBe(false));
				const answer = witness.wasForGroup();
				await pause(5);
				started.at(-1)?.kill("SIGINT");
				expect(await answer).toBe(true);
			},
			{ timeout: 10_000 },
		);
	});

	it("tells of the signal also where the next witness is ready before it is asked once more", async () => {
		const answer = witness.wasForGroup();
		await pause(2);
		started.at(-1)?.kill("SIGINT");
		await vi.waitFor(() => expect(started.length).toBe(2), { interval: 1 });
		// the next one has answered by now, as it does on a fast machine
		await new Promise((done) => started[1]?.stdout?.once("data", done));
		expect(await answer).toBe(true);
	});

	it.skipIf(process.platform !== "linux")("leaves no core file, whatever signal ends it", () => {
		const limits = readFileSync(`/proc/${started[0]?.pid}/limits`, "utf8");
		expect(limits).toMatch(/^Max core file size\s+0\s+0\s/m);
	});

	it("answers nothing where it ended without a signal", async () => {
		started[0]?.stdin?.end();
		await vi.waitFor(async () => expect(await witness.wasForGroup()).toBeUndefined());
	});
});
