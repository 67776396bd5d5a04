import { afterEach, describe, expect, it, vi } from "vitest";
import { arrangedLook } from "../../src/editor/terminals/check/arrangedLook.ts";
import { checkMemory } from "../../src/editor/terminals/check/checkMemory.ts";
import {
	type Expected,
	type Finding,
	findingRemark,
	type NoFinding,
} from "../../src/editor/terminals/check/finding.ts";
import { nextDue } from "../../src/editor/terminals/check/nextDue.ts";
import { oneAtATime } from "../../src/editor/terminals/check/oneAtATime.ts";
import { terminalGoOf } from "../../src/editor/terminals/check/terminalGoOf.ts";
import { mayArrangementHelp, terminalGoOrigin } from "../../src/editor/terminals/check/terminalGoOrigin.ts";
import type { TerminalVerdict } from "../../src/present/terminals/terminalVerdict.ts";
import type { TerminalGoOrigin } from "../../src/present/texts/terminalGo.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const line = { file: "/home/u/.bashrc", line: 3 };
const expected: Expected = { program: "/s/go/bin/go", entries: ["/s/go/bin"], isWanted: true };
const ours: TerminalVerdict = { kind: "ours", program: "/s/go/bin/go" };
const other: TerminalVerdict = { kind: "other", program: "/x/go", expected: "/s/go/bin/go", cause: "extension" };

const finding = (key: string, verdict: TerminalVerdict, more: Partial<Finding> = {}): Finding => ({
	key,
	verdict,
	runs: verdict.kind === "other" ? { program: verdict.program, origin: { kind: "unknown" } } : undefined,
	fault: verdict.kind === "ours" ? undefined : { kind: "conflict", message: "Another Go." },
	isToldOnRequest: false,
	...more,
});

describe("who puts a Go first", () => {
	it("is the Go extension before a line of a start-up file, unless that Go is on PATH anyway", () => {
		const origin = (isOfGoExtension: boolean, isInherited: boolean, named?: typeof line) =>
			terminalGoOrigin({ line: named, isOfGoExtension, isInherited }).kind;
		expect(origin(true, false, line)).toBe("go-extension");
		expect(origin(true, true, line)).toBe("line");
		expect(origin(true, true)).toBe("go-extension");
		expect(origin(false, false, line)).toBe("line");
		expect(origin(false, true)).toBe("unknown");
	});

	it("is the Go extension also where it starts that Go by a launcher, or takes it from another folder of the window", async () => {
		const program = { program: "#!/bin/sh\n" };
		const on = machine({
			files: {
				"/home/u/sdk/go1.24.13/VERSION": "go1.24.13\n",
				"/home/u/sdk/go1.24.13/bin/go": program,
				"/home/u/go/bin/go1.24.13": program,
			},
		});
		made = on;
		const suspects = { line: undefined, inherited: "/usr/bin/go" };
		const of = (ofGoExtension: readonly string[]) =>
			terminalGoOf(on.host, "/home/u/sdk/go1.24.13/bin/go", { ...suspects, ofGoExtension });
		expect(await of(["/usr/bin/go", "/home/u/go/bin/go1.24.13"])).toMatchObject({ origin: { kind: "go-extension" } });
		expect(await of(["/usr/bin/go"])).toMatchObject({ origin: { kind: "unknown" } });
	});

	it("leaves no use for the other arrangement only where a line takes effect after all extensions", () => {
		const may = (cause: "start-up" | "extension" | "lost", origin: TerminalGoOrigin) =>
			mayArrangementHelp({ kind: "other", program: "/x/go", expected: "/y/go", cause }, origin);
		expect(may("start-up", { kind: "line", ...line })).toBe(false);
		expect(may("lost", { kind: "line", ...line })).toBe(true);
		expect(may("extension", { kind: "line", ...line })).toBe(true);
		expect(may("start-up", { kind: "go-extension" })).toBe(true);
		expect(mayArrangementHelp(ours, undefined)).toBe(false);
	});
});

describe("a look at terminals", () => {
	/** `results`: of the terminals, one after the other; `gos`: what is expected, each time that it is asked. */
	async function looked(
		results: readonly (Finding | NoFinding)[],
		gos: readonly (Expected | undefined)[] = [expected],
	) {
		let [terminals, questions, arrangement] = [0, 0, 1];
		const found: string[] = [];
		const result = await arrangedLook({
			expected: async () => gos[Math.min(questions++, gos.length - 1)],
			look: async () => results[Math.min(terminals++, results.length - 1)] ?? "silent",
			rearrange: () => {
				arrangement = -arrangement;
			},
			found: async ({ key }) => void found.push(key),
		});
		return { result: typeof result === "object" ? result.key : result, terminals, arrangement, found };
	}

	it("keeps the other arrangement where it helps, and tells what was found in the first", async () => {
		expect(await looked([finding("a", other), finding("b", ours)])).toEqual({
			result: "b",
			terminals: 2,
			arrangement: -1,
			found: ["a"],
		});
	});

	it("goes back where it does not help, or gives no answer", async () => {
		const bad = [finding("a", other), finding("b", other)];
		expect(await looked(bad)).toMatchObject({ result: "a", arrangement: 1, found: ["b"] });
		expect(await looked([finding("a", other), "silent"])).toMatchObject({ result: "a", arrangement: 1, found: [] });
	});

	it("leaves the arrangement where the folder asks for no certain Go", async () => {
		const asked = [finding("a", other, { isToldOnRequest: true })];
		expect(await looked(asked)).toMatchObject({ result: "a", terminals: 1, arrangement: 1 });
	});

	it("begins anew where the folder got another Go meanwhile, and is never called silent for that", async () => {
		const another = { ...expected, program: "/s/go2/bin/go" };
		const switched = await looked([finding("a", ours), finding("b", ours)], [expected, another]);
		expect(switched).toMatchObject({ result: "b", terminals: 2 });
		const flickering = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? expected : another));
		expect(await looked([finding("a", ours)], flickering)).toMatchObject({ result: "changed", terminals: 3 });
		expect(await looked([finding("a", ours)], [undefined])).toMatchObject({ result: "unknown Go", terminals: 0 });
	});

	it("goes back also where the folder got another Go in the other arrangement", async () => {
		const another = { ...expected, program: "/s/go2/bin/go" };
		const switched = [expected, expected, another];
		expect(await looked([finding("a", other), finding("b", ours), finding("c", ours)], switched)).toMatchObject({
			result: "c",
			arrangement: 1,
		});
	});
});

describe("what is remembered of checks", () => {
	function state() {
		const kept = new Map<string, unknown>();
		return {
			get: <T>(key: string, otherwise?: T) => (kept.get(key) ?? otherwise) as T,
			update: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
		};
	}

	it("a good result counts in later sessions, until a bad one about the same comes", async () => {
		const workspace = state();
		await checkMemory(workspace).settle("/w/api", "key", true);
		expect(checkMemory(workspace).isDue("key")).toBe(false);
		await checkMemory(workspace).settle("/w/api", "key", false);
		expect(checkMemory(workspace).isDue("key")).toBe(true);
	});

	it("good results of many folders stay, also those of the other arrangement", async () => {
		const workspace = state();
		const memory = checkMemory(workspace);
		for (let at = 0; at < 40; at++) await memory.settle(`/w/${at}`, `key ${at}`, true);
		expect(checkMemory(workspace).isDue("key 0")).toBe(false);
	});

	it("a bad one counts in this session, and what did not answer is asked three times", async () => {
		const memory = checkMemory(state());
		await memory.settle("/w/api", "bad", false);
		expect([memory.isDue("bad"), memory.isDue("else")]).toEqual([false, true]);
		for (const isDue of [true, true, false]) {
			memory.countAttempt("/w/api", "silent");
			expect(memory.isDue("silent")).toBe(isDue);
		}
		memory.forget("/w/api");
		expect([memory.isDue("bad"), memory.isDue("silent")]).toEqual([true, true]);
	});
});

it("folders are checked one after the other, the active one first, and each key is asked for", async () => {
	const asked: string[] = [];
	const keyNow = async (folder: string) => {
		asked.push(folder);
		return folder === "docs" ? undefined : `key of ${folder}`;
	};
	const next = (done: readonly string[]) => nextDue(["docs", "api", "batch"], keyNow, (key) => !done.includes(key));
	expect(await next([])).toEqual({ folder: "api", key: "key of api" });
	expect(asked).toEqual(["docs", "api", "batch"]);
	expect(await next(["key of api"])).toEqual({ folder: "batch", key: "key of batch" });
	expect(await next(["key of api", "key of batch"])).toBeUndefined();
});

describe("a check that is asked for while another runs", () => {
	it("runs after it, once", async () => {
		let [running, most, runs] = [0, 0, 0];
		const check = oneAtATime(async () => {
			running += 1;
			most = Math.max(most, running);
			runs += 1;
			await new Promise((done) => setTimeout(done, 5));
			running -= 1;
		}, new AbortController().signal);
		await Promise.all([check(), check(), check()]);
		await vi.waitFor(() => expect([running, runs, most]).toEqual([0, 2, 1]));
	});

	it("runs though the other failed, and not after the end", async () => {
		const ending = new AbortController();
		const act = vi.fn(async () => {});
		act.mockRejectedValueOnce(new Error("once"));
		const check = oneAtATime(act, ending.signal);
		await expect(check()).rejects.toThrow("once");
		await check();
		expect(act).toHaveBeenCalledTimes(2);
		ending.abort();
		await check();
		expect(act).toHaveBeenCalledTimes(2);
	});
});

it("the remark tells what the status does not: an alias, or no go at all, also where the Go is only inherited", () => {
	const none: TerminalVerdict = { kind: "none", expected: "/usr/bin/go", cause: "unknown" };
	const word: TerminalVerdict = { kind: "word", word: "alias go=x" };
	for (const verdict of [none, word]) {
		expect(findingRemark(finding("a", verdict, { isToldOnRequest: true }))).toBe("Another Go.");
		expect(findingRemark(finding("a", verdict))).toBe("Another Go.");
	}
	// the status itself names the Go and who puts it there
	expect(findingRemark(finding("a", other))).toBeUndefined();
	expect(findingRemark(finding("a", ours))).toBeUndefined();
});
