/** Characters of one line that are told; a process may write for ever without a line end. */
const maxLineLength = 64 << 10;

/** Takes the output of a process as it comes. */
export interface LineReader {
	push(bytes: Uint8Array): void;
	/** Tells what stands behind the last line end. */
	end(): void;
}

/** What was read last: the start of a line, its text, `\r` behind text, or `\r` behind nothing. */
type Position = "start" | "text" | "returned" | "blank";

/**
 * Tells whole lines without their ends, each as soon as it has ended. `\n`, `\r\n` and `\r` alone end one: a progress bar
 * writes each of its states over the last one with `\r`. What `\r` ends is told only where something stands in it. UTF-8 may
 * be cut anywhere. Of a longer line the first 65536 characters are told.
 */
export function lineReader(tell: (line: string) => void): LineReader {
	const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
	let line = "";
	let position: Position = "start";

	function endLine(next: Position): void {
		const whole = line;
		line = "";
		position = next;
		tell(whole);
	}

	function take(text: string): void {
		for (const [part] of text.matchAll(/[^\r\n]+|\r|\n/g)) {
			if (part === "\n") {
				if (position === "returned") position = "start";
				else endLine("start");
			} else if (part === "\r") {
				if (position === "text") endLine("returned");
				else if (position === "start") position = "blank";
			} else {
				position = "text";
				if (line.length < maxLineLength) line += part.slice(0, maxLineLength - line.length);
			}
		}
	}

	return {
		push: (bytes) => take(decoder.decode(bytes, { stream: true })),
		end() {
			take(decoder.decode());
			if (position === "text") endLine("start");
		},
	};
}
