import { decodedText, encodingOf } from "./decodedText.ts";

const mark = "\uFEFF";

/**
 * The bytes of a text that replaces `before`: in its encoding, with a byte order mark only if it has one, and with its line
 * endings if they are uniform; if they are mixed, each line of the text keeps its own.
 */
export function encodedLike(text: string, before: Uint8Array | undefined): Uint8Array {
	if (before === undefined || before.length === 0) return Buffer.from(text);
	const old = decodedText(before);
	const body = withLineEnds(text.startsWith(mark) ? text.slice(1) : text, old);
	const whole = old.startsWith(mark) ? mark + body : body;
	const encoding = encodingOf(before);
	if (encoding === "utf-8") return Buffer.from(whole);
	const bytes = Buffer.from(whole, "utf16le");
	return encoding === "utf-16le" ? bytes : bytes.swap16();
}

function withLineEnds(text: string, old: string): string {
	const ends = new Set(old.match(/\r?\n/g));
	if (ends.size !== 1) return text;
	return text.replace(/\r?\n/g, ends.has("\r\n") ? "\r\n" : "\n");
}

/** Whether a text contains replacement characters for invalid bytes of `before`: writing it would lose those bytes. */
export const losesBytes = (text: string, before: Uint8Array): boolean =>
	text.includes("\uFFFD") && !Buffer.from(encodedLike(decodedText(before), before)).equals(before);
