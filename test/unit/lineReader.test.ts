import { expect, it } from "vitest";
import { lineReader } from "../../src/host/lineReader.ts";

/** The lines of a text that is fed in pieces of `size` bytes. */
function linesOf(text: string | Uint8Array, size = Number.POSITIVE_INFINITY): readonly string[] {
	const bytes = Buffer.from(text);
	const lines: string[] = [];
	const reader = lineReader((line) => lines.push(line));
	for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
	reader.end();
	return lines;
}

it.each([
	["", []],
	["a", ["a"]],
	["a\n", ["a"]],
	["a\n\nb\n", ["a", "", "b"]],
	["a\r\n\r\nb\r\n", ["a", "", "b"]],
	["a\r\r\nb", ["a", "b"]],
	["10%\r50%\r100%\ndone\n", ["10%", "50%", "100%", "done"]],
	["\r10%\r50%\r\ndone", ["10%", "50%", "done"]],
	["\uFEFFä 中文 🙂\r\nß\n", ["\uFEFFä 中文 🙂", "ß"]],
])("%j is told the same however it is cut", (text, expected) => {
	for (const size of [1, 2, 3, 1000]) expect(linesOf(text, size)).toEqual(expected);
});

it("a line is told at its end, and not at the next one's", () => {
	const lines: string[] = [];
	const reader = lineReader((line) => lines.push(line));
	reader.push(Buffer.from("a\rb\nc"));
	expect(lines).toEqual(["a", "b"]);
});

it("bytes that are no UTF-8 lose no line", () => {
	expect(linesOf(Buffer.from([0x61, 0xff, 0x0a, 0x62, 0xe4]), 1)).toEqual(["a\uFFFD", "b\uFFFD"]);
});

it("of a line that never ends only the start is kept", () => {
	const reader = lineReader((line) => expect(line).toBe("x".repeat(65_536)));
	for (let at = 0; at < 100; at++) reader.push(Buffer.alloc(10_000, "x"));
	reader.end();
	expect.assertions(1);
});
