import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const chinese: Readonly<Record<string, string>> = JSON.parse(
	readFileSync(join(root, "media/l10n/bundle.l10n.zh-cn.json"), "utf8"),
);

interface Words {
	readonly place: string;
	/** Undefined: not a literal, so it cannot be translated. */
	readonly sentence: string | undefined;
	readonly values: number;
}

/** Every call of `t` in src. */
const calls: readonly Words[] = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts") && name.replaceAll("\\", "/") !== "core/l10n.ts")
	.flatMap((name) => {
		const text = readFileSync(join(root, "src", name), "utf8");
		const found: Words[] = [];
		new Visitor({
			CallExpression({ callee, arguments: [first, ...values], start }) {
				if (callee.type !== "Identifier" || callee.name !== "t") return;
				const sentence = first?.type === "Literal" && typeof first.value === "string" ? first.value : undefined;
				const place = `${name}:${text.slice(0, start).split("\n").length}`;
				found.push({ place, sentence, values: values.length });
			},
		}).visit(parseSync(name, text).program);
		return found;
	});

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort(byText);

it("every sentence is a literal, so that it can be found and translated", () => {
	expect(calls.filter(({ sentence }) => sentence === undefined)).toEqual([]);
	expect(calls.length).toBeGreaterThan(50);
});

it("every sentence gets a value for each of its places", () => {
	const wrong = calls.filter(({ sentence = "", values }) => placeholders(sentence).length !== values);
	expect(wrong).toEqual([]);
});

it("every sentence has its Simplified Chinese, with the same places, and no other is there", () => {
	const used = new Set(calls.flatMap(({ sentence }) => sentence ?? []));
	expect([...used].filter((sentence) => chinese[sentence] === undefined)).toEqual([]);
	expect(Object.keys(chinese).filter((sentence) => !used.has(sentence))).toEqual([]);
	const different = Object.entries(chinese).filter(
		([english, translated]) => `${placeholders(english)}` !== `${placeholders(translated)}`,
	);
	expect(different).toEqual([]);
});

it("the Chinese is sorted, so that two changes of it meet seldom", () => {
	expect(Object.keys(chinese)).toEqual(Object.keys(chinese).sort(byText));
});

it("the Chinese has one word for one thing: 你, 本机, 不满足, 来源", () => {
	const manifest = JSON.parse(readFileSync(join(root, "package.nls.zh-cn.json"), "utf8")) as Record<string, string>;
	const others = /您|此计算机|这台|未满足|类型|种类|提供者/u;
	const all = [...Object.values(chinese), ...Object.values(manifest)];
	expect(all.filter((text) => others.test(text))).toEqual([]);
});
