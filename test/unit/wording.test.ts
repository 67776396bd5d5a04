import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const text = (name: string): string => readFileSync(join(root, name), "utf8");
const pairs = (name: string): readonly (readonly [string, string])[] => Object.entries(JSON.parse(text(name)));

/** The keys are all English sentences of src (words.test.ts). */
const bundle = pairs("media/l10n/bundle.l10n.zh-cn.json");
const manifest = pairs("package.nls.json");
const english = [...bundle.map(([sentence]) => sentence), ...manifest.map(([, sentence]) => sentence)];
const chinese = [...bundle, ...pairs("package.nls.zh-cn.json")].map(([, sentence]) => sentence);

const holding = (sentences: readonly string[], pattern: RegExp): readonly string[] =>
	sentences.filter((sentence) => pattern.test(sentence));

describe("English", () => {
	it.each([
		["installation or environment", /\bGos\b/],
		["select, selection", /\b(?:choose|chooses|chose|chosen|choices?)\b/i],
		["approve, approval", /\ballow(?:s|ed|ances?)\b/i],
		["pkgset", /\bpackage sets?\b/i],
		["string", /\ba text\b(?! file)|\btexts\b/],
		["symbolic link, does not exist, resolves to", /\bleads? (?:nowhere|to)\b|\bwhere nothing is\b|\bis gone\b/],
		["comes first on PATH", /\bin front\b|\bstands?\b/],
		["startup", /\bstart-up\b/],
		["require attention", /\bneeds? a look\b/],
		["not responding, timed out after", /\b(?:does|did) not (?:answer|end)\b/],
		["Unexpected argument", /\btoo many words?\b|\bword too many\b/],
		["must be", /\bha(?:s|ve) to\b|\bis expected\b|\bshould be\b/],
		["is not a", /(?<!\bThere )\bis no\b(?! longer)/],
		["plain order", /\b(?:nobody|whatever|none|by itself|by themselves)\b|\bit is told\b|\bpassed over\b/i],
		["Select the …, not a question", /^(?:Which|Whose|What|The choice of)\b.*\?$/],
	])("says: %s", (_, pattern) => {
		expect(holding(english, pattern)).toEqual([]);
	});

	it("has no blank before the “…” at the end", () => {
		expect(holding(english, / …$| …\n/)).toEqual([]);
		expect(holding(chinese, / …$| …\n/)).toEqual([]);
	});

	it("has commands and views in Title Case without a full stop", () => {
		const labels = manifest.filter(([key]) => /^(?:command|view)\./.test(key)).map(([, label]) => label);
		expect(labels.length).toBeGreaterThan(10);
		expect(holding(labels, /\.$/)).toEqual([]);
		expect(holding(labels, /^[a-z]| (?!(?:a|an|by|in|of|or|the|to|with)\b)[a-z]/)).toEqual([]);
	});

	it("has no full stop in a label that begins with a small letter, but for names of tools and files", () => {
		expect(holding(english, /^(?!(?:go|gvm|gvm's|conda|mise|flake\.lock|bash)\b)[a-z].*\.$/)).toEqual([]);
	});

	it("has a full stop at the end of what holds two sentences", () => {
		const placeholder = "Open a folder to select one. Rows offer actions that need no folder";
		const halves = bundle.map(([sentence]) => sentence).filter((sentence) => /[a-z]\. [A-Z].*[a-z]$/.test(sentence));
		expect(halves).toEqual([placeholder]);
	});
});

describe("Chinese", () => {
	it.each([
		["授权", /许可|批准/],
		["字符串", /文本(?!文件)/],
		["shim, pkgset", /垫片|包集/],
		["主目录", /主文件夹/],
		["版本未知", /尚不/],
		["符号链接", /(?<!符号)链接/],
		["不存在", /不存在任何内容|什么都没有/],
		["需要处理", /需要查看/],
		["要求", /需求/],
	])("says: %s", (_, pattern) => {
		expect(holding(chinese, pattern)).toEqual([]);
	});

	it("has no blank between Chinese and “”", () => {
		expect(holding(chinese, /\p{Script=Han} +“|” +\p{Script=Han}/u)).toEqual([]);
	});

	it("has full-width punctuation beside Chinese", () => {
		/** VS Code's own name of a command, and the notation of a reference. */
		const others = /首选项: 打开用户设置\(JSON\)|来源:名称/gu;
		const plain = chinese.map((sentence) => sentence.replace(others, "").replace(/\]\([^)]*\)|\[[^\]]*\]/g, ""));
		expect(holding(plain, /\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}/u)).toEqual([]);
	});

	it("ends as the English does", () => {
		const ends: readonly (readonly [RegExp, RegExp])[] = [
			[/\.$/, /。$/],
			[/:$/, /：$/],
			[/\?$/, /？$/],
			[/…$/, /…$/],
		];
		const different = bundle.filter(([one, other]) => ends.some(([en, zh]) => en.test(one) !== zh.test(other)));
		expect(different).toEqual([]);
	});
});

const constant = /^\s*(?:export )?const (?<name>\w+)(?:: number)? = (?<value>\d[\d_]*(?:(?: \*| <<) \d[\d_]*)*);/gm;

/** A constant that counts says what: `maxFiles`, `stepsPerYield`. */
const counted = /^(?:max|min|default)[A-Z]\w*s$|s(?:Per|For)[A-Z]\w*$|Version$|Depth$|Length$/;

it("constants that hold milliseconds or bytes have the unit in their name, all other ones say what they count", () => {
	const found: string[] = [];
	const wrong: string[] = [];
	for (const file of readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })) {
		if (!file.endsWith(".ts")) continue;
		for (const { groups: { name = "", value = "" } = {} } of text(join("src", file)).matchAll(constant)) {
			const [first = 0, ...factors] = value.split(/ (?:\*|<<) /).map((factor) => Number(factor.replaceAll("_", "")));
			const number = factors.reduce(
				(product, factor) => (value.includes("<<") ? product * 2 ** factor : product * factor),
				first,
			);
			if (number < 5) continue;
			found.push(name);
			if (!/(?:Ms|Bytes|Seconds)$/.test(name) && !counted.test(name)) wrong.push(`${file}: ${name} = ${value}`);
		}
	}
	expect(wrong).toEqual([]);
	expect(found.length).toBeGreaterThan(40);
});
