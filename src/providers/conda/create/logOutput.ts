import type { Host, RunResult } from "../../../core/host.ts";
import { shownLine } from "./shownLine.ts";

const maxLines = 20;

/** Logs the last lines of a tool that failed, as a warning: the editor shows no lower level by default. */
export function logOutput({ log }: Pick<Host, "log">, program: string, { status, stdout, stderr }: RunResult): void {
	const lines = [stdout, stderr].flatMap((text) =>
		text
			.split("\n")
			.filter((line) => line.trim() !== "")
			.slice(-maxLines),
	);
	const shown = lines.map(shownLine);
	log.warn([`${program} ended with ${status ?? "a signal"}:`, ...shown].join("\n"));
}
