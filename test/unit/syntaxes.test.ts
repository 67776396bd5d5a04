import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

const root = resolve(import.meta.dirname, "../..");
const fixtures = join(root, "test", "fixtures", "syntaxes");

interface Manifest {
	readonly contributes: {
		readonly grammars: readonly { readonly language: string; readonly scopeName: string; readonly path: string }[];
	};
}
const { grammars } = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest).contributes;

/** VS Code's own tokenizer and its engine for regular expressions. */
async function registry(): Promise<Registry> {
	await loadWASM(readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm")));
	return new Registry({
		onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
		async loadGrammar(scopeName) {
			const file = grammars.find((grammar) => grammar.scopeName === scopeName)?.path ?? "";
			return parseRawGrammar(readFileSync(join(root, file), "utf8"), file);
		},
	});
}
const loading = registry();

/** Each token that is no blank, with its innermost scopes. */
async function tokensOf(language: string, text: string): Promise<string> {
	const scopeName = grammars.find((grammar) => grammar.language === language)?.scopeName ?? "";
	const grammar = await (await loading).loadGrammar(scopeName);
	if (grammar === null) throw new Error(`no grammar ${scopeName}`);
	let stack = INITIAL;
	const lines = text
		.trimEnd()
		.split("\n")
		.map((line) => {
			const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
			stack = ruleStack;
			const shown = tokens.flatMap(({ startIndex, endIndex, scopes }) => {
				const words = line.slice(startIndex, endIndex).trim();
				return words === "" ? [] : [`    ${words}  ${scopes.slice(1).join(" ")}`];
			});
			return [line, ...shown].join("\n");
		});
	return `${lines.join("\n")}\n`;
}

describe("the colours of", () => {
	it.each(readdirSync(fixtures))("%s", async (name) => {
		const text = readFileSync(join(fixtures, name), "utf8");
		await expect(await tokensOf(name, text)).toMatchFileSnapshot(`snapshots/${name}.tokens`);
	});

	it("a line that is not finished do not reach into the next one", async () => {
		for (const first of ['require "example.com/open', "retract [v1.0.0", "require"]) {
			const tokens = await tokensOf("go.mod", `${first}\ngo 1.22\n`);
			expect(tokens, first).toMatch(/ {4}go {2}keyword\.control\.directive\.go-mod\n {4}1\.22 {2}constant\.numeric/);
		}
	});

	it("long lines are found in a time that grows with the line", async () => {
		for (const text of ["require ", "a".repeat(200_000), `require ${"v1.".repeat(50_000)}`, `${" ".repeat(200_000)}(`])
			expect(await tokensOf("go.mod", text)).not.toBe("");
	});
});
