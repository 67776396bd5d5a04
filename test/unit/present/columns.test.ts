import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { columns, shortened, wrapped } from "../../../src/present/cli/columns.ts";
import { printable } from "../../../src/present/escaping/printable.ts";

const options = { widthOf: stringWidth };
const row = (...texts: string[]) => texts.map((text) => ({ text }));

describe("columns", () => {
	it("stand below each other, also where letters are two columns wide", () => {
		expect(columns([row("ci", "x"), row("数据", "y"), row("é", "z")], options)).toEqual([
			"ci    x",
			"数据  y",
			"é     z",
		]);
	});

	it("count what is seen, not what colours it", () => {
		const red = { text: "ab", style: (text: string) => `\u001B[31m${text}\u001B[39m` };
		expect(columns([[red, { text: "x" }], row("abcd", "y")], options)).toEqual([
			"\u001B[31mab\u001B[39m    x",
			"abcd  y",
		]);
	});

	it("shorten the middle of a last cell to the width, or go on below", () => {
		const rows = [row("a", "/home/someone/go/1.22.5/bin/go")];
		expect(columns(rows, { ...options, width: 24 })[0]).toBe("a  /home/s…1.22.5/bin/go");
		expect(columns(rows, { ...options, width: 24 }).map((line) => stringWidth(line))).toEqual([24]);
		const sentence = [row("a", "one two three four five six seven")];
		expect(columns(sentence, { ...options, width: 20, last: "wrapped" })).toEqual([
			"a  one two three",
			"   four five six",
			"   seven",
		]);
	});

	it("are not pushed apart by one long cell", () => {
		const long = "x".repeat(40);
		expect(
			columns([row("a", "1"), row(long, "/some/place/far/away"), row("bb", "2")], { ...options, width: 60 }),
		).toEqual(["a   1", `${long}  /some/p…e/far/away`, "bb  2"]);
	});

	it("leave a pipe its whole lines", () => {
		const long = "x".repeat(500);
		expect(columns([row("a", long)], options)).toEqual([`a  ${long}`]);
	});
});

it("a shortened text keeps both ends and fits, whatever its letters are", () => {
	for (const text of [
		"/home/u/数据处理/环境/一二三四五六",
		"abcdefghijklmnopqrstuvwxyz",
		"🦫🦫🦫🦫🦫🦫🦫🦫🦫🦫🦫🦫🦫🦫",
	]) {
		const short = shortened(text, 16, stringWidth);
		expect(stringWidth(short)).toBeLessThanOrEqual(16);
		expect([short.at(0), short.includes("…")]).toEqual([text.at(0), true]);
	}
});

it("a text is broken at spaces, and a long word stays whole", () => {
	expect(wrapped("a bb averyveryverylongword c", 6, stringWidth)).toEqual(["a bb", "averyveryverylongword", "c"]);
});

it("what would move the cursor or turn the text round is shown as an escape", () => {
	expect(printable("a\u001B[2Jb\nc\u202Ed\u0007\u009Be\tf\r\u2028")).toBe(
		"a\\u{001b}[2Jb\\nc\\u{202e}d\\u{0007}\\u{009b}e\\tf\\r\\u{2028}",
	);
	expect(printable("数据 é 🦫 “x”")).toBe("数据 é 🦫 “x”");
});
