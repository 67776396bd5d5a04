import { expect, it } from "vitest";
import { terminalOf } from "../../../src/cli/terminal.ts";

/** What a verb prints as JSON on a stream. */
async function printed(isTTY: boolean): Promise<string> {
	const texts: string[] = [];
	const stream = (target: string[]) => ({
		isTTY,
		columns: 80,
		on: () => {},
		write(text: string, done: () => void) {
			target.push(text);
			done();
			return true;
		},
	});
	const terminal = terminalOf({}, stream(texts) as never, stream([]) as never);
	await terminal.printJson({ name: "a\u202Eb\u009B2J\u200B\u{E0041}" });
	return texts.join("");
}

it("writes JSON on a screen so that nothing in it acts on the screen, and for programs as it is", async () => {
	const [screen, pipe] = [await printed(true), await printed(false)];
	expect(screen).toContain('"a\\u202eb\\u009b2J\\u200b\\udb40\\udc41"');
	expect(pipe).toContain('"a\u202Eb\u009B2J\u200B\u{E0041}"');
	expect(JSON.parse(screen)).toEqual(JSON.parse(pipe));
});
