import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
const below = (folder: string): readonly string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
		(name) => `${folder}/${name.replaceAll("\\", "/")}`,
	);

const documents = [
	...readdirSync(root).filter((name) => name.endsWith(".md")),
	...below("docs").filter((name) => name.endsWith(".md")),
	"test/README.md",
].filter((file) => existsSync(join(root, file)));

/** A document without its code blocks, in which `#` starts a comment. */
const proseOf = (file: string): string => textOf(file).replaceAll(/^```[\s\S]*?^```/gm, "");

/** The anchors of a document's headings, as GitHub creates them. */
function anchorsOf(file: string): readonly string[] {
	const headings = [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? "");
	return headings.map((heading) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N} _-]/gu, "")
			.replaceAll(" ", "-"),
	);
}

function isDead(file: string, target: string): boolean {
	const [path = "", anchor] = target.split("#");
	const place = path === "" ? file : relative(root, join(root, dirname(file), path)).replaceAll("\\", "/");
	if (!existsSync(join(root, place))) return true;
	return anchor !== undefined && !anchorsOf(place).includes(anchor);
}

it("each link of a document leads to a file that is there, and to a heading in it", () => {
	const dead = documents.flatMap((file) =>
		[...proseOf(file).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)]
			.map(([, target]) => target ?? "")
			.filter((target) => isDead(file, target))
			.map((target) => `${file}: ${target}`),
	);
	expect(dead).toEqual([]);
});

it("no document leads out of the repository", () => {
	expect(documents.filter((file) => /\.\.\/shared|BEHAVIOUR\.md/.test(textOf(file)))).toEqual([]);
});

it("the sections of docs/behaviour.md that code cites exist", () => {
	const titles = [...proseOf("docs/behaviour.md").matchAll(/^## (.+)$/gm)].map(([, title]) => title);
	const cited = below("src")
		.filter((file) => file.endsWith(".ts"))
		.flatMap((file) =>
			[...textOf(file).matchAll(/docs\/behaviour\.md, ([\w' ]+)/g)].map(([, title]) => ({ file, title })),
		);
	expect(cited.filter(({ title }) => !titles.includes(title ?? ""))).toEqual([]);
	expect(cited.length).toBeGreaterThan(5);
	const old = below("src").filter((file) => file.endsWith(".ts") && /BEHAVIOUR\.md|\.\.\/shared/.test(textOf(file)));
	expect(old).toEqual([]);
});

it("ARCHITECTURE.md names every folder of src", () => {
	const text = textOf("ARCHITECTURE.md");
	const folders = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => relative(join(root, "src"), join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
	expect(folders.filter((folder) => !text.includes(`\`${folder}/\``))).toEqual([]);
	expect(folders.length).toBeGreaterThan(20);
});

it("ARCHITECTURE.md names no folder of src that is gone", () => {
	const [, table = ""] = /\n## Folders\n([\s\S]*?)\n## /.exec(textOf("ARCHITECTURE.md")) ?? [];
	const named = table.split("\n").flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)\/`/g)]);
	const folders = named.map(([, folder]) => folder ?? "").filter((folder) => folder !== "src");
	expect(folders.filter((folder) => !existsSync(join(root, "src", folder)))).toEqual([]);
	expect(folders.length).toBeGreaterThan(20);
});

it("the picture of ARCHITECTURE.md has the order that the layer test holds", () => {
	const layers = textOf("test/unit/layers.test.ts");
	const [, picture = ""] = /```text\n([\s\S]*?)```/.exec(textOf("ARCHITECTURE.md")) ?? [];
	const listAfter = (start: RegExp): readonly string[] => {
		const [, list = ""] = new RegExp(`${start.source} \\[([^\\]]+)\\]`).exec(layers) ?? [];
		return [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? "");
	};
	for (const start of [/const capabilities =/, /\n\tcore:/, /\n\tpresent:/, /const terminalRooms =/]) {
		const order = listAfter(start);
		expect(order.length, start.source).toBeGreaterThan(3);
		expect(picture).toContain(order.join(" ← "));
	}
});

it("every decision is listed, has a number of its own, and says context, decision and price", () => {
	const files = readdirSync(join(root, "docs", "decisions"));
	const index = textOf("ARCHITECTURE.md");
	for (const [at, file] of files.toSorted().entries()) {
		const text = textOf(`docs/decisions/${file}`);
		expect(file.startsWith(`${String(at + 1).padStart(3, "0")}-`), file).toBe(true);
		const [, title] = /^# \d+\. (.+)$/m.exec(text) ?? [];
		expect(index, file).toContain(`${at + 1}. [${title}](docs/decisions/${file})`);
		const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
		expect(sections, file).toEqual(["Context", "Decision", "Price"]);
	}
	expect(files.length).toBeGreaterThan(10);
});

it("the files that documents name in passing exist", () => {
	const dead = documents.flatMap((file) =>
		[...textOf(file).matchAll(/`((?:src|test|scripts|docs|media)\/[\w./-]+)`/g)]
			.map(([, path]) => path ?? "")
			.filter((path) => !existsSync(join(root, path)))
			.map((path) => `${file}: ${path}`),
	);
	expect(dead).toEqual([]);
});

it("the commands that documents tell people to type exist", () => {
	const { scripts } = JSON.parse(textOf("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
	const matches = (pattern: RegExp): readonly string[] =>
		documents.flatMap((file) => [...textOf(file).matchAll(pattern)].map(([, word]) => word ?? ""));
	const named = matches(/npm run ([a-z:]+)/g);
	expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
	const started = matches(/node ((?:test|scripts)\/[\w/.]+\.mjs)/g);
	expect(started.filter((file) => !existsSync(join(root, file)))).toEqual([]);
	expect(Math.min(named.length, started.length)).toBeGreaterThan(3);
});
