import { expect, it } from "vitest";
import { type Terminal, terminalOf } from "../../../src/cli/terminal.ts";

/** The output of a verb on a stream. */
async function printed(isTTY: boolean, print: (terminal: Terminal) => Promise<void>): Promise<string> {
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
	await print(terminalOf({}, { stdout: stream(texts), stderr: stream([]) } as never));
	return texts.join("");
}

it("writes JSON on a screen so that nothing in it acts on the screen, and for programs as it is", async () => {
	const print = ({ printJson }: Terminal) => printJson({ name: "a\u202Eb\u009B2J\u200B\u{E0041}" });
	const [screen, pipe] = [await printed(true, print), await printed(false, print)];
	expect(screen).toContain('"a\\u202eb\\u009b2J\\u200b\\udb40\\udc41"');
	expect(pipe).toContain('"a\u202Eb\u009B2J\u200B\u{E0041}"');
	expect(JSON.parse(screen)).toEqual(JSON.parse(pipe));
});

it("writes what a shell evaluates as it is, and on a screen so that a value cannot act on it", async () => {
	const code = "export A='\u001B]0;x\u0007'\nexport B='c\u202Ed'\n";
	const print = ({ printCode }: Terminal) => printCode(code);
	expect(await printed(false, print)).toBe(code);
	expect(await printed(true, print)).toBe("export A='\\u{001b}]0;x\\u{0007}'\nexport B='c\\u{202e}d'\n");
});
