import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Report } from "../../src/core/operation.ts";
import { withProgress } from "../../src/editor/services/progress.ts";

interface Shown {
	readonly title: string;
	readonly told: { message: string; increment: number }[];
	cancel(): void;
	isOver: boolean;
}

const shown = vi.hoisted((): Shown[] => []);
vi.mock("vscode", () => ({
	ProgressLocation: { Notification: 15 },
	window: {
		async withProgress(
			{ title }: { title: string },
			task: (
				view: { report(step: { message: string; increment: number }): void },
				token: { onCancellationRequested(act: () => void): void },
			) => Promise<void>,
		) {
			let cancel = (): void => {};
			const one: Shown = { title, told: [], cancel: () => cancel(), isOver: false };
			shown.push(one);
			await task(
				{ report: (step) => void one.told.push(step) },
				{
					onCancellationRequested(act) {
						cancel = act;
					},
				},
			);
			one.isOver = true;
		},
	},
}));

beforeEach(() => {
	vi.useFakeTimers();
	shown.splice(0);
});
afterEach(() => void vi.useRealTimers());

/** Reports, works for the given time, reports again. */
const working =
	(ms: number) =>
	async (report: Report): Promise<string> => {
		report({ stage: "Creating ci…", done: 1, total: 4 });
		await vi.advanceTimersByTimeAsync(ms);
		report({ stage: "Creating ci…", line: "[a](command:x)", done: 3, total: 4 });
		return "result";
	};

it("shows nothing of what is over soon, and not later either", async () => {
	expect(await withProgress("Create ci", working(300))).toBe("result");
	await vi.advanceTimersByTimeAsync(1000);
	expect(shown).toEqual([]);
});

it("shows how far it is after a moment, as text and in per cent, and goes when it is over", async () => {
	await withProgress("Create ci", working(500));
	await vi.advanceTimersByTimeAsync(0);
	expect(shown).toMatchObject([
		{
			title: "Create ci",
			isOver: true,
			told: [
				{ message: "Creating ci… 1/4", increment: 25 },
				// what a tool writes makes no link
				{ message: expect.not.stringContaining("](") as string, increment: 50 },
			],
		},
	]);
});

it("is cancelled by its button, and goes also when it fails", async () => {
	const failing = withProgress("Create ci", async (_, signal) => {
		await vi.advanceTimersByTimeAsync(500);
		shown[0]?.cancel();
		if (signal.aborted) throw new Error("cancelled");
		return "result";
	});
	await expect(failing).rejects.toThrow("cancelled");
	await vi.advanceTimersByTimeAsync(0);
	expect(shown[0]?.isOver).toBe(true);
});
