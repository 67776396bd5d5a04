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

/** A document without its code: a `#` there is a comment. */
const proseOf = (file: string): string => textOf(file).replaceAll(/^```[\s\S]*?^```/gm, "");

/** The anchors of a document's headings, as GitHub makes them. */
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
