/** Longer lines are cut, because a process may never write a line ending. */
const maxLineLength = 64 << 10;

/** Receives the output of a process in parts. */
export interface LineReader {
	push(bytes: Uint8Array): void;
	/** Reports the rest after the last line ending. */
	end(): void;
}

/** The current position: at the start of a line, in text, after `\r` that follows text, or after `\r` that follows nothing. */
type Position = "start" | "text" | "returned" | "blank";

/**
 * Reports each line, without its ending, as soon as it is complete. `\n`, `\r\n` and `\r` alone end a line: a progress bar
 * overwrites each state with `\r`. Empty lines that end with `\r` are not reported. UTF-8 characters may be split between
 * parts. Lines are cut after 65536 characters.
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
