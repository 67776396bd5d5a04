import { type Progress, progressDelayMs, type Report } from "../core/operation.ts";
import { printable } from "../present/escaping/printable.ts";
import { progressText } from "../present/texts/progressText.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Shows progress in the last line of standard error and erases it at the end. Shows the title until a stage is reported. Writes
 * nothing to a file or a pipe.
 */
export async function withProgress<R>(
	{ errorWidth, printError }: Pick<Terminal, "errorWidth" | "printError">,
	title: string,
	act: (report: Report) => Promise<R>,
): Promise<R> {
	if (errorWidth === undefined) return await act(() => {});
	let latest: Progress = { stage: title };
	let isShown = false;
	const show = (): void => {
		isShown = true;
		void printError(`${clearLine}${lineOf(latest, errorWidth - 1)}`);
	};
	const timer = setTimeout(show, progressDelayMs);
	try {
		return await act((progress) => {
			latest = progress;
			if (isShown) show();
		});
	} finally {
		clearTimeout(timer);
		if (isShown) await printError(clearLine);
	}
}

/** Return to the first column and erase the line (ECMA-48, EL). */
const clearLine = "\r\u001B[K";

const lineOf = (progress: Progress, width: number): string =>
	[...printable(progressText(progress))].slice(0, width).join("");
