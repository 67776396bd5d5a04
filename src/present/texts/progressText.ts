import type { Progress } from "../../core/operation.ts";

/** How far something is, in one line: `Running the scripts of ci…`, with the count and the last line where there are any. */
export function progressText({ stage, line, done, total }: Progress): string {
	const count = done === undefined || total === undefined ? "" : ` ${done}/${total}`;
	return line === undefined ? `${stage}${count}` : `${stage}${count} ${line}`;
}
