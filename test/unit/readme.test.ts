import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const names = (folder: string): readonly string[] =>
	readdirSync(join(root, folder)).map((file) => file.replace(/\.ts$/, ""));

it("the README shows every setting", () => {
	const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
		readonly contributes: { readonly configuration: { readonly properties: object } };
	};
	const settings = Object.keys(manifest.contributes.configuration.properties);
	expect(settings.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
	expect(settings.length).toBeGreaterThan(3);
});

it("the README shows every verb of the command line", () => {
	const verbs = names("src/cli/verbs");
	expect(verbs.filter((verb) => !new RegExp(`go-environments ${verb}\\b`).test(readme))).toEqual([]);
	expect(verbs).toContain("list");
});

it("the npm scripts that the README names exist", () => {
	const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly scripts: object };
	const named = [...readme.matchAll(/(?:^|`)npm (?:run )?([a-z]+)/gm)].map(([, name]) => name ?? "");
	expect(named.length).toBeGreaterThan(2);
	for (const name of named) expect(Object.keys(scripts)).toContain(name);
});
