import { expect, it } from "vitest";
import { bytesOf, hasRawBytes, rawText } from "../../src/core/rawText.ts";
import { lossyNames } from "../../src/core/rawVariables.ts";

it("keeps every byte, and text as it is", () => {
	const all = Uint8Array.from({ length: 512 }, (_, index) => (index * 7) % 256);
	expect(bytesOf(rawText(all))).toEqual(all);
	// a truncated character, an overlong one, a surrogate in UTF-8
	for (const bytes of [
		[0xe6, 0x95],
		[0xc0, 0xaf],
		[0xed, 0xb3, 0xbf],
		[0xff, 0x41],
	]) {
		const text = rawText(Uint8Array.from(bytes));
		expect(hasRawBytes(text)).toBe(true);
		expect([...bytesOf(text)]).toEqual(bytes);
	}
	const text = "a 数 🦫 \uFEFF\uFFFD";
	expect(rawText(Buffer.from(text))).toBe(text);
	expect(hasRawBytes(text)).toBe(false);
	expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytesOf(text))).toBe(text);
});

it("names what may have lost bytes where the system does not show them", () => {
	const variables = { ODD: "a\uFFFDb", PATH: "/usr/bin" };
	expect(lossyNames("darwin", variables)).toEqual(["ODD"]);
	expect(lossyNames("linux", variables)).toEqual([]);
});
