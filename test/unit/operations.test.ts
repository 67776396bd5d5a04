import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withProgress } from "../../src/cli/progress.ts";
import { FaultError, faultOf } from "../../src/core/fault.ts";
import { checkCancelled, type Operation, type Progress } from "../../src/core/operation.ts";
import { operationRunner } from "../../src/operations/operationRunner.ts";

const lines: string[] = [];
const log = {
	debug: (text: string) => lines.push(text),
	info: (text: string) => lines.push(text),
	warn() {},
	error() {},
};
const forever = new AbortController().signal;

/** An operation that ends when `go` is called, or when it is cancelled. */
function waiting(id: string, exclusive = "selection /work"): { operation: Operation<string>; go(): void } {
	let go = (): void => {};
	const gone = new Promise<void>((done) => {
		go = done;
	});
	return {
		go: () => go(),
		operation: {
			id,
			title: `Do ${id}`,
			origin: { kind: "machine" },
			exclusive,
			async run(report, signal) {
				report({ stage: "Doing…", line: "a line of the tool" });
				await Promise.race([gone, new Promise<void>((done) => signal.addEventListener("abort", () => done()))]);
				checkCancelled(signal);
				return id;
			},
		},
	};
}

const kindOf = (running: Promise<unknown>): Promise<string | undefined> =>
	running.then(
		() => "done",
		(cause: unknown) => faultOf(cause)?.kind,
	);

describe("operations", () => {
	beforeEach(() => lines.splice(0));

	it("of one kind that change the same: the newest counts, those before it are cancelled", async () => {
		const { run } = operationRunner(log);
		const all = [waiting("use"), waiting("use"), waiting("use")];
		const running = all.map(({ operation }) => kindOf(run(operation, forever)));
		all.at(-1)?.go();
		expect(await Promise.all(running)).toEqual(["cancelled", "cancelled", "done"]);
	});

	it("of another kind do not disturb what runs", async () => {
		const { run } = operationRunner(log);
		const create = waiting("create");
		const creating = kindOf(run(create.operation, forever));
		expect(await kindOf(run(waiting("remove").operation, forever))).toBe("conflict");
		const other = waiting("remove", "selection /other");
		const removing = kindOf(run(other.operation, forever));
		other.go();
		create.go();
		expect(await Promise.all([creating, removing])).toEqual(["done", "done"]);
		// after it has ended, there is no conflict
		const last = waiting("remove");
		last.go();
		expect(await run(last.operation, forever)).toBe("remove");
	});

	it("can be cancelled, before they begin and while they run", async () => {
		const { run } = operationRunner(log);
		const stop = new AbortController();
		const running = kindOf(run(waiting("use").operation, stop.signal));
		stop.abort();
		expect(await running).toBe("cancelled");
		expect(await kindOf(run(waiting("use").operation, stop.signal))).toBe("cancelled");
	});

	it("put every line into the log, with how they ended", async () => {
		const { run } = operationRunner(log);
		const { operation, go } = waiting("use");
		const told: Progress[] = [];
		const running = run(operation, forever, (progress) => told.push(progress));
		go();
		await running;
		expect(told).toEqual([{ stage: "Doing…", line: "a line of the tool" }]);
		expect(lines).toEqual([
			"Do use: a line of the tool",
			expect.stringMatching(/^Do use: done after \d+ ms$/) as string,
		]);
	});
});

describe("progress on a terminal", () => {
	beforeEach(() => {
		vi.useFakeTimers();
		shown.splice(0);
	});
	afterEach(() => void vi.useRealTimers());

	const shown: string[] = [];
	const terminal = (errorWidth: number | undefined) => ({
		errorWidth,
		printError: (text: string) => {
			shown.push(text);
			return Promise.resolve();
		},
	});
	const acting = (ms: number) => async (report: (progress: Progress) => void) => {
		report({ stage: "Creating ci…", done: 1, total: 3 });
		await vi.advanceTimersByTimeAsync(ms);
		report({ stage: "Creating ci…", done: 2, total: 3, line: "a \u001B[31mlong line of the tool" });
		return "result";
	};

	it("shows nothing of what is over soon, or where no person looks", async () => {
		expect(await withProgress(terminal(40), "Create ci", acting(300))).toBe("result");
		await vi.advanceTimersByTimeAsync(1000);
		await withProgress(terminal(undefined), "Create ci", acting(3000));
		expect(shown).toEqual([]);
	});

	it("says what it is where it tells nothing", async () => {
		await withProgress(terminal(30), "Select conda:ci", () => vi.advanceTimersByTimeAsync(500).then(() => undefined));
		expect(shown).toEqual(["\r\u001B[KSelect conda:ci", "\r\u001B[K"]);
	});

	it("keeps to one line, without what acts on a terminal, and leaves it empty also after a failure", async () => {
		await withProgress(terminal(30), "Create ci", acting(500));
		expect(shown).toEqual(["\r\u001B[KCreating ci… 1/3", "\r\u001B[KCreating ci… 2/3 a \\u{001b}[3", "\r\u001B[K"]);
		shown.splice(0);
		const failing = withProgress(terminal(30), "Create ci", async (report) => {
			await acting(500)(report);
			throw new FaultError({ kind: "cancelled", message: "Cancelled." });
		});
		await expect(failing).rejects.toThrow("Cancelled.");
		expect(shown.at(-1)).toBe("\r\u001B[K");
	});
});
